"""confluent-kafka, that is the newest librdkafka, against the broker at KLAMM_ADDRESS.

Prints `ok NAME` or `FAIL NAME` for each test and `done` at the end. A restart of the broker is asked for with a line
`broker: stop` or `broker: kill` on standard output, and confirmed with a line on standard input.
"""

import os
import sys
import time
import traceback

from confluent_kafka import (
    OFFSET_BEGINNING,
    Consumer,
    ConsumerGroupTopicPartitions,
    KafkaError,
    KafkaException,
    Producer,
    TopicCollection,
    TopicPartition,
)
from confluent_kafka.admin import (
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    NewPartitions,
    NewTopic,
    OffsetSpec,
    ResourceType,
)

BASE = {"bootstrap.servers": os.environ["KLAMM_ADDRESS"], "client.id": "python-librdkafka", "log_level": 0}
DEADLINE_S = 30
CODECS = ["none", "gzip", "snappy", "lz4", "zstd"]

tests = []
names = 0


def test(function):
    tests.append((function.__name__, function))
    return function


def for_each(*values):
    """Makes one test of each value."""

    def register(function):
        for value in values:
            tests.append((f"{function.__name__}[{value}]", lambda value=value: function(value)))
        return function

    return register


def unique(prefix):
    global names
    names += 1
    return f"py-{prefix}-{names}"


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r} is not {expected!r}"[:2000])


def refused(code, act):
    try:
        act()
    except KafkaException as error:
        equal(error.args[0].name(), code)
    else:
        raise AssertionError(f"not refused with {code}")


def eventually(holds):
    """Waits for what a broker may know a moment after it has answered: Apache Kafka does in its metadata."""
    deadline = time.monotonic() + DEADLINE_S
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError("it never came to be")
        time.sleep(0.01)


# One for all: an admin client that nobody holds on to any more gives up what it was asked.
ADMIN = AdminClient(BASE)


def result(futures):
    """The results of an admin call, by what they are of."""
    return {key: future.result(DEADLINE_S) for key, future in futures.items()}


def new_topic(partitions=1, config=None):
    topic = unique("topic")
    result(ADMIN.create_topics([NewTopic(topic, partitions, 1, config=config or {})]))
    return topic


def produce(topic, values, partition=0, **config):
    """Sends the values, and returns the offsets that the broker gave them."""
    offsets, errors = [], []

    def delivered(error, message):
        (errors if error else offsets).append(error or message.offset())

    producer = Producer({**BASE, "linger.ms": 5, **config})
    for value in values:
        producer.produce(topic, value, partition=partition, on_delivery=delivered)
        producer.poll(0)
    equal(producer.flush(DEADLINE_S), 0)
    if errors:
        raise KafkaException(errors[0])
    return offsets


def new_consumer(group, **config):
    reset = {"auto.offset.reset": "earliest", "session.timeout.ms": 6000}
    return Consumer({**BASE, "group.id": group, **reset, **config})


def read(consumer, count):
    """The next messages; fails when they do not come."""
    messages = []
    deadline = time.monotonic() + DEADLINE_S
    while len(messages) < count:
        if time.monotonic() > deadline:
            raise AssertionError(f"{len(messages)} of {count} messages came")
        message = consumer.poll(0.1)
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        messages.append(message)
    return messages


def read_partition(topic, count, partition=0, offset=OFFSET_BEGINNING, **config):
    consumer = new_consumer(unique("alone"), **config)
    try:
        consumer.assign([TopicPartition(topic, partition, offset)])
        return read(consumer, count)
    finally:
        consumer.close()


def numbers(count, start=0):
    return [str(index).encode() for index in range(start, start + count)]


