package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReceiptsTest {
  @Test
  void thereIsAReceiptForEachPayment() throws Exception {
    String servers = System.getenv("KAFKA_BOOTSTRAP_SERVERS");
    pay(servers, "ann", "100");
    pay(servers, "bob", "250");

    try (Receipts receipts = new Receipts(servers, "receipts-" + UUID.randomUUID())) {
      for (int taken = 0; taken < 2; ) taken += receipts.turn();
    }

    List<String> written = receipts(servers);
    written.sort(null);
    assertEquals(List.of("ann received 100 cents", "bob received 250 cents"), written);
  }

  @Test
  void aPaymentThatCannotBeReadLeavesNothingBehind() throws Exception {
    try (Klamm broker = Klamm.start("--topics", "payments:1,receipts:1")) {
      String servers = broker.bootstrapServers;
      pay(servers, "ann", "100");
      pay(servers, "eve", "much");

      try (Receipts receipts = new Receipts(servers, "receipts")) {
        assertThrows(NumberFormatException.class, () -> {
          while (true) receipts.turn();
        });
      }
      assertEquals(List.of(), receipts(servers));
    }
  }

  private static void pay(String servers, String who, String cents)
      throws ExecutionException, InterruptedException {
    try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", servers),
        new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("payments", who, cents)).get();
    }
  }

  /** All receipts that were committed. */
  private static List<String> receipts(String servers) {
    List<String> all = new ArrayList<>();
    try (var consumer = new KafkaConsumer<>(
        Map.<String, Object>of("bootstrap.servers", servers, "isolation.level", "read_committed"),
        new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("receipts", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(r -> all.add(r.key() + " " + r.value()));
      }
    }
    return all;
  }
}
