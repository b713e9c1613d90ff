"""What is left of each article, by the changes that were written."""

import json

from kafka import KafkaConsumer, TopicPartition


def report(servers: str) -> dict[str, int]:
    """Reads `stock.changes` from its beginning to its end."""
    consumer = KafkaConsumer(bootstrap_servers=servers, auto_offset_reset="earliest")
    partition = TopicPartition("stock.changes", 0)
    consumer.assign([partition])
    end = consumer.end_offsets([partition])[partition]
    left = {}
    while consumer.position(partition) < end:
        for records in consumer.poll(timeout_ms=1000).values():
            for record in records:
                change = json.loads(record.value)
                left[change["article"]] = change["left"]
    consumer.close()
    return left
