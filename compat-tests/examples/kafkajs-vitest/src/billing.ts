// The billing service: an invoice for each order, and a place for what is no order.

import type { Consumer, EachMessagePayload, Kafka, Producer } from 'kafkajs';

export interface Order {
  readonly id: string;
  readonly cents: number;
}

export interface Invoice {
  readonly order: string;
  readonly cents: number;
}

const VAT = 0.2;

export class Billing {
  readonly #consumer: Consumer;
  readonly #producer: Producer;

  constructor(kafka: Kafka) {
    this.#consumer = kafka.consumer({ groupId: 'billing', maxWaitTimeInMs: 500 });
    this.#producer = kafka.producer({ idempotent: true, retry: { initialRetryTime: 50 } });
  }

  async start(): Promise<void> {
    await Promise.all([this.#consumer.connect(), this.#producer.connect()]);
    await this.#consumer.subscribe({ topic: 'orders', fromBeginning: true });
    await this.#consumer.run({ eachMessage: (payload) => this.#handle(payload) });
  }

  async stop(): Promise<void> {
    await this.#consumer.disconnect();
    await this.#producer.disconnect();
  }

  // The offset of an order is committed after this: an order is billed twice rather than never.
  async #handle({ message }: EachMessagePayload): Promise<void> {
    const order = readOrder(message.value);
    if (order === undefined) {
      await this.#producer.send({ topic: 'orders.rejected', messages: [message] });
      return;
    }
    const invoice: Invoice = { order: order.id, cents: Math.round(order.cents * (1 + VAT)) };
    const messages = [{ key: order.id, value: JSON.stringify(invoice) }];
    await this.#producer.send({ topic: 'invoices', messages });
  }
}

function readOrder(value: Buffer | null): Order | undefined {
  try {
    const order: Order = JSON.parse(String(value));
    return typeof order.id === 'string' && Number.isInteger(order.cents) ? order : undefined;
  } catch {
    return undefined;
  }
}
