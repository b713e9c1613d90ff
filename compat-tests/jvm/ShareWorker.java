// Members of a share group that work through a topic with KafkaShareConsumer and say what they do.
//
// Arguments: bootstrap address, topic, group, how many members, MODE, and NAME=VALUE for each config.
// MODE implicit: what is polled is accepted by the next poll. MODE explicit: by its offset a record is accepted,
// rejected, released the first time, renewed before it is accepted, or (poison) released every time.
//
// Standard output, a line for each event of a member:
//   got MEMBER PARTITION OFFSET DELIVERIES ACTION
//   done MEMBER PARTITION OFFSET      the broker has confirmed what was said of the record
//   failed MEMBER PARTITION OFFSET    it has not

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

public final class ShareWorker {
    private static final Duration POLL = Duration.ofMillis(200);

    public static void main(String[] args) throws InterruptedException {
        int members = Integer.parseInt(args[3]);
        Thread[] threads = new Thread[members];
        for (int member = 0; member < members; member++) {
            String name = String.valueOf(member);
            threads[member] = new Thread(() -> new Member(args, name).run());
            threads[member].start();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Member.isStopped = true;
            for (Thread thread : threads) join(thread);
        }));
        for (Thread thread : threads) thread.join();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Member {
        static volatile boolean isStopped = false;

        private final String[] args;
        private final String name;
        private final boolean isExplicit;
        private final Set<String> renewed = new HashSet<>();

        Member(String[] args, String name) {
            this.args = args;
            this.name = name;
            this.isExplicit = args[4].equals("explicit");
        }

        void run() {
            try (KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(settings())) {
                consumer.setAcknowledgementCommitCallback((offsets, failure) ->
                    offsets.forEach((partition, all) -> all.forEach(offset ->
                        say(failure == null ? "done" : "failed", partition.partition() + " " + offset))));
                consumer.subscribe(List.of(args[1]));
                while (!isStopped) {
                    for (ConsumerRecord<String, String> record : consumer.poll(POLL)) process(consumer, record);
                }
            }
        }

        private void process(KafkaShareConsumer<String, String> consumer, ConsumerRecord<String, String> record) {
            AcknowledgeType type = isExplicit ? typeFor(record) : AcknowledgeType.ACCEPT;
            String place = record.partition() + " " + record.offset();
            say("got", place + " " + record.deliveryCount().orElse((short) 0) + " " + type.name());
            if (isExplicit) consumer.acknowledge(record, type);
        }

        private AcknowledgeType typeFor(ConsumerRecord<String, String> record) {
            long offset = record.offset();
            if (offset % 50 == 49) return AcknowledgeType.RELEASE;
            if (offset % 10 == 3 && record.deliveryCount().orElse((short) 0) == 1) return AcknowledgeType.RELEASE;
            if (offset % 10 == 5) return AcknowledgeType.REJECT;
            boolean isRenewed = !renewed.add(record.partition() + " " + offset);
            return offset % 10 == 7 && !isRenewed ? AcknowledgeType.RENEW : AcknowledgeType.ACCEPT;
        }

        private Properties settings() {
            Properties settings = new Properties();
            settings.put("bootstrap.servers", args[0]);
            settings.put("group.id", args[2]);
            settings.put("client.id", name);
            settings.put("share.acknowledgement.mode", args[4]);
            settings.put("key.deserializer", StringDeserializer.class.getName());
            settings.put("value.deserializer", StringDeserializer.class.getName());
            for (String setting : Arrays.copyOfRange(args, 5, args.length)) {
                String[] parts = setting.split("=", 2);
                settings.put(parts[0], parts[1]);
            }
            return settings;
        }

        private void say(String event, String rest) {
            synchronized (System.out) {
                System.out.println(event + " " + name + " " + rest);
            }
        }
    }
}
