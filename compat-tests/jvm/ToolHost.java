// Runs many of the official command line tools in one warm JVM, each as if it had a process of its own.
//
// Standard input carries one JSON object a line:
//   {"id": 1, "main": "org.apache.kafka.tools.TopicCommand", "args": ["--list"], "stdin": "text or null"}
//   {"id": 1, "interrupt": true}       what SIGINT would do: runs the tool's shutdown hooks
// Standard output carries events, one JSON object a line:
//   {"id": 1, "stream": "out" | "err", "text": "..."} and at last {"id": 1, "exit": 0}
//
// A tool's threads are known by an inheritable thread local, which directs System.in, out and err. A tool
// that calls Exit.exit ends there, its first exit code counts, and what it prints afterwards is dropped.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;

public final class ToolHost {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InheritableThreadLocal<Tool> CURRENT = new InheritableThreadLocal<>();
    private static final Map<Integer, Tool> RUNNING = new ConcurrentHashMap<>();
    private static final PrintStream EVENTS = System.out;
    private static final PrintStream HOST_ERR = System.err;

    public static void main(String[] args) throws IOException {
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.setIn(new ToolInput());
        System.setOut(new PrintStream(new ToolOutput("out"), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new ToolOutput("err"), true, StandardCharsets.UTF_8));
        Exit.setExitProcedure(ToolHost::exit);
        Exit.setHaltProcedure(ToolHost::exit);
        Exit.setShutdownHookAdder((name, hook) -> CURRENT.get().hooks.add(hook));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            JsonNode command = JSON.readTree(line);
            int id = command.get("id").asInt();
            if (command.path("interrupt").asBoolean()) {
                Tool tool = RUNNING.get(id);
                if (tool != null) new Thread(tool::interrupt).start();
            } else {
                new Tool(id, command).start();
            }
        }
        System.exit(0);
    }

    private static void exit(int code, String message) {
        Tool tool = CURRENT.get();
        if (tool == null) Runtime.getRuntime().halt(code);
        tool.exited(code);
        throw new ToolExit();
    }

    private static void send(ObjectNode event) {
        synchronized (EVENTS) {
            EVENTS.println(event.toString());
            EVENTS.flush();
        }
    }

    /** Thrown in place of the end of the process; no tool may catch it for good. */
    private static final class ToolExit extends Error {
        ToolExit() {
            super("exit", null, false, false);
        }
    }

    private static final class Tool {
        final int id;
        final String main;
        final String[] args;
        final InputStream input;
        final List<Runnable> hooks = new ArrayList<>();
        private Integer code;
        private volatile boolean inHooks;

        Tool(int id, JsonNode command) {
            this.id = id;
            this.main = command.get("main").asText();
            this.args = JSON.convertValue(command.get("args"), String[].class);
            String text = command.path("stdin").asText("");
            this.input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        void start() {
            RUNNING.put(id, this);
            new Thread(this::run, "tool-" + id).start();
        }

        private void run() {
            CURRENT.set(this);
            try {
                Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) args);
                finish(0);
            } catch (InvocationTargetException failure) {
                if (!(failure.getCause() instanceof ToolExit)) failure.getCause().printStackTrace();
                finish(1);
            } catch (Throwable failure) {
                failure.printStackTrace(HOST_ERR);
                finish(1);
            }
        }

        private void finish(int fallback) {
            runHooks();
            System.out.flush();
            ObjectNode event = JSON.createObjectNode().put("id", id);
            synchronized (this) {
                event.put("exit", code == null ? fallback : code);
            }
            RUNNING.remove(id);
            send(event);
        }

        synchronized void exited(int exitCode) {
            if (code == null) code = exitCode;
        }

        synchronized boolean hasExited() {
            return code != null;
        }

        void interrupt() {
            CURRENT.set(this);
            runHooks();
        }

        private void runHooks() {
            List<Runnable> due;
            synchronized (hooks) {
                due = new ArrayList<>(hooks);
                hooks.clear();
            }
            inHooks = true;
            for (Runnable hook : due) {
                try {
                    hook.run();
                } catch (ToolExit ended) {
                    // A hook that exits has said all it had to say.
                }
            }
        }

        void print(String stream, String text) {
            if (hasExited() && !inHooks) return;
            send(JSON.createObjectNode().put("id", id).put("stream", stream).put("text", text));
        }
    }

    private static final class ToolInput extends InputStream {
        @Override
        public int read() throws IOException {
            return CURRENT.get().input.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return CURRENT.get().input.read(target, offset, length);
        }
    }

    /** Collects a thread's bytes up to a flush, so that a character is never cut in two. */
    private static final class ToolOutput extends OutputStream {
        private final String stream;
        private final ThreadLocal<ByteArrayOutputStream> pending =
            ThreadLocal.withInitial(ByteArrayOutputStream::new);

        ToolOutput(String stream) {
            this.stream = stream;
        }

        @Override
        public void write(int value) {
            pending.get().write(value);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            pending.get().write(source, offset, length);
        }

        @Override
        public void flush() {
            ByteArrayOutputStream bytes = pending.get();
            if (bytes.size() == 0) return;
            String text = bytes.toString(StandardCharsets.UTF_8);
            bytes.reset();
            Tool tool = CURRENT.get();
            if (tool == null) HOST_ERR.print(text);
            else tool.print(stream, text);
        }
    }
}
