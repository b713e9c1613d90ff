// Apache Kafka's server-side assignors behind a pipe: one group as a JSON object a line, one answer a line.
//
//   {"assignor": "uniform" | "range" | "simple", "homogeneous": true, "topics": [[id, partitions], ...],
//    "members": [{"id", "instanceId", "topics": [id, ...], "assigned": [[id, [partition, ...]], ...]}, ...]}
//   → {"assignment": {member: [[id, [partition, ...]], ...], ...}} or {"error": "..."}
//
// Members, topics and partitions are handed over in the order in which they come.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.coordinator.group.api.assignor.GroupAssignment;
import org.apache.kafka.coordinator.group.api.assignor.PartitionAssignor;
import org.apache.kafka.coordinator.group.api.assignor.PartitionAssignorException;
import org.apache.kafka.coordinator.group.api.assignor.SubscribedTopicDescriber;
import org.apache.kafka.coordinator.group.api.assignor.SubscriptionType;
import org.apache.kafka.coordinator.group.assignor.RangeAssignor;
import org.apache.kafka.coordinator.group.assignor.SimpleAssignor;
import org.apache.kafka.coordinator.group.assignor.UniformAssignor;
import org.apache.kafka.coordinator.group.modern.Assignment;
import org.apache.kafka.coordinator.group.modern.GroupSpecImpl;
import org.apache.kafka.coordinator.group.modern.MemberSubscriptionAndAssignmentImpl;

public final class Assignors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, PartitionAssignor> ASSIGNORS = Map.of(
        "uniform", new UniformAssignor(), "range", new RangeAssignor(), "simple", new SimpleAssignor());

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = System.out;
        System.setOut(System.err);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
            out.flush();
        }
    }

    private static ObjectNode answer(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        Map<String, MemberSubscriptionAndAssignmentImpl> members = new LinkedHashMap<>();
        Map<Uuid, Map<Integer, String>> owners = new HashMap<>();
        for (JsonNode member : request.get("members")) read(member, members, owners);
        SubscriptionType type = request.get("homogeneous").asBoolean()
            ? SubscriptionType.HOMOGENEOUS : SubscriptionType.HETEROGENEOUS;
        try {
            GroupAssignment assignment = ASSIGNORS.get(request.get("assignor").asText())
                .assign(new GroupSpecImpl(members, type, owners), new Topics(request.get("topics")));
            write(assignment, answer.putObject("assignment"));
        } catch (PartitionAssignorException refused) {
            answer.put("error", refused.getMessage());
        }
        return answer;
    }

    private static void read(
        JsonNode member,
        Map<String, MemberSubscriptionAndAssignmentImpl> members,
        Map<Uuid, Map<Integer, String>> owners
    ) {
        String id = member.get("id").asText();
        Set<Uuid> subscribed = new LinkedHashSet<>();
        for (JsonNode topic : member.get("topics")) subscribed.add(Uuid.fromString(topic.asText()));
        Map<Uuid, Set<Integer>> assigned = new LinkedHashMap<>();
        for (JsonNode entry : member.get("assigned")) {
            Uuid topic = Uuid.fromString(entry.get(0).asText());
            Set<Integer> partitions = new LinkedHashSet<>();
            for (JsonNode partition : entry.get(1)) {
                partitions.add(partition.asInt());
                owners.computeIfAbsent(topic, none -> new HashMap<>()).put(partition.asInt(), id);
            }
            assigned.put(topic, partitions);
        }
        Optional<String> instanceId = Optional.ofNullable(member.get("instanceId").textValue());
        members.put(id, new MemberSubscriptionAndAssignmentImpl(
            Optional.empty(), instanceId, subscribed, new Assignment(Collections.unmodifiableMap(assigned))));
    }

    private static void write(GroupAssignment assignment, ObjectNode answer) {
        assignment.members().forEach((id, member) -> {
            ArrayNode topics = answer.putArray(id);
            member.partitions().forEach((topic, partitions) -> {
                ArrayNode entry = topics.addArray().add(topic.toString());
                ArrayNode list = entry.addArray();
                new TreeSet<>(partitions).forEach(list::add);
            });
        });
    }

    private static final class Topics implements SubscribedTopicDescriber {
        private final Map<Uuid, Integer> partitions = new HashMap<>();

        Topics(JsonNode topics) {
            for (JsonNode entry : topics) {
                partitions.put(Uuid.fromString(entry.get(0).asText()), entry.get(1).asInt());
            }
        }

        @Override
        public int numPartitions(Uuid topic) {
            return partitions.getOrDefault(topic, -1);
        }

        @Override
        public Set<String> racksForPartition(Uuid topic, int partition) {
            return Set.of();
        }
    }
}