@test
def topics_are_created_grown_described_and_deleted():
    topic = new_topic(2)
    result(ADMIN.create_partitions([NewPartitions(topic, 5)]))
    describe = lambda: result(ADMIN.describe_topics(TopicCollection([topic])))[topic]
    eventually(lambda: [each.id for each in describe().partitions] == [0, 1, 2, 3, 4])
    described = describe()
    equal(described.partitions[0].leader.id, 0)
    equal(described.is_internal, False)
    refused("TOPIC_ALREADY_EXISTS", lambda: result(ADMIN.create_topics([NewTopic(topic, 1, 1)])))
    result(ADMIN.delete_topics([topic]))
    eventually(lambda: topic not in ADMIN.list_topics(timeout=DEADLINE_S).topics)
    refused("UNKNOWN_TOPIC_OR_PART", lambda: result(ADMIN.delete_topics([topic])))


@test
def the_cluster_describes_itself():
    cluster = ADMIN.describe_cluster().result(DEADLINE_S)
    equal([node.id for node in cluster.nodes], [0])
    equal(cluster.controller.id, 0)
    equal(bool(cluster.cluster_id), True)


@test
def key_value_headers_and_timestamp_come_back():
    topic = new_topic()
    producer = Producer(BASE)
    headers = [("one", b"1"), ("none", None), ("one", b"2")]
    producer.produce(topic, "välue", key=b"\x00key", headers=headers, timestamp=1700000000000)
    producer.produce(topic, None, key="gone")
    equal(producer.flush(DEADLINE_S), 0)
    first, second = read_partition(topic, 2)
    equal((first.key(), first.value(), first.headers()), (b"\x00key", "välue".encode(), headers))
    equal(first.timestamp()[1], 1700000000000)
    equal((second.key(), second.value(), second.offset()), (b"gone", None, 1))


@for_each(*CODECS)
def records_compressed_with(codec):
    topic = new_topic()
    produce(topic, numbers(5000), **{"compression.type": codec})
    equal([each.value() for each in read_partition(topic, 5000)], numbers(5000))


@for_each(*CODECS[1:])
def records_that_the_topic_wants_compressed_with(codec):
    topic = new_topic(config={"compression.type": codec})
    produce(topic, numbers(1000))
    equal([each.value() for each in read_partition(topic, 1000)], numbers(1000))


@for_each("0", "1", "all")
def acks(wanted):
    topic = new_topic()
    produce(topic, numbers(100), acks=wanted)
    equal([each.value() for each in read_partition(topic, 100)], numbers(100))


@test
def an_idempotent_producer_keeps_the_order_with_five_requests_in_flight():
    topic = new_topic()
    options = {"enable.idempotence": True, "batch.num.messages": 20, "linger.ms": 0}
    equal(produce(topic, numbers(5000), **options), list(range(5000)))
    equal([each.value() for each in read_partition(topic, 5000)], numbers(5000))


@test
def a_record_that_is_too_large_for_its_topic_is_refused():
    topic = new_topic(config={"max.message.bytes": "1000"})
    refused("MSG_SIZE_TOO_LARGE", lambda: produce(topic, [b"x" * 2000]))
    equal(produce(topic, [b"x"]), [0])


@test
def a_record_without_a_key_is_refused_by_a_compacted_topic():
    topic = new_topic(config={"cleanup.policy": "compact"})
    refused("INVALID_RECORD", lambda: produce(topic, [b"keyless"]))


@test
def log_append_time_is_what_the_consumer_sees():
    topic = new_topic(config={"message.timestamp.type": "LogAppendTime"})
    before = int(time.time() * 1000)
    produce(topic, [b"x"])
    (kind, timestamp) = read_partition(topic, 1)[0].timestamp()
    equal(kind, 2)
    equal(before - 1000 <= timestamp <= time.time() * 1000 + 1000, True)


@test
def a_fetch_in_small_pieces_gives_everything():
    topic = new_topic()
    produce(topic, [b"%05d" % index + b"x" * 500 for index in range(300)])
    small = {"fetch.message.max.bytes": 1000, "fetch.max.bytes": 1000}
    messages = read_partition(topic, 300, **small, **{"message.max.bytes": 1000})
    equal([each.value()[:5] for each in messages], [b"%05d" % index for index in range(300)])


