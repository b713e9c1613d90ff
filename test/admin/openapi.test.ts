// The description that is served: valid by itself, and of what there is. That answers are as it says is held by
// every test that asks through admin-client.ts.

import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { serveBroker } from './admin-client.ts';

it('is valid OpenAPI 3.1', async () => {
  const { client } = await serveBroker();
  const { body } = await client.get('/openapi.json');
  const validator = new Validator();
  expect(await validator.validate(body)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

it('describes what is served, and nothing else', async () => {
  const { client } = await serveBroker();
  for (const [path, operations] of Object.entries(client.description.paths)) {
    const there = path.replaceAll(/\{\w+\}/g, 'nothing');
    // A method that nobody has is answered with those that there are.
    const { status, body } = await client.send('PATCH', there);
    expect(status).toBe(405);
    const [, methods = ''] = /takes (.*), not PATCH/.exec(body.detail) ?? [];
    const described = Object.keys(operations).map((method) => method.toUpperCase());
    expect(methods.split(', ').sort()).toEqual(described.sort());
  }
});

it('gives every operation a name of its own and a summary', async () => {
  const { client } = await serveBroker();
  const operations = Object.values(client.description.paths).flatMap((all) => Object.values(all));
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('getTopicsTopicWait');
  expect(operations.filter(({ summary }) => summary === '')).toEqual([]);
});

it('tells parameters with their types, and what a body must be', async () => {
  const { client } = await serveBroker();
  // biome-ignore lint/suspicious/noExplicitAny: what it is, the assertions say
  const body: any = client.description;
  const { parameters } = body.paths['/topics/{topic}/wait'].get;
  expect(parameters).toContainEqual({
    name: 'topic',
    in: 'path',
    required: true,
    schema: { type: 'string' },
  });
  expect(parameters).toContainEqual(
    expect.objectContaining({
      ...{ name: 'records', in: 'query', required: true },
      schema: expect.objectContaining({ type: 'integer', minimum: 1 }),
    }),
  );
  const fault = body.paths['/faults'].post.requestBody.content['application/json'].schema;
  const kinds = fault.oneOf.map(
    ({ properties }: { properties: { kind: object } }) => properties.kind,
  );
  expect(kinds).toContainEqual({ const: 'fail' });
});
