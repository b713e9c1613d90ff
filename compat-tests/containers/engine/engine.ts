// A container engine for one image: as much of Docker's HTTP API, over a socket of the file system, as Testcontainers
// needs to start a broker. What it is asked beyond that it answers with 501 and remembers.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import path from 'node:path';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { Container } from './container.ts';
import { described, listed } from './descriptions.ts';
import { OutputLog } from './output-log.ts';

const API_VERSION = '1.47';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly response: ServerResponse;
  readonly socket: Socket;
}

interface Execution {
  readonly container: Container;
  readonly command: readonly string[];
  readonly log: OutputLog;
  exitCode: number | null;
}

interface CreateBody {
  readonly Hostname?: string;
  readonly Entrypoint?: readonly string[] | string | null;
  readonly Cmd?: readonly string[] | string | null;
  readonly Env?: readonly string[] | null;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly Image: string;
  readonly HostConfig?: { readonly PortBindings?: Readonly<Record<string, unknown>> | null } | null;
}

export class Engine {
  /** What the modules asked for that there is none of. */
  readonly unknownCalls: string[] = [];
  /** Every container that was created and not removed, by id. */
  readonly containers = new Map<string, Container>();
  readonly #image: string;
  readonly #socket = path.join(temporaryDirectory(), 'docker.sock');
  readonly #executions = new Map<string, Execution>();
  readonly #bodies = new Map<string, CreateBody>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  private constructor(image: string) {
    this.#image = image;
  }

  /** Starts an engine that has this image, under every name. */
  static async start(image: string): Promise<Engine> {
    const engine = new Engine(image);
    // The connection of an `exec` is taken over by its output.
    engine.#server.on('upgrade', (request, socket) => {
      void engine.#upgraded(request, socket as Socket);
    });
    await once(engine.#server.listen(engine.#socket), 'listening');
    return engine;
  }

  /** The variables by which Testcontainers of any language find this engine, and leave nothing beside it. */
  get environment(): Record<string, string> {
    return {
      DOCKER_HOST: `unix://${this.#socket}`,
      TESTCONTAINERS_HOST_OVERRIDE: '127.0.0.1',
      TESTCONTAINERS_RYUK_DISABLED: 'true',
      TESTCONTAINERS_CHECKS_DISABLE: 'true',
    };
  }

  async stop(): Promise<void> {
    for (const container of this.containers.values()) await container.remove();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #upgraded(request: IncomingMessage, socket: Socket): Promise<void> {
    const [, id = ''] = /\/exec\/(\w+)\/start/.exec(request.url ?? '') ?? [];
    const execution = this.#executions.get(id);
    if (execution === undefined) {
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      return;
    }
    socket.write(
      'HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n\r\n',
    );
    execution.log.writeTo(socket, true);
    execution.exitCode = await execution.container.execute(execution.command, execution.log);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://engine');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call: Call = {
      method: request.method ?? 'GET',
      path: pathname.replace(/^\/v\d+\.\d+/, ''),
      query: searchParams,
      body: Buffer.concat(chunks),
      response,
      socket: request.socket,
    };
    response.setHeader('Api-Version', API_VERSION);
    response.setHeader('Docker-Experimental', 'false');
    response.setHeader('OSType', 'linux');
    try {
      await this.#answer(call);
    } catch (error) {
      reply(response, 500, { message: String(error) });
    }
  }

  async #answer(call: Call): Promise<void> {
    const { method, response } = call;
    const fixed = FIXED[`${method} ${call.path}`];
    if (method === 'HEAD' && call.path === '/_ping') response.end();
    else if (fixed !== undefined) reply(response, 200, fixed);
    else if (/^GET \/images\/.+\/json$/.test(`${method} ${call.path}`)) {
      reply(response, 200, { Id: 'sha256:image', RepoTags: [], Config: {}, Os: 'linux' });
    } else if (`${method} ${call.path}` === 'POST /containers/create') this.#create(call);
    else if (`${method} ${call.path}` === 'GET /containers/json') this.#list(call);
    else if (call.path.startsWith('/containers/')) await this.#answerOfContainer(call);
    else if (call.path.startsWith('/exec/')) await this.#answerOfExecution(call);
    else this.#refuse(call);
  }

  #create({ body, response }: Call): void {
    const given: CreateBody = JSON.parse(body.toString());
    const id = randomBytes(32).toString('hex');
    const ports = Object.keys(given.HostConfig?.PortBindings ?? {});
    this.#bodies.set(id, given);
    this.containers.set(
      id,
      new Container({
        id,
        image: this.#image,
        hostname: given.Hostname || id.slice(0, 12),
        command: [...listOf(given.Entrypoint), ...listOf(given.Cmd ?? DEFAULT_COMMAND)],
        environment: given.Env ?? [],
        ports: ports.map((port) => Number.parseInt(port, 10)),
      }),
    );
    reply(response, 201, { Id: id, Warnings: [] });
  }

  /** The containers of these ids; by anything else nobody is to find one of another module. */
  #list({ query, response }: Call): void {
    const { id: ids = [] }: { id?: string[] } = JSON.parse(query.get('filters') ?? '{}');
    const found = ids.flatMap((id) => this.containers.get(id) ?? []);
    reply(response, 200, found.map(listed));
  }

  async #answerOfContainer(call: Call): Promise<void> {
    const [, id = '', verb = ''] = /^\/containers\/(\w+)\/?(\w*)$/.exec(call.path) ?? [];
    const container = this.containers.get(id);
    const { response, query } = call;
    if (container === undefined) {
      reply(response, 404, { message: `no such container: ${id}` });
      return;
    }
    const verbs: Readonly<Record<string, () => Promise<void> | void>> = {
      'POST start': () => container.start().then(() => reply(response, 204)),
      'GET json': () => reply(response, 200, described(container, this.#bodies.get(id))),
      'GET logs': () =>
        container.log.writeTo(response, /^(true|1)$/.test(query.get('follow') ?? '')),
      'PUT archive': () => {
        container.unpack(call.body, query.get('path') ?? '/');
        reply(response, 200);
      },
      'POST exec': () => this.#createExecution(call, container),
      // A shell is process 1 and hears no SIGTERM: it would be killed after a while anyway.
      'POST stop': () => container.remove().then(() => reply(response, 204)),
      'POST kill': () => container.remove().then(() => reply(response, 204)),
      'POST wait': () => reply(response, 200, { StatusCode: container.exitCode }),
      'DELETE ': async () => {
        await container.remove();
        this.containers.delete(id);
        reply(response, 204);
      },
    };
    const act = verbs[`${call.method} ${verb}`];
    if (act === undefined) this.#refuse(call);
    else await act();
  }

  #createExecution({ body, response }: Call, container: Container): void {
    const { Cmd: command }: { Cmd: string[] } = JSON.parse(body.toString());
    const id = randomBytes(32).toString('hex');
    this.#executions.set(id, { container, command, log: new OutputLog(), exitCode: null });
    reply(response, 201, { Id: id });
  }

  async #answerOfExecution(call: Call): Promise<void> {
    const [, id = '', verb] = /^\/exec\/(\w+)\/(\w+)$/.exec(call.path) ?? [];
    const execution = this.#executions.get(id);
    if (execution === undefined) return this.#refuse(call);
    if (verb === 'json') {
      const { exitCode } = execution;
      reply(call.response, 200, { ID: id, Running: exitCode === null, ExitCode: exitCode });
      return;
    }
    call.response.setHeader('Content-Type', 'application/vnd.docker.raw-stream');
    execution.log.writeTo(call.response, true);
    execution.exitCode = await execution.container.execute(execution.command, execution.log);
  }

  #refuse({ method, path: called, response }: Call): void {
    this.unknownCalls.push(`${method} ${called}`);
    reply(response, 501, { message: `this engine has no ${method} ${called}` });
  }
}

