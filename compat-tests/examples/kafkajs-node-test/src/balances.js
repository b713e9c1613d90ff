// Reads payments and writes the balance of each account after each of them: output and offset in one transaction.

export class Balances {
  #balances = new Map();
  #consumer;
  #producer;

  constructor(kafka) {
    this.#consumer = kafka.consumer({ groupId: 'balances', maxWaitTimeInMs: 500 });
    this.#producer = kafka.producer({
      transactionalId: 'balances',
      maxInFlightRequests: 1,
      idempotent: true,
    });
  }

  async start() {
    await Promise.all([this.#consumer.connect(), this.#producer.connect()]);
    await this.#consumer.subscribe({ topic: 'payments', fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachMessage: (payload) => this.#apply(payload),
    });
  }

  async stop() {
    await this.#consumer.disconnect();
    await this.#producer.disconnect();
  }

  async #apply({ topic, partition, message }) {
    const account = String(message.key);
    const balance = (this.#balances.get(account) ?? 0) + Number(message.value);
    const transaction = await this.#producer.transaction();
    try {
      await transaction.send({
        topic: 'balances',
        messages: [{ key: account, value: String(balance) }],
      });
      const offset = String(Number(message.offset) + 1);
      await transaction.sendOffsets({
        consumerGroupId: 'balances',
        topics: [{ topic, partitions: [{ partition, offset }] }],
      });
      await transaction.commit();
    } catch (error) {
      await transaction.abort();
      throw error; // kafkajs hands the payment in again.
    }
    this.#balances.set(account, balance);
  }
}
