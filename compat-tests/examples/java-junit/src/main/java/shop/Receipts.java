package shop;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes a receipt for each payment, exactly once: the receipt and the offset are of one transaction. */
public final class Receipts implements AutoCloseable {
  private final KafkaConsumer<String, String> consumer;
  private final KafkaProducer<String, String> producer;

  public Receipts(String servers, String name) {
    consumer = new KafkaConsumer<>(Map.of(
        "bootstrap.servers", servers,
        "group.id", name,
        "group.protocol", "consumer",
        "auto.offset.reset", "earliest",
        "enable.auto.commit", "false",
        "isolation.level", "read_committed"), new StringDeserializer(), new StringDeserializer());
    producer = new KafkaProducer<>(
        Map.of("bootstrap.servers", servers, "transactional.id", name),
        new StringSerializer(), new StringSerializer());
    producer.initTransactions();
    consumer.subscribe(List.of("payments"));
  }

  /** Takes what is there, and returns how many payments that were. */
  public int turn() {
    ConsumerRecords<String, String> payments = consumer.poll(Duration.ofMillis(200));
    if (payments.isEmpty()) return 0;
    producer.beginTransaction();
    try {
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      for (ConsumerRecord<String, String> payment : payments) {
        producer.send(new ProducerRecord<>("receipts", payment.key(), receipt(payment.value())));
        offsets.put(new TopicPartition(payment.topic(), payment.partition()),
            new OffsetAndMetadata(payment.offset() + 1));
      }
      producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
      producer.commitTransaction();
      return payments.count();
    } catch (RuntimeException failure) {
      producer.abortTransaction();
      throw failure;
    }
  }

  private static String receipt(String cents) {
    return "received " + Long.parseLong(cents) + " cents";
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}