@test
def offsets_are_told_by_time_and_by_place():
    topic = new_topic()
    producer = Producer(BASE)
    for index in range(10):
        producer.produce(topic, str(index), timestamp=1000 * (index + 1))
    equal(producer.flush(DEADLINE_S), 0)
    consumer = new_consumer(unique("g"))
    equal(consumer.get_watermark_offsets(TopicPartition(topic, 0), timeout=DEADLINE_S), (0, 10))
    asked = [TopicPartition(topic, 0, 4500)]
    equal(consumer.offsets_for_times(asked, timeout=DEADLINE_S)[0].offset, 4)
    consumer.close()
    place = TopicPartition(topic, 0)
    for spec, offset in [
        (OffsetSpec.earliest(), 0),
        (OffsetSpec.latest(), 10),
        (OffsetSpec.max_timestamp(), 9),
        (OffsetSpec.for_timestamp(3000), 2),
    ]:
        equal(result(ADMIN.list_offsets({place: spec}))[place].offset, offset)


@test
def records_are_deleted_up_to_an_offset():
    topic = new_topic()
    produce(topic, numbers(10))
    deleted = result(ADMIN.delete_records([TopicPartition(topic, 0, 4)]))
    equal([each.low_watermark for each in deleted.values()], [4])
    equal([each.value() for each in read_partition(topic, 6)], numbers(6, 4))


@test
def configs_are_described_and_altered():
    topic = new_topic()
    resource = lambda changes=None: ConfigResource(
        ResourceType.TOPIC, topic, incremental_configs=changes
    )
    change = lambda name, value, operation: resource(
        [ConfigEntry(name, value, incremental_operation=operation)]
    )
    current = lambda name: result(ADMIN.describe_configs([resource()]))[resource()][name]
    equal(current("retention.ms").value, "604800000")
    equal(current("retention.ms").is_default, True)
    result(ADMIN.incremental_alter_configs([change("retention.ms", "1000", AlterConfigOpType.SET)]))
    equal((current("retention.ms").value, current("retention.ms").is_default), ("1000", False))
    result(ADMIN.incremental_alter_configs([change("retention.ms", None, AlterConfigOpType.DELETE)]))
    equal(current("retention.ms").value, "604800000")
    append = change("cleanup.policy", "compact", AlterConfigOpType.APPEND)
    result(ADMIN.incremental_alter_configs([append]))
    equal(current("cleanup.policy").value, "delete,compact")
    wrong = change("retention.ms", "soon", AlterConfigOpType.SET)
    refused("INVALID_CONFIG", lambda: result(ADMIN.incremental_alter_configs([wrong])))


@test
def a_group_commits_goes_on_and_is_administered():
    topic, group = new_topic(), unique("g")
    produce(topic, numbers(10))
    first = new_consumer(group, **{"enable.auto.commit": False})
    first.subscribe([topic])
    read(first, 10)
    first.commit(offsets=[TopicPartition(topic, 0, 4, metadata="half way")], asynchronous=False)
    described = result(ADMIN.describe_consumer_groups([group]))[group]
    equal((described.state.name, described.partition_assignor), ("STABLE", "range"))
    equal([each.client_id for each in described.members], [BASE["client.id"]])
    refused("NON_EMPTY_GROUP", lambda: result(ADMIN.delete_consumer_groups([group])))
    first.close()
    second = new_consumer(group)
    second.subscribe([topic])
    equal([each.value() for each in read(second, 6)], numbers(6, 4))
    second.close()
    place = TopicPartition(topic, 0, 2)
    request = ConsumerGroupTopicPartitions(group, [place])
    result(ADMIN.alter_consumer_group_offsets([request]))
    stored = result(ADMIN.list_consumer_group_offsets([ConsumerGroupTopicPartitions(group)]))
    equal([each.offset for each in stored[group].topic_partitions], [2])
    listed = ADMIN.list_consumer_groups().result(DEADLINE_S)
    equal(group in [each.group_id for each in listed.valid], True)
    result(ADMIN.delete_consumer_groups([group]))
    listed = ADMIN.list_consumer_groups().result(DEADLINE_S)
    equal(group in [each.group_id for each in listed.valid], False)


