package shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;

/** A broker of a test's own: a process on a free port, gone when it is closed. */
final class Klamm implements AutoCloseable {
  private static final String READY = "ready on ";

  private final Process process;
  /** What clients dial. */
  final String bootstrapServers;

  private Klamm(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  static Klamm start(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        "node_modules/.bin/klamm", "start", "--memory", "--port", "0"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    String line = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
    if (line == null || !line.startsWith(READY)) throw new IOException("klamm did not start: " + line);
    return new Klamm(process, line.substring(READY.length()));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
