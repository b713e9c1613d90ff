// Publishes what waits in an outbox, in its order, and removes what the broker has.

const BATCH = 100;

export class Relay {
  #outbox;
  #producer;

  constructor(outbox, kafka) {
    this.#outbox = outbox;
    // Idempotent: what the broker took without an answer is not written twice.
    this.#producer = kafka.producer({ idempotent: true, retry: { retries: 3 } });
  }

  start() {
    return this.#producer.connect();
  }

  stop() {
    return this.#producer.disconnect();
  }

  /** Publishes all that waits; what could not be published waits on. */
  async publish() {
    for (;;) {
      const rows = this.#outbox.first(BATCH);
      if (rows.length === 0) return;
      const messages = rows.map(({ id, type, body }) => ({
        key: body.id,
        value: JSON.stringify(body),
        headers: { type, 'event-id': String(id) },
      }));
      await this.#producer.send({ topic: 'shop.events', messages });
      this.#outbox.remove(rows);
    }
  }
}