@for_each("range", "roundrobin", "cooperative-sticky")
def members_share_the_partitions_under(assignor):
    topic, group = new_topic(4), unique("g")
    members = [new_consumer(group, **{"partition.assignment.strategy": assignor}) for _ in range(2)]
    for member in members:
        member.subscribe([topic])
    seen = set()
    until(members, seen, lambda: all(len(member.assignment()) == 2 for member in members))
    for partition in range(4):
        produce(topic, numbers(50, 50 * partition), partition)
    until(members, seen, lambda: len(seen) == 200)
    members.pop().close()
    until(members, seen, lambda: len(members[0].assignment()) == 4)
    produce(topic, numbers(50, 200), 3)
    until(members, seen, lambda: len(seen) == 250)
    members.pop().close()


def until(members, seen, holds):
    """Lets the members read until the condition holds."""
    deadline = time.monotonic() + DEADLINE_S
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"{[member.assignment() for member in members]}, {len(seen)} seen")
        for member in members:
            message = member.poll(0.02)
            if message is not None and not message.error():
                seen.add(message.value())


@test
def a_partition_is_paused_resumed_and_sought():
    topic = new_topic()
    produce(topic, numbers(10))
    consumer = new_consumer(unique("g"))
    consumer.assign([TopicPartition(topic, 0, OFFSET_BEGINNING)])
    read(consumer, 10)
    consumer.seek(TopicPartition(topic, 0, 7))
    equal([each.offset() for each in read(consumer, 3)], [7, 8, 9])
    consumer.pause([TopicPartition(topic, 0)])
    produce(topic, numbers(1, 10))
    equal(consumer.poll(0.5), None)
    consumer.resume([TopicPartition(topic, 0)])
    equal([each.offset() for each in read(consumer, 1)], [10])
    consumer.close()


@for_each("stop", "kill")
def producers_groups_and_records_live_through_a(ending):
    topic, group = new_topic(2), unique("g")
    consumer = new_consumer(group)
    consumer.subscribe([topic])
    producer = Producer({**BASE, "enable.idempotence": True, "reconnect.backoff.max.ms": 500})
    seen = set()
    send = lambda values: [producer.produce(topic, value) for value in values]
    send(numbers(500))
    until([consumer], seen, lambda: producer.flush(0.01) == 0 and len(seen) == 500)
    consumer.commit(asynchronous=False)
    print(f"broker: {ending}", flush=True)
    send(numbers(500, 500))
    equal(sys.stdin.readline(), "up\n")
    send(numbers(500, 1000))
    until([consumer], seen, lambda: producer.flush(0.01) == 0 and len(seen) == 1500)
    consumer.close()
    equal(ADMIN.list_topics(topic, timeout=DEADLINE_S).topics[topic].partitions.keys(), {0, 1})
    partitions = [read_all(topic, partition) for partition in (0, 1)]
    equal(sorted(map(int, partitions[0] + partitions[1])), list(range(1500)))
    for values in partitions:
        equal(values, sorted(values, key=int))


def read_all(topic, partition):
    consumer = new_consumer(unique("g"))
    place = TopicPartition(topic, partition, OFFSET_BEGINNING)
    _, end = consumer.get_watermark_offsets(place, timeout=DEADLINE_S)
    consumer.close()
    return [message.value() for message in read_partition(topic, end, partition)]


@test
def an_unknown_topic_is_an_error_to_a_consumer_that_may_not_make_it():
    consumer = new_consumer(unique("g"))
    consumer.subscribe([unique("absent")])
    refused(KafkaError(KafkaError.UNKNOWN_TOPIC_OR_PART).name(), lambda: read(consumer, 1))
    consumer.close()


for name, run in tests:
    if len(sys.argv) > 1 and sys.argv[1] not in name:
        continue
    started = time.monotonic()
    try:
        run()
        print(f"ok {name} ({time.monotonic() - started:.1f} s)", flush=True)
    except Exception:
        print(f"FAIL {name}\n{traceback.format_exc()}", flush=True)
print("done", flush=True)
