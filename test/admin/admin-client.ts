// A client of the admin endpoint that holds every answer against the OpenAPI description which the endpoint serves.

import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { onTestFinished } from 'vitest';
import type { AdminServer } from '../../src/admin.ts';
import { serveAdmin } from '../../src/admin.ts';
import type { StartBrokerOptions, TestBroker } from '../../src/testing.ts';
import { startBroker } from '../../src/testing.ts';

interface Media {
  readonly schema: object;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, Media> }>>;
}

export interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

export interface AdminAnswer {
  readonly status: number;
  readonly contentType: string;
  // biome-ignore lint/suspicious/noExplicitAny: what it is, the test says
  readonly body: any;
}

export class AdminClient {
  readonly url: string;
  readonly description: Description;
  readonly #ajv = new Ajv2020({ strict: false, validateSchema: false });

  private constructor(url: string, description: Description) {
    this.url = url;
    this.description = description;
    this.#ajv.addSchema(description, 'openapi');
  }

  static async connect(url: string): Promise<AdminClient> {
    const response = await fetch(`${url}/openapi.json`);
    return new AdminClient(url, (await response.json()) as Description);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<AdminAnswer> {
    return this.send('GET', path, { headers });
  }

  post(path: string, body?: unknown): Promise<AdminAnswer> {
    return this.send('POST', path, body === undefined ? {} : { body: JSON.stringify(body) });
  }

  delete(path: string): Promise<AdminAnswer> {
    return this.send('DELETE', path);
  }

  async send(method: string, path: string, options: RequestInit = {}): Promise<AdminAnswer> {
    const response = await fetch(`${this.url}${path}`, { ...options, method });
    const contentType = response.headers.get('content-type') ?? '';
    const text = await response.text();
    const body = contentType.includes('json') ? JSON.parse(text) : text;
    this.#hold({ method, path, status: response.status, contentType, body });
    return { status: response.status, contentType, body };
  }

  /** Throws when the description does not have this answer. */
  #hold(seen: AdminAnswer & { readonly method: string; readonly path: string }): void {
    const { method, path, status, contentType, body } = seen;
    const [plainPath = ''] = path.split('?');
    const pattern = this.#patternOf(plainPath);
    const operation = pattern && this.description.paths[pattern]?.[method.toLowerCase()];
    if (!operation) {
      assert.ok(status >= 400, `${method} ${path} is not described, and answered ${status}`);
      return;
    }
    const kind = operation.responses[status] ? String(status) : 'default';
    assert.ok(kind !== 'default' || status >= 400, `${method} ${path}: ${status} is not described`);
    const { content } = operation.responses[kind] ?? {};
    const [type = ''] = contentType.split(';');
    if (content === undefined) {
      assert.equal(body, '', `${method} ${path} has a body that is not described`);
      return;
    }
    assert.ok(content[type], `${method} ${path}: ${type} is not described`);
    const pointer = ['paths', pattern, method.toLowerCase(), 'responses', kind, 'content', type];
    const escaped = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
    const schema = `openapi#/${[...escaped, 'schema'].map(encodeURIComponent).join('/')}`;
    const isValid = this.#ajv.validate(schema, body);
    assert.ok(isValid, `${method} ${path}: ${this.#ajv.errorsText()} in ${JSON.stringify(body)}`);
  }

  #patternOf(path: string): string | undefined {
    const patterns = Object.keys(this.description.paths);
    const literal = patterns.find((pattern) => pattern === path);
    return (
      literal ??
      patterns.find((pattern) => {
        return new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
      })
    );
  }
}

export interface Served {
  readonly broker: TestBroker;
  readonly admin: AdminServer;
  readonly client: AdminClient;
}

/** A broker with its admin endpoint, until the test ends. */
export async function serveBroker(options: StartBrokerOptions = {}): Promise<Served> {
  const broker = await startBroker(options);
  onTestFinished(() => broker.close());
  const admin = await serveAdmin(broker);
  onTestFinished(() => admin.close());
  return { broker, admin, client: await AdminClient.connect(admin.url) };
}
