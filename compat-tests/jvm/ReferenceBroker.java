// Starts one Apache Kafka broker (KRaft, broker and controller in one) as the reference of the suites.
// Arguments: the path of a server.properties, a cluster id. Formats the log directory unless that was
// done before, so that one JVM start does both. Ends as Apache Kafka does: on SIGTERM, or killed.

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

public final class ReferenceBroker {
    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(args[0]))) {
            properties.load(reader);
        }
        Path directory = Path.of(properties.getProperty("log.dirs").split(",")[0]);
        if (!Files.exists(directory.resolve("meta.properties"))) {
            // Eligible leader replicas would set min.insync.replicas for the whole cluster, which one broker
            // that does not replicate has no use for.
            String[] format = {
                "format", "-c", args[0], "-t", args[1], "--standalone",
                "--feature", "eligible.leader.replicas.version=0",
            };
            int code = kafka.tools.StorageTool.execute(format, System.err);
            if (code != 0) System.exit(code);
        }
        kafka.Kafka.main(new String[] {args[0]});
    }
}
