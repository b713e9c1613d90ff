// The transport of the service and of its clients.

import type { KafkaOptions } from '@nestjs/microservices';
import { Transport } from '@nestjs/microservices';

export function kafkaOptions(brokers: string[], groupId: string) {
  return {
    transport: Transport.KAFKA as const,
    options: {
      client: { brokers },
      consumer: { groupId, maxWaitTimeInMs: 500 },
      subscribe: { fromBeginning: true },
    },
  } satisfies KafkaOptions;
}
