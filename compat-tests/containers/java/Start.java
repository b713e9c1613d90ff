// Starts the image with Testcontainers for Java, prints where the broker is, and stops it when stdin ends. The word says
// with which of its classes: apache, confluent, or legacy in its two modes.

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.ConfluentKafkaContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

public class Start {
    public static void main(String[] words) throws Exception {
        switch (words[0]) {
            case "apache" -> {
                var image = DockerImageName.parse("klamm:8.0.0").asCompatibleSubstituteFor("apache/kafka");
                var container = new KafkaContainer(image);
                serve(container, container::getBootstrapServers);
            }
            case "confluent" -> {
                var image = DockerImageName.parse("klamm:8.0.0").asCompatibleSubstituteFor("confluentinc/cp-kafka");
                var container = new ConfluentKafkaContainer(image).withListener("localhost:19092");
                serve(container, container::getBootstrapServers);
            }
            default -> {
                var image = DockerImageName.parse("klamm:7.0.0").asCompatibleSubstituteFor("confluentinc/cp-kafka");
                var container = new org.testcontainers.containers.KafkaContainer(image);
                if (words[0].equals("legacy-kraft")) container.withKraft();
                serve(container, () -> container.getBootstrapServers().replace("PLAINTEXT://", ""));
            }
        }
    }

    private static void serve(GenericContainer<?> container, java.util.function.Supplier<String> address)
            throws Exception {
        try (container) {
            container.start();
            System.out.println("broker " + address.get());
            while (System.in.read() >= 0) {}
        }
    }
}
