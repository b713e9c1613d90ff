// Prints what a broker serves, in the same words for every broker: topics with ids and configs, each
// record of each partition as both isolation levels see it, offsets, producers, groups. Arguments:
// bootstrap address; `secrets` to print ACLs, SCRAM credentials, quotas and feature levels instead.

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

public final class MigrationDump {
    public static void main(String[] args) throws Exception {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", args[0]);
        try (Admin admin = Admin.create(settings)) {
            if (args.length > 1) secrets(admin);
            else everything(admin, settings);
        }
    }

    private static void secrets(Admin admin) throws Exception {
        admin.describeAcls(AclBindingFilter.ANY).values().get().forEach(acl -> System.out.println("acl " + acl));
        admin.describeUserScramCredentials().all().get().forEach((user, scram) ->
            System.out.println("scram " + user + " " + scram.credentialInfos()));
        admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get().forEach((entity, quota) ->
            System.out.println("quota " + entity + " " + quota));
        new TreeMap<>(admin.describeFeatures().featureMetadata().get().finalizedFeatures()).forEach(
            (name, range) -> System.out.println("feature " + name + " " + range.maxVersionLevel()));
    }

    private static void everything(Admin admin, Properties settings) throws Exception {
        System.out.println("cluster " + admin.describeCluster().clusterId().get());
        var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
        var topics = new TreeMap<>(admin.describeTopics(names).allTopicNames().get());
        for (TopicDescription topic : topics.values()) {
            System.out.println("topic " + topic.name() + " " + topic.topicId() + " " + topic.partitions().size());
            printConfigs(admin, new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
        }
        printConfigs(admin, new ConfigResource(ConfigResource.Type.BROKER, ""));
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic : topics.values()) {
            if (topic.name().startsWith("__")) continue;
            topic.partitions().forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
        }
        for (String isolation : List.of("read_uncommitted", "read_committed")) {
            Properties reading = new Properties();
            reading.putAll(settings);
            reading.put("isolation.level", isolation);
            printRecords(reading, partitions, isolation);
        }
        printProducers(admin, partitions);
        printGroups(admin);
    }

    private static void printConfigs(Admin admin, ConfigResource resource) throws Exception {
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        TreeMap<String, String> set = new TreeMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.source().name().startsWith("DYNAMIC")) set.put(entry.name(), entry.value());
        }
        System.out.println("configs " + resource.type() + " " + resource.name() + " " + set);
    }

    private static void printRecords(Properties settings, List<TopicPartition> partitions, String isolation) {
        try (var consumer =
            new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, List<String>> lines = new HashMap<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    TopicPartition p = new TopicPartition(record.topic(), record.partition());
                    lines.computeIfAbsent(p, x -> new ArrayList<>()).add(describe(record));
                }
            }
            for (TopicPartition p : partitions) {
                System.out.println(isolation + " " + p + " from " + starts.get(p) + " to " + ends.get(p));
                lines.getOrDefault(p, List.of()).forEach(line -> System.out.println("  " + line));
            }
        }
    }

    private static String describe(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder();
        text.append(record.offset()).append(' ').append(record.timestampType()).append(' ');
        text.append(record.timestamp()).append(" epoch ").append(record.leaderEpoch().orElse(-1));
        text.append(' ').append(shortened(record.key())).append(" = ").append(shortened(record.value()));
        for (Header header : record.headers()) text.append(' ').append(header.key()).append(':').append(shortened(header.value()));
        return text.toString();
    }

    private static String shortened(byte[] bytes) {
        if (bytes == null) return "null";
        String text = Base64.getEncoder().encodeToString(bytes);
        return text.length() <= 60 ? text : text.substring(0, 60) + "#" + java.util.Arrays.hashCode(bytes);
    }

    private static void printProducers(Admin admin, List<TopicPartition> partitions) throws Exception {
        var states = admin.describeProducers(partitions).all().get();
        for (TopicPartition p : partitions) {
            TreeSet<String> lines = new TreeSet<>();
            for (ProducerState state : states.get(p).activeProducers()) {
                lines.add("producer " + p + " " + state.producerId() + " epoch " + state.producerEpoch() + " sequence "
                    + state.lastSequence() + " at " + state.lastTimestamp() + " open from "
                    + state.currentTransactionStartOffset().orElse(-1));
            }
            lines.forEach(System.out::println);
        }
    }

    private static void printGroups(Admin admin) throws Exception {
        Collection<String> groups = new TreeSet<>();
        admin.listGroups().all().get().forEach(group -> groups.add(group.groupId()));
        for (String group : groups) {
            var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            TreeMap<String, String> sorted = new TreeMap<>();
            offsets.forEach((p, offset) -> sorted.put(p.toString(), String.valueOf(offset)));
            sorted.forEach((p, offset) -> System.out.println("group " + group + " " + p + " " + offset));
        }
    }
}
