// The examples, and what is done to each to see that its tests see it.

export interface Fault {
  /** What the tests of the example see, as the end of a sentence. */
  readonly what: string;
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  /** Part of what is printed then. */
  readonly says: string;
}

export interface Example {
  /** Its folder. */
  readonly name: string;
  /** Commands beside Node that it needs. */
  readonly needs?: readonly string[];
  readonly fault: Fault;
}

export const EXAMPLES: readonly Example[] = [
  {
    name: 'kafkajs-vitest',
    fault: {
      what: 'what is no order is not put aside',
      file: 'src/billing.ts',
      right: "topic: 'orders.rejected', messages",
      wrong: "topic: 'invoices', messages",
      says: 'puts aside what is no order',
    },
  },
  {
    name: 'kafkajs-jest',
    fault: {
      what: 'an event is published twice',
      file: 'src/relay.js',
      right: 'idempotent: true, ',
      wrong: '',
      says: '✕ an event whose answer is lost is there once',
    },
  },
  {
    name: 'kafkajs-node-test',
    fault: {
      what: 'a payment is counted twice',
      file: 'src/balances.js',
      right: 'await transaction.abort()',
      wrong: 'await transaction.commit()',
      says: '✖ a payment whose transaction fails is counted once',
    },
  },
  {
    name: 'nestjs',
    fault: {
      what: 'nobody listens to an event',
      file: 'src/shipping-controller.ts',
      right: "@EventPattern('orders.paid')",
      wrong: "@EventPattern('orders.payed')",
      says: '✖ the service hears of an event',
    },
  },
  {
    name: 'schema-registry',
    needs: ['java', 'mvn', 'curl'],
    fault: {
      what: 'a schema is accepted that readers cannot read',
      file: 'src/orders.js',
      right: '{ subject: SUBJECT }',
      wrong: "{ subject: SUBJECT, compatibility: 'NONE' }",
      says: '✖ a field without a default is refused',
    },
  },
  {
    name: 'python-pytest',
    needs: ['python3'],
    fault: {
      what: 'nothing is committed',
      file: 'stock.py',
      right: 'self._consumer.commit(message, asynchronous=False)',
      wrong: 'pass',
      says: 'FAILED tests/test_stock.py::test_a_keeper_goes_on_where_the_last_one_stopped',
    },
  },
  {
    name: 'java-junit',
    needs: ['java', 'mvn'],
    fault: {
      what: 'half a transaction is committed',
      file: 'src/main/java/shop/Receipts.java',
      right: 'producer.abortTransaction()',
      wrong: 'producer.commitTransaction()',
      says: 'aPaymentThatCannotBeReadLeavesNothingBehind',
    },
  },
];
