// One group of Java consumers under load while its members come and go. Arguments: scenario (churn or migrate),
// bootstrap address, topic, partitions, records, seed. Prints what was read as one JSON object on the last line:
// records that nobody read (skipped), and records that were read after an offset behind them had been committed
// (again).

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

public final class GroupChurn {
    private static final String GROUP = "churn";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_MEMBERS = 10;
    private static final int FEWEST_MEMBERS = 3;
    private static final int RECORDS_PER_SECOND = 2_000;
    private static final long PATIENCE_MS = 60_000;

    private final String bootstrap;
    private final String topic;
    private final int records;
    private final Ledger ledger;
    private final List<Member> members = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger refusedCommits = new AtomicInteger();
    private final List<String> types = new ArrayList<>();
    private int joined;
    private int left;
    private int vanished;

    private GroupChurn(String[] args) {
        bootstrap = args[1];
        topic = args[2];
        records = Integer.parseInt(args[4]);
        ledger = new Ledger(Integer.parseInt(args[3]));
    }

    public static void main(String[] args) throws Exception {
        GroupChurn churn = new GroupChurn(args);
        Thread producer = new Thread(churn::produce, "producer");
        producer.start();
        if (args[0].equals("migrate")) churn.migrate();
        else churn.churn(producer, new Random(Long.parseLong(args[5])));
        producer.join();
        churn.untilAllIsRead();
        if (args[0].equals("migrate")) churn.noteType();
        churn.end();
    }

    /** Members join, leave and vanish at random for as long as there is something to read. */
    private void churn(Thread producer, Random random) throws InterruptedException {
        for (int at = 0; at < FEWEST_MEMBERS; at++) join("consumer");
        while (producer.isAlive()) {
            Thread.sleep(200 + random.nextInt(600));
            int choice = random.nextInt(5);
            boolean mayLose = members.size() > FEWEST_MEMBERS;
            if (choice == 0 && mayLose) lose(random.nextInt(members.size()), false);
            else if (choice == 1 && mayLose) lose(random.nextInt(members.size()), true);
            else if (members.size() < MOST_MEMBERS) join("consumer");
        }
    }

    /** All members change the protocol, one after the other, and then back. */
    private void migrate() throws Exception {
        int size = 4;
        for (int at = 0; at < size; at++) join("classic");
        while (ledger.read() == 0) Thread.sleep(100);
        noteType();
        for (String protocol : List.of("consumer", "classic")) {
            for (int at = 0; at < size; at++) {
                join(protocol);
                Thread.sleep(1_000);
                lose(0, false);
                Thread.sleep(1_000);
            }
            if (protocol.equals("consumer")) noteType();
        }
    }

    private void join(String protocol) {
        Member member = new Member(protocol);
        members.add(member);
        Thread thread = new Thread(member, "member-" + joined++);
        threads.add(thread);
        thread.start();
    }

    private void lose(int index, boolean silently) {
        Member member = members.remove(index);
        member.vanishes = silently;
        member.stopped = true;
        if (silently) vanished++;
        else left++;
    }

    private void produce() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("key.serializer", ByteArraySerializer.class.getName());
        settings.put("value.serializer", ByteArraySerializer.class.getName());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
            for (int at = 0; at < records; at++) {
                int partition = at % ledger.partitions;
                producer.send(new ProducerRecord<>(topic, partition, null, new byte[100]));
                if (at % 100 == 99) Thread.sleep(100_000 / RECORDS_PER_SECOND);
            }
        } catch (InterruptedException error) {
            throw new IllegalStateException(error);
        }
    }

    private void untilAllIsRead() throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MS;
        while (ledger.read() < records && System.currentTimeMillis() < deadline) Thread.sleep(100);
    }

    private void noteType() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.listGroups().all().get().stream()
                .filter(group -> group.groupId().equals(GROUP))
                .forEach(group -> types.add(group.type().get().toString()));
        }
    }

    private void end() throws InterruptedException {
        while (!members.isEmpty()) lose(0, false);
        for (Thread thread : threads) thread.join();
        System.out.printf(
            "{\"read\": %d, \"skipped\": %d, \"again\": %d, \"refusedCommits\": %d, \"joined\": %d,"
                + " \"left\": %d, \"vanished\": %d, \"types\": \"%s\"}%n",
            ledger.read(), records - ledger.read(), ledger.again, refusedCommits.get(), joined,
            left, vanished, String.join(" ", types));
    }

    /** What was read and committed, by all members together. */
    private static final class Ledger {
        final int partitions;
        private final BitSet[] seen;
        private final long[] committed;
        private int again;

        Ledger(int partitions) {
            this.partitions = partitions;
            seen = new BitSet[partitions];
            for (int at = 0; at < partitions; at++) seen[at] = new BitSet();
            committed = new long[partitions];
        }

        synchronized long[] committed() {
            return committed.clone();
        }

        /** `before` is what was committed when the member began to ask for the record. */
        synchronized void read(ConsumerRecord<byte[], byte[]> record, long[] before) {
            seen[record.partition()].set((int) record.offset());
            if (record.offset() < before[record.partition()]) again++;
        }

        synchronized void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            offsets.forEach((partition, offset) ->
                committed[partition.partition()] =
                    Math.max(committed[partition.partition()], offset.offset()));
        }

        synchronized int read() {
            int read = 0;
            for (BitSet each : seen) read += each.cardinality();
            return read;
        }
    }

    private final class Member implements Runnable {
        private final String protocol;
        volatile boolean stopped;
        volatile boolean vanishes;

        Member(String protocol) {
            this.protocol = protocol;
        }

        @Override
        public void run() {
            KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings());
            consumer.subscribe(List.of(topic));
            while (!stopped) readOn(consumer);
            GroupMembershipOperation operation = vanishes
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
            consumer.close(CloseOptions.groupMembershipOperation(operation));
        }

        private void readOn(KafkaConsumer<byte[], byte[]> consumer) {
            long[] before = ledger.committed();
            ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
            if (batch.isEmpty()) return;
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                ledger.read(record, before);
                TopicPartition partition = new TopicPartition(topic, record.partition());
                offsets.put(partition, new OffsetAndMetadata(record.offset() + 1));
            }
            try {
                consumer.commitSync(offsets);
                ledger.commit(offsets);
            } catch (KafkaException error) {
                // Somebody else has the partition by now, and reads what was not committed.
                refusedCommits.incrementAndGet();
            }
        }

        private Properties settings() {
            Properties settings = new Properties();
            settings.put("bootstrap.servers", bootstrap);
            settings.put("group.id", GROUP);
            settings.put("group.protocol", protocol);
            settings.put("auto.offset.reset", "earliest");
            settings.put("enable.auto.commit", "false");
            settings.put("key.deserializer", ByteArrayDeserializer.class.getName());
            settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
            if (protocol.equals("classic")) {
                settings.put("session.timeout.ms", "6000");
                settings.put("heartbeat.interval.ms", "300");
            }
            return settings;
        }
    }
}
