// One connection to one broker: it asks for the versions that the broker serves, sends requests in the newest
// that both know, and hands out the answers. Invariant: answers come in the order of the requests.

import { ErrorCode } from '../base/error-code.ts';
import type { HostPort } from '../base/host-port.ts';
import { hostPort } from '../base/host-port.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { DialedStream, Dialer } from '../platform/dialer.ts';
import { ApiVersions } from '../protocol/generated/api-versions.ts';
import type { Api } from '../protocol/message.ts';
import { encodeRequestFrame } from '../protocol/request-frame.ts';
import { decodeResponseFrame } from '../protocol/response-frame.ts';
import { ClientError } from './client-error.ts';
import { FrameReader } from './frame-reader.ts';

/** The version of ApiVersions that every broker since Kafka 0.10 answers. */
const FIRST_VERSION = 0;
/** Brokers that do not know the first request's version answer in version 0 (KIP-511). */
const SOFTWARE_VERSION = 3;

export interface ConnectionOptions {
  readonly dialer: Dialer;
  readonly clientId: string;
  readonly softwareVersion: string;
  readonly clock: Clock;
  /** Waits so many milliseconds, and keeps the process alive meanwhile. */
  readonly pause: (ms: number) => Promise<void>;
  /** How long connecting, and each answer, may take. */
  readonly timeoutMs: number;
}

/** One request, beyond what is asked. */
export interface SendOptions {
  /** How much longer than usual the broker may take: what it was asked to wait for. */
  readonly patienceMs?: number;
}

interface Versioned<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn> {
  readonly api: Api<Req, Res, ReqIn, ResIn>;
  readonly version: number;
}

interface VersionRange {
  readonly min: number;
  readonly max: number;
}

interface Waiting {
  readonly timer: Timer;
  resolve(frame: Buffer): void;
  reject(error: Error): void;
}

export class BrokerConnection {
  readonly address: HostPort;
  readonly #options: ConnectionOptions;
  readonly #waiting: Waiting[] = [];
  readonly #frames = new FrameReader((frame) => this.#answer(frame));
  #stream: DialedStream | null = null;
  #versions: ReadonlyMap<number, VersionRange> = new Map();
  #correlationId = 0;
  #failure: ClientError | null = null;

  private constructor(address: HostPort, options: ConnectionOptions) {
    this.address = address;
    this.#options = options;
  }

  /** Connects and learns what the broker serves. Throws DialError, ClientError. */
  static async open(address: HostPort, options: ConnectionOptions): Promise<BrokerConnection> {
    const connection = new BrokerConnection(address, options);
    const { dialer, timeoutMs, softwareVersion } = options;
    connection.#stream = await dialer.dial({ ...address, timeoutMs }, connection.#handler);
    await connection.#learnVersions(softwareVersion);
    return connection;
  }

  get isOpen(): boolean {
    return this.#failure === null;
  }

  /** The newest version of an API that both sides know; null when there is none. */
  versionOf(api: {
    readonly key: number;
    readonly minVersion: number;
    readonly maxVersion: number;
  }) {
    const served = this.#versions.get(api.key);
    if (served === undefined) return null;
    const version = Math.min(api.maxVersion, served.max);
    return version >= Math.max(api.minVersion, served.min) ? version : null;
  }

  /** Sends a request in the newest version that both know; a function is told which. Throws ClientError. */
  send<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    api: Api<Req, Res, ReqIn, ResIn>,
    request: ReqIn | ((version: number) => ReqIn),
    options: SendOptions = {},
  ): Promise<Res> {
    const version = this.versionOf(api);
    if (version === null) {
      throw new ClientError(`the broker at ${this.#where} has no ${api.name} that is known here`);
    }
    return this.#sendIn(
      { api, version },
      isByVersion(request) ? request(version) : request,
      options,
    );
  }

  /** Sends a request in this version, whether or not it is the newest that both know. Throws ClientError. */
  sendAs<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    api: Api<Req, Res, ReqIn, ResIn>,
    version: number,
    request: ReqIn,
  ): Promise<Res> {
    return this.#sendIn({ api, version }, request, {});
  }

  close(): void {
    this.#end(new ClientError('the connection was closed'));
    this.#stream?.close();
  }

  readonly #handler = {
    received: (bytes: Buffer): void => {
      try {
        this.#frames.take(bytes);
      } catch (error) {
        this.#end(error instanceof ClientError ? error : new ClientError(String(error)));
        this.#stream?.close();
      }
    },
    closed: (code: string | null): void => {
      const why = code === null ? '' : ` (${code})`;
      this.#end(new ClientError(`${this.#where} has closed the connection${why}`));
    },
  };

  get #where(): string {
    return hostPort(this.address.host, this.address.port);
  }

  #answer(frame: Buffer): void {
    const waiting = this.#waiting.shift();
    waiting?.timer.cancel();
    waiting?.resolve(frame);
  }

  #end(error: ClientError): void {
    this.#failure ??= error;
    for (const { reject, timer } of this.#waiting.splice(0)) {
      timer.cancel();
      reject(error);
    }
  }

  #giveUp(what: string, afterMs: number): void {
    this.#end(new ClientError(`${this.#where} has not answered ${what} in ${afterMs} ms`));
    this.#stream?.close();
  }

  async #learnVersions(clientSoftwareVersion: string): Promise<void> {
    const software = { clientSoftwareName: 'klamm', clientSoftwareVersion };
    let answer = await this.#askVersions(SOFTWARE_VERSION, software);
    if (answer.errorCode === ErrorCode.UNSUPPORTED_VERSION) {
      answer = await this.#askVersions(FIRST_VERSION, software);
    }
    if (answer.errorCode !== ErrorCode.NONE) {
      throw new ClientError('the broker does not tell its versions', answer.errorCode as ErrorCode);
    }
    this.#versions = new Map(
      answer.apiKeys.map(({ apiKey, minVersion: min, maxVersion: max }) => [apiKey, { min, max }]),
    );
  }

  async #askVersions(
    version: number,
    software: { readonly clientSoftwareName: string; readonly clientSoftwareVersion: string },
  ) {
    const frame = await this.#exchange({ api: ApiVersions, version }, software);
    // The error comes in version 0, whatever was asked.
    const isError = frame.readInt16BE(4) === ErrorCode.UNSUPPORTED_VERSION;
    return decodeResponseFrame(ApiVersions, isError ? FIRST_VERSION : version, frame).response;
  }

  async #sendIn<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    { api, version }: Versioned<Req, Res, ReqIn, ResIn>,
    request: ReqIn,
    options: SendOptions,
  ): Promise<Res> {
    const frame = await this.#exchange({ api, version }, request, options);
    return decodeResponseFrame(api, version, frame).response;
  }

  #exchange<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    { api, version: apiVersion }: Versioned<Req, Res, ReqIn, ResIn>,
    request: ReqIn,
    { patienceMs = 0 }: SendOptions = {},
  ): Promise<Buffer> {
    if (this.#failure !== null) throw this.#failure;
    const { clientId, clock, timeoutMs } = this.#options;
    const head = { apiVersion, correlationId: this.#correlationId++, clientId };
    const bytes = encodeRequestFrame(api, head, request);
    return new Promise((resolve, reject) => {
      const limitMs = timeoutMs + patienceMs;
      const timer = clock.setTimer(limitMs, () => this.#giveUp(api.name, limitMs));
      this.#waiting.push({ timer, resolve, reject });
      this.#stream?.write(bytes);
    });
  }
}

function isByVersion<R>(request: R | ((version: number) => R)): request is (version: number) => R {
  return typeof request === 'function';
}
