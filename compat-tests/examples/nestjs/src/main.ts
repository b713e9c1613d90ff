// The service as a process: where its broker is, is in KAFKA_BROKERS.

import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { kafkaOptions } from './kafka-options.js';
import { ShippingModule } from './shipping-module.js';

const brokers = (process.env.KAFKA_BROKERS ?? 'localhost:9092').split(',');
const service = await NestFactory.createMicroservice(
  ShippingModule,
  kafkaOptions(brokers, 'shipping'),
);
await service.listen();
