# Starts the image with Testcontainers for Python, prints where the broker is, and stops it when stdin ends. `kraft` in
# the words: with the module's KRaft mode.

import sys

from testcontainers.kafka import KafkaContainer

container = KafkaContainer("klamm:8.0.0")
if "kraft" in sys.argv:
    container = container.with_kraft()
with container as started:
    print("broker", started.get_bootstrap_server(), flush=True)
    sys.stdin.read()
