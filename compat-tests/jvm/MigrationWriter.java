// Writes what a migration has to carry over. Arguments: bootstrap address, what to write:
//   everything   topics of many kinds, each codec, idempotent and transactional producers, a group's offsets
//   more         a few records more, by an idempotent producer, to the topics that are there
//   open         a transaction that is left open
//   secrets      ACLs, a SCRAM credential, client quotas (Apache Kafka alone keeps them)
// Prints nothing; ends with an exception when anything is refused.

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

public final class MigrationWriter {
    private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

    private final String bootstrap;

    private MigrationWriter(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    public static void main(String[] args) throws Exception {
        MigrationWriter writer = new MigrationWriter(args[0]);
        switch (args[1]) {
            case "everything" -> writer.everything();
            case "more" -> writer.more();
            case "open" -> writer.open();
            case "secrets" -> writer.secrets();
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    private void everything() throws Exception {
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(List.of(
                topic("plain", 3, Map.of()),
                topic("segments", 2, Map.of("segment.bytes", "1048576", "retention.ms", "-1")),
                topic("compacted", 1, Map.of("cleanup.policy", "compact")),
                topic("transactions", 2, Map.of("min.insync.replicas", "1")),
                topic("trimmed", 1, Map.of("retention.bytes", "1000000")),
                topic("appended.at", 1, Map.of("message.timestamp.type", "LogAppendTime")),
                topic("empty", 4, Map.of()),
                topic("deleted", 2, Map.of()))).all().get();
            for (String codec : CODECS) produce("plain", 40, Map.of("compression.type", codec));
            produce("segments", 3_000, Map.of("compression.type", "none", "batch.size", "100000"), 1_000);
            produce("compacted", 60, Map.of());
            produce("trimmed", 30, Map.of("enable.idempotence", "false", "linger.ms", "0"));
            produce("appended.at", 5, Map.of());
            produce("deleted", 10, Map.of());
            transaction("t-committed", 5, true);
            transaction("t-aborted", 7, false);
            transaction("t-committed", 3, true);
            consume("readers", "plain", 25);
            admin.deleteRecords(
                Map.of(new TopicPartition("trimmed", 0), RecordsToDelete.beforeOffset(10))).all().get();
            admin.deleteTopics(List.of("deleted")).all().get();
            configure(admin);
        }
    }

    private void configure(Admin admin) throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        changes.put(new ConfigResource(ConfigResource.Type.BROKER, ""), set("log.cleaner.threads", "2"));
        changes.put(new ConfigResource(ConfigResource.Type.TOPIC, "empty"), set("max.message.bytes", "2000000"));
        admin.incrementalAlterConfigs(changes).all().get();
    }

    private void more() throws Exception {
        produce("plain", 12, Map.of("compression.type", "lz4"));
        produce("empty", 4, Map.of());
        produce("compacted", 6, Map.of());
    }

    private void open() {
        KafkaProducer<String, String> producer = producer(Map.of(
            "transactional.id", "t-open", "transaction.timeout.ms", "900000"));
        producer.initTransactions();
        producer.beginTransaction();
        for (int i = 0; i < 4; i++) producer.send(new ProducerRecord<>("transactions", 0, "o" + i, "open " + i));
        producer.flush();
        producer.close(Duration.ZERO);
    }

    private void secrets() throws Exception {
        try (Admin admin = Admin.create(settings())) {
            admin.createAcls(List.of(new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "plain", PatternType.LITERAL),
                new AccessControlEntry("User:ann", "*", AclOperation.READ, AclPermissionType.ALLOW)))).all().get();
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("ann",
                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096), "secret"))).all().get();
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, "ann")),
                List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 1024.0))))).all().get();
        }
    }

    private void produce(String topic, int records, Map<String, String> settings) {
        produce(topic, records, settings, 20);
    }

    private void produce(String topic, int records, Map<String, String> settings, int bytes) {
        try (KafkaProducer<String, String> producer = producer(settings)) {
            for (int i = 0; i < records; i++) {
                ProducerRecord<String, String> record =
                    new ProducerRecord<>(topic, "k" + i % 17, i % 11 == 10 ? null : i + "x".repeat(bytes));
                if (i % 3 == 0) record.headers().add("h", ("v" + i).getBytes(StandardCharsets.UTF_8));
                producer.send(record);
            }
        }
    }

    private void transaction(String id, int records, boolean isCommitted) throws Exception {
        try (KafkaProducer<String, String> producer = producer(Map.of("transactional.id", id))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>("transactions", i % 2, id + i, id + " " + i));
            }
            if (isCommitted) {
                producer.sendOffsetsToTransaction(
                    Map.of(new TopicPartition("plain", 1), new OffsetAndMetadata(records, "by " + id)),
                    new org.apache.kafka.clients.consumer.ConsumerGroupMetadata("transactional-readers"));
                producer.commitTransaction();
            } else {
                producer.flush();
                producer.abortTransaction();
            }
        }
    }

    /** A member of a classic group that reads so many records and commits where it is. */
    private void consume(String group, String topic, int records) {
        Properties settings = settings();
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", "false");
        settings.put("max.poll.records", "5");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            for (int seen = 0; seen < records; ) seen += consumer.poll(Duration.ofSeconds(1)).count();
            consumer.commitSync();
        }
    }

    private KafkaProducer<String, String> producer(Map<String, String> more) {
        Properties settings = settings();
        settings.put("linger.ms", "5");
        settings.putAll(more);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrap);
        return settings;
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> configs) {
        return new NewTopic(name, partitions, (short) 1).configs(configs);
    }

    private static Collection<AlterConfigOp> set(String name, String value) {
        return List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
    }
}
