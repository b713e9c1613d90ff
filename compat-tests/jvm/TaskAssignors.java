// Apache Kafka's sticky task assignor behind a pipe: one Streams group as a JSON object a line, one answer a line.
//
//   {"standbyReplicas": 1, "subtopologies": [[id, tasks, stateful], ...],
//    "members": [{"id", "process", "active": [[subtopology, [partition, ...]], ...], "standby": [...]}, ...]}
//   → {"assignment": {member: {"active": [[subtopology, [partition, ...]], ...], "standby": [...]}, ...}}
//
// Members and subtopologies are handed over in the order in which they come.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.coordinator.group.streams.assignor.AssignmentMemberSpec;
import org.apache.kafka.coordinator.group.streams.assignor.GroupAssignment;
import org.apache.kafka.coordinator.group.streams.assignor.GroupSpecImpl;
import org.apache.kafka.coordinator.group.streams.assignor.StickyTaskAssignor;
import org.apache.kafka.coordinator.group.streams.assignor.TopologyDescriber;

public final class TaskAssignors {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = System.out;
        // It warns of every standby for which there is no process.
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
            out.flush();
        }
    }

    private static ObjectNode answer(JsonNode request) {
        Map<String, AssignmentMemberSpec> members = new LinkedHashMap<>();
        for (JsonNode member : request.get("members")) {
            members.put(member.get("id").asText(), new AssignmentMemberSpec(
                Optional.empty(), Optional.empty(), tasks(member.get("active")), tasks(member.get("standby")),
                Map.of(), member.get("process").asText(), Map.of(), Map.of(), Map.of()));
        }
        Map<String, String> configs = Map.of("num.standby.replicas", request.get("standbyReplicas").asText());
        GroupAssignment assignment = new StickyTaskAssignor()
            .assign(new GroupSpecImpl(members, configs), new Topology(request.get("subtopologies")));
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode byMember = answer.putObject("assignment");
        assignment.members().forEach((id, member) -> {
            ObjectNode given = byMember.putObject(id);
            write(member.activeTasks(), given.putArray("active"));
            write(member.standbyTasks(), given.putArray("standby"));
        });
        return answer;
    }

    private static Map<String, Set<Integer>> tasks(JsonNode entries) {
        Map<String, Set<Integer>> tasks = new LinkedHashMap<>();
        for (JsonNode entry : entries) {
            Set<Integer> partitions = new LinkedHashSet<>();
            for (JsonNode partition : entry.get(1)) partitions.add(partition.asInt());
            tasks.put(entry.get(0).asText(), partitions);
        }
        return tasks;
    }

    private static void write(Map<String, Set<Integer>> tasks, ArrayNode list) {
        new TreeMap<>(tasks).forEach((subtopology, partitions) -> {
            ArrayNode numbers = list.addArray().add(subtopology).addArray();
            new TreeSet<>(partitions).forEach(numbers::add);
        });
    }

    private static final class Topology implements TopologyDescriber {
        private final Map<String, Integer> tasks = new LinkedHashMap<>();
        private final Set<String> stateful = new LinkedHashSet<>();

        Topology(JsonNode subtopologies) {
            for (JsonNode entry : subtopologies) {
                tasks.put(entry.get(0).asText(), entry.get(1).asInt());
                if (entry.get(2).asBoolean()) stateful.add(entry.get(0).asText());
            }
        }

        @Override
        public List<String> subtopologies() {
            return List.copyOf(tasks.keySet());
        }

        @Override
        public int maxNumInputPartitions(String subtopology) {
            return tasks.get(subtopology);
        }

        @Override
        public boolean isStateful(String subtopology) {
            return stateful.contains(subtopology);
        }
    }
}
