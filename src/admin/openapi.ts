// The OpenAPI 3.1 description, made of the routes: what checks a request is what describes it.

import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import packageJson from '../../package.json' with { type: 'json' };
import { PROBLEM_TYPE } from './problem.ts';
import type { Route } from './route.ts';
import * as shapes from './routes/shapes.ts';
import type { Schema } from './schema.ts';

const JSON_TYPE = 'application/json';

interface OpenApi {
  readonly openapi: string;
  readonly [part: string]: unknown;
}

export function openApi(routes: readonly Route[]): OpenApi {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    Object.assign(paths[route.path] ?? {}, { [route.method.toLowerCase()]: operation(route) });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Klamm',
      version: packageJson.version,
      license: { name: packageJson.license, identifier: packageJson.license },
      description: 'The admin endpoint of a Klamm broker: time, faults, snapshots, waits, traffic.',
    },
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(shapes).map(([name, schema]) => [name, described(schema, name)]),
      ),
    },
  };
}

function operation({ method, path, summary, query, body, answer, text, status }: Route): object {
  const content = {
    ...(answer ? { [JSON_TYPE]: { schema: described(answer) } } : {}),
    ...(text ? { [text]: { schema: { type: 'string' } } } : {}),
  };
  const hasContent = Object.keys(content).length > 0;
  return {
    operationId: operationId(method, path),
    summary,
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(body ? { requestBody: requestBody(body) } : {}),
    responses: {
      [status]: { description: summary, ...(hasContent ? { content } : {}) },
      default: {
        description: 'What cannot be done, in a sentence',
        content: { [PROBLEM_TYPE]: { schema: described(shapes.Problem) } },
      },
    },
  };
}

/** `getTopicsTopicWait`: unique, and steady while the path is. */
function operationId(method: string, path: string): string {
  const words = path.split(/\W+/).filter((word) => word !== '');
  const capitals = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return `${method.toLowerCase()}${capitals.join('') || 'Broker'}`;
}

function pathParameters(path: string): object[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => {
    return { name, in: 'path', required: true, schema: { type: 'string' } };
  });
}

function queryParameters(query: Route['query']): object[] {
  return Object.entries(query?.entries ?? {}).map(([name, entry]) => {
    const { description, ...schema } = described(entry as Schema) as { description?: string };
    const required = entry.type !== 'optional';
    return { name, in: 'query', required, ...(description ? { description } : {}), schema };
  });
}

/** Nothing is as good as an object without fields, where no field is required. */
function requestBody(body: Schema): object {
  const schema = described(body) as { readonly required?: readonly string[] };
  const required = !('required' in schema) || (schema.required?.length ?? 0) > 0;
  return { required, content: { [JSON_TYPE]: { schema } } };
}

/** As JSON Schema; what has a name of its own is referred to, but where it is itself described. */
function described(schema: Schema, itself?: string): object {
  const others = Object.entries(shapes).filter(([name]) => name !== itself);
  const {
    $schema: _,
    $defs: __,
    ...rest
  } = toJsonSchema(schema as v.GenericSchema, {
    target: 'draft-2020-12',
    // Checks that JSON Schema has no word for are told by the description.
    errorMode: 'ignore',
    definitions: Object.fromEntries(others),
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  });
  return rest;
}
