"""Where the broker is, and orders for it."""

import json
import os
import uuid

import pytest
from kafka import KafkaProducer


@pytest.fixture(scope="session")
def servers() -> str:
    return os.environ["KAFKA_BOOTSTRAP_SERVERS"]


@pytest.fixture
def group() -> str:
    """A consumer group that no other test has."""
    return f"stock-{uuid.uuid4()}"


@pytest.fixture
def order(servers):
    """Orders an article; resolves once the broker has the order."""
    producer = KafkaProducer(bootstrap_servers=servers, acks="all")

    def send(article: str, pieces: int) -> None:
        value = json.dumps({"article": article, "pieces": pieces}).encode()
        producer.send("orders", key=article.encode(), value=value).get(timeout=30)

    yield send
    producer.close()
