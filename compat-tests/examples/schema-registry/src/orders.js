// Orders on the wire: written with the schema that the registry has for them, read with the one they were written with.

import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';

const SUBJECT = 'orders-value';

export const ORDER = {
  type: 'record',
  name: 'Order',
  namespace: 'shop',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'cents', type: 'long' },
  ],
};

export class Orders {
  #schemas;
  #producer;
  #consumer;
  #schemaId;

  constructor(kafka, registryUrl, groupId) {
    this.#schemas = new SchemaRegistry({ host: registryUrl });
    this.#producer = kafka.producer();
    this.#consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 500 });
  }

  /** Registers the schema; throws when readers of the last one could not read it. */
  async useSchema(schema) {
    const registered = { type: SchemaType.AVRO, schema: JSON.stringify(schema) };
    const { id } = await this.#schemas.register(registered, { subject: SUBJECT });
    this.#schemaId = id;
  }

  async send(...orders) {
    const messages = await Promise.all(
      orders.map(async (order) => ({
        key: order.id,
        value: await this.#schemas.encode(this.#schemaId, order),
      })),
    );
    await this.#producer.connect();
    await this.#producer.send({ topic: 'orders', messages });
  }

  /** Hands every order, from the first on, to the function. */
  async receive(onOrder) {
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topic: 'orders', fromBeginning: true });
    await this.#consumer.run({
      eachMessage: async ({ message }) => onOrder(await this.#schemas.decode(message.value)),
    });
  }

  async stop() {
    await this.#consumer.disconnect();
    await this.#producer.disconnect();
  }
}
