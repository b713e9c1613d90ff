"""The stock keeper: books orders, and says how the stock changed."""

import json

from confluent_kafka import Consumer, Producer


class StockKeeper:
    """Reads `orders` and writes `stock.changes`; `levels` is what is left of each article."""

    def __init__(self, servers: str, group: str, levels: dict[str, int]):
        self.levels = dict(levels)
        self._consumer = Consumer(
            {
                "bootstrap.servers": servers,
                "group.id": group,
                "auto.offset.reset": "earliest",
                "enable.auto.commit": False,
            }
        )
        self._producer = Producer({"bootstrap.servers": servers, "enable.idempotence": True})

    def book(self, count: int, timeout: float = 30) -> None:
        """Books so many orders; what was booked is committed at once."""
        self._consumer.subscribe(["orders"])
        for _ in range(count):
            message = self._consumer.poll(timeout)
            if message is None:
                raise TimeoutError(f"no order within {timeout} s")
            if message.error():
                raise RuntimeError(message.error())
            self._apply(json.loads(message.value()))
            self._consumer.commit(message, asynchronous=False)

    def close(self) -> None:
        self._consumer.close()

    def _apply(self, order: dict) -> None:
        article, pieces = order["article"], order["pieces"]
        self.levels[article] = self.levels.get(article, 0) - pieces
        change = json.dumps({"article": article, "left": self.levels[article]})
        self._producer.produce("stock.changes", key=article, value=change)
        if self._producer.flush(30) > 0:
            raise TimeoutError("the broker did not take a change")
