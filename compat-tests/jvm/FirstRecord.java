// How long a new group waits for its first record: prints, for each of some groups, the milliseconds from
// subscribe() to the first poll() that returns records. Arguments: bootstrap address, topic (with a record in it),
// group.protocol, prefix of the group ids, how many groups.

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

public final class FirstRecord {
    private static final Duration POLL = Duration.ofMillis(100);

    public static void main(String[] args) {
        int groups = Integer.parseInt(args[4]);
        for (int group = 0; group < groups; group++) {
            System.out.println(millisecondsToFirstRecord(settings(args, group), args[1]));
        }
    }

    private static Properties settings(String[] args, int group) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", args[0]);
        settings.put("group.protocol", args[2]);
        settings.put("group.id", args[3] + "-" + group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("key.deserializer", ByteArrayDeserializer.class.getName());
        settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
        return settings;
    }

    private static double millisecondsToFirstRecord(Properties settings, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            long startedAt = System.nanoTime();
            consumer.subscribe(List.of(topic));
            while (consumer.poll(POLL).isEmpty()) {}
            return (System.nanoTime() - startedAt) / 1e6;
        }
    }
}