/** The image's CMD. */
const DEFAULT_COMMAND = ['/etc/kafka/docker/run'];

const VERSION = {
  Version: '27.0.0',
  ApiVersion: API_VERSION,
  MinAPIVersion: '1.24',
  Os: 'linux',
  Arch: 'amd64',
};

const FIXED: Readonly<Record<string, unknown>> = {
  'GET /_ping': 'OK',
  'GET /version': VERSION,
  'GET /info': {
    ID: 'engine',
    OSType: 'linux',
    OperatingSystem: 'namespaces',
    Architecture: 'x86_64',
    ServerVersion: VERSION.Version,
    NCPU: 2,
    MemTotal: 4 << 30,
    Labels: [],
    IndexServerAddress: 'https://index.docker.io/v1/',
  },
  'GET /images/json': [],
  'GET /networks': [],
};

function listOf(words: readonly string[] | string | null | undefined): readonly string[] {
  if (typeof words === 'string') return ['/bin/sh', '-c', words];
  return words ?? [];
}

function reply(response: ServerResponse, status: number, body?: unknown): void {
  response.statusCode = status;
  if (body === undefined) {
    response.end();
    return;
  }
  const isText = typeof body === 'string';
  response.setHeader('Content-Type', isText ? 'text/plain' : 'application/json');
  response.end(isText ? body : `${JSON.stringify(body)}\n`);
}
