// The word count of Apache Kafka's own introduction, as an application that is deployed twice: lines become
// words (a repartition topic), words are counted altogether and by windows (stores with changelogs).
//
// Arguments: topic of lines, topic of counts, topic of windowed counts, and NAME=VALUE for each config of
// Kafka Streams. The values written are WORD=COUNT and WORD@WINDOW-START=COUNT.
//
// Standard output says which tasks this instance has, a line for each change:
//   tasks active=0_0,1_1 standby=1_0
// Ends as an operator ends it, on SIGTERM, or killed.

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;

public final class WordCount {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    // Longer than the input spans: two partitions of it are never read at the same pace.
    private static final Duration GRACE = Duration.ofHours(2);

    public static void main(String[] args) throws InterruptedException {
        Properties config = new Properties();
        for (String setting : Arrays.copyOfRange(args, 3, args.length)) {
            String[] parts = setting.split("=", 2);
            config.setProperty(parts[0], parts[1]);
        }
        KafkaStreams streams = new KafkaStreams(topology(args[0], args[1], args[2]), config);
        streams.setUncaughtExceptionHandler(
            failure -> StreamThreadExceptionResponse.REPLACE_THREAD);
        Runtime.getRuntime().addShutdownHook(
            new Thread(() -> streams.close(Duration.ofSeconds(20))));
        streams.start();
        report(streams);
    }

    private static Topology topology(String lines, String counts, String windowedCounts) {
        StreamsBuilder builder = new StreamsBuilder();
        Produced<String, String> asText = Produced.with(Serdes.String(), Serdes.String());
        KGroupedStream<String, String> words = builder
            .stream(lines, Consumed.with(Serdes.String(), Serdes.String()))
            .flatMapValues(line -> Arrays.asList(line.split(" ")))
            .groupBy(
                (key, word) -> word,
                Grouped.<String, String>as("words")
                    .withKeySerde(Serdes.String())
                    .withValueSerde(Serdes.String()));
        words
            .count(Materialized.as("counts"))
            .toStream()
            .map((word, count) -> pair(word, count))
            .to(counts, asText);
        words
            .windowedBy(TimeWindows.ofSizeAndGrace(WINDOW, GRACE))
            .count(Materialized.as("windowed-counts"))
            .toStream()
            .map((window, count) -> pair(window.key() + "@" + window.window().start(), count))
            .to(windowedCounts, asText);
        return builder.build();
    }

    private static KeyValue<String, String> pair(String key, Long count) {
        return KeyValue.pair(key, key + "=" + count);
    }

    private static void report(KafkaStreams streams) throws InterruptedException {
        String last = "";
        while (true) {
            var threads = streams.metadataForLocalThreads();
            String active = threads.stream().map(each -> ids(each.activeTasks()))
                .collect(Collectors.joining(","));
            String standby = threads.stream().map(each -> ids(each.standbyTasks()))
                .collect(Collectors.joining(","));
            String line = "tasks active=" + active + " standby=" + standby;
            if (!line.equals(last)) System.out.println(line);
            last = line;
            Thread.sleep(100);
        }
    }

    private static String ids(Collection<TaskMetadata> tasks) {
        return tasks.stream().map(task -> task.taskId().toString()).sorted()
            .collect(Collectors.joining(","));
    }
}
