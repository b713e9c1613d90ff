import 'reflect-metadata';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientKafka } from '@nestjs/microservices';
import type { TestBroker } from 'klamm/testing';
import { startBroker } from 'klamm/testing';
import { firstValueFrom } from 'rxjs';
import { kafkaOptions } from '../src/kafka-options.js';
import { ShippingController } from '../src/shipping-controller.js';
import { ShippingModule } from '../src/shipping-module.js';

let broker: TestBroker;
let service: INestMicroservice;
let client: ClientKafka;

before(async () => {
  const topics = { 'shipping.quote': 1, 'shipping.quote.reply': 1, 'orders.paid': 1 };
  broker = await startBroker({ topics });
  const brokers = [broker.bootstrapServers];
  service = await NestFactory.createMicroservice(ShippingModule, {
    ...kafkaOptions(brokers, 'shipping'),
    logger: false,
  });
  await service.listen();
  client = new ClientKafka(kafkaOptions(brokers, 'shop').options);
  client.subscribeToResponseOf('shipping.quote');
  await client.connect();
});

after(async () => {
  await client?.close();
  await service?.close();
  await broker?.close();
});

test('the service answers a request', async () => {
  const answer = client.send('shipping.quote', { order: 'a', grams: 1200 });
  assert.deepEqual(await firstValueFrom(answer), { order: 'a', cents: 500 });
});

test('the service hears of an event', async () => {
  await firstValueFrom(client.emit('orders.paid', { key: 'b', value: { order: 'b', grams: 800 } }));

  await broker.group('shipping-server').lagZero();
  assert.equal(service.get(ShippingController).isShipped('b'), true);
});

test('an event is not lost while the broker is away', async () => {
  await broker.restart();
  await firstValueFrom(client.emit('orders.paid', { key: 'c', value: { order: 'c', grams: 100 } }));

  await broker.topic('orders.paid').received(1, { match: { key: 'c' } });
  await broker.group('shipping-server').lagZero({ timeout: '20 s' });
  assert.equal(service.get(ShippingController).isShipped('c'), true);
});
