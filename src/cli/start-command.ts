// `klamm start`: a broker from its settings to its clean stop. On stdout there is one line, once it
// serves; everything else is the log on stderr.

import module from 'node:module';
import packageJson from '../../package.json' with { type: 'json' };
import { brokerVariables } from '../base/broker-variables.ts';
import { hostPort } from '../base/host-port.ts';
import { resolveRelease } from '../broker/config/release.ts';
import type { StartConfig } from '../broker/config/start-config.ts';
import { resolveStartConfig } from '../broker/config/start-config.ts';
import type { TopicSpec } from '../broker/config/topic-spec.ts';
import { parseTopicSpecs } from '../broker/config/topic-spec.ts';
import { StartError } from '../broker/start-error.ts';
import { StorageError } from '../platform/file-system.ts';
import { nodeClock } from '../platform/node-clock.ts';
import type { RunningCommand } from '../platform/node-command.ts';
import { runCommand } from '../platform/node-command.ts';
import { nodeFileSystem } from '../platform/node-file-system.ts';
import type { LeveledLogger } from '../platform/pino-logger.ts';
import { createPinoLogger } from '../platform/pino-logger.ts';
import { ListenError } from '../platform/transport.ts';
import type { Observation } from '../testing/observation.ts';
import { adminOfEnvironment } from './admin-address.ts';
import { explainConfig } from './explain-config.ts';
import type { OpenedBroker } from './open-broker.ts';
import { openBroker } from './open-broker.ts';
import { ReadyFile } from './ready-file.ts';
import type { StartArguments } from './start-arguments.ts';
import { importBeforeStart, requireOwnData } from './start-data.ts';
import { observationOf, tellFindings } from './start-observation.ts';
import { firstStopSignal } from './stop-signals.ts';

const { version } = packageJson;
const COMPILED_CODE_DELAY_MS = 5_000;
const DEFAULT_NODE_ID = 0;

/** Serves until a signal asks to stop. Throws StartError when it cannot start, with nothing touched. */
export async function runStart(given: StartArguments): Promise<void> {
  const stopSignal = firstStopSignal(nodeClock);
  const config = await configOf(given);
  const topics = parseTopicSpecs([config.topics, given.topics ?? ''].join(','));
  if (given.explainConfig) {
    process.stdout.write(explainConfig(config));
    return;
  }
  const readyFile = given.readyFile ? new ReadyFile(nodeFileSystem, given.readyFile) : null;
  const logger = await createPinoLogger({ level: given.logLevel });
  // Until the broker serves nothing is said above debug: a refusal is one sentence alone.
  logger.debug({ version, listeners: config.properties.get('listeners') }, 'starting');

  readyFile?.prepare();
  const observation = await observationOf(given);
  const started = { given, topics, logger, observation };
  const broker = await startOn(config, started).catch((error: unknown) => {
    readyFile?.restore();
    throw asStartError(error);
  });
  const address = addressOf(broker);
  for (const notice of config.notices) logger.warn({}, notice);
  const data = config.memory ? 'memory' : config.logDirectories.join(',');
  const as = config.release ? { as: `Apache Kafka ${config.release.name}` } : {};
  logger.info({ version, node: process.version, address, data, ...as }, 'ready');
  readyFile?.write(address);
  keepCompiledCode();
  const command = given.command ? runCommand(given.command, variablesOf(broker)) : null;
  if (command === null)
    announce(given.printEnv ? linesOf(variablesOf(broker)) : `ready on ${address}`);

  const asked: Promise<number | string> = command
    ? stopSignal.then((signal) => passOn(command, signal))
    : stopSignal;
  const ended = command?.ended ?? NEVER;
  const signal = await Promise.race([asked, ended, broker.failed.then(() => null)]);
  if (signal === null) await endAfterFailure(broker, readyFile, command);
  logger.info({ signal }, 'stopping');
  readyFile?.remove();
  const strictCode = await tellFindings(observation, broker.services);
  await broker.stop();
  observation?.traffic.stop();
  logger.info({}, 'stopped');
  const code = typeof signal === 'number' ? signal : 0;
  // Not left to an empty event loop: what a signal asked for must not wait for a stray handle.
  process.exit(code === 0 ? strictCode : code);
}

const NEVER = new Promise<never>(() => {});

/** The command is told, and its end is that of the broker. */
function passOn(command: RunningCommand, signal: NodeJS.Signals): Promise<number> {
  command.signal(signal);
  return command.ended;
}

function variablesOf(broker: OpenedBroker): Record<string, string> {
  const { host, port } = endpointOf(broker);
  const { adminUrl } = broker;
  return { ...brokerVariables(host, port), ...(adminUrl && { KLAMM_ADMIN_URL: adminUrl }) };
}

function linesOf(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

/** The disk left nothing to serve, and the broker has said why: it stops by itself, and so does the process. */
async function endAfterFailure(
  broker: OpenedBroker,
  readyFile: ReadyFile | null,
  command: RunningCommand | null,
): Promise<never> {
  readyFile?.remove();
  // Nobody would be left to end it.
  command?.signal('SIGTERM');
  // What goes wrong on the way down goes wrong for the same reason.
  await broker.stop().catch(() => {});
  process.exit(1);
}

interface StartedWith {
  readonly given: StartArguments;
  readonly topics: readonly TopicSpec[];
  readonly logger: LeveledLogger;
  readonly observation: Observation | undefined;
}

/** Makes sure that the data is there and Klamm's, then opens the broker on it, as the node that it is of. */
async function startOn(
  config: StartConfig,
  { given, topics, logger, observation }: StartedWith,
): Promise<OpenedBroker> {
  if (given.import) await importBeforeStart(given.import, config, logger);
  const directories = [...config.logDirectories, config.metadataDirectory ?? []].flat();
  const stored = config.memory ? null : requireOwnData(directories);
  const nodeId = config.nodeId ?? stored ?? DEFAULT_NODE_ID;
  const options = { config, topics, logger, nodeId, observation };
  const admin = given.admin ?? adminOfEnvironment();
  if (admin === undefined) return openBroker(options);
  const { openDrivenBroker } = await import('./open-driven-broker.ts');
  return openDrivenBroker(options, admin);
}

async function configOf(given: StartArguments): Promise<StartConfig> {
  const { config: path, host, port, data, memory, set } = given;
  return resolveStartConfig({
    release: await resolveRelease(given.as),
    ...(path === undefined ? {} : { file: { path, text: readConfigFile(path) } }),
    ...(set && { set }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(data !== undefined && { dataDirectory: data }),
    memory: memory ?? false,
    environment: process.env,
  });
}

function readConfigFile(path: string): string {
  try {
    return nodeFileSystem.readFile(path).toString('utf8');
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw new StartError(`--config: cannot read ${path} (${error.code})`, { cause: error });
  }
}

/** What the operating system refuses at the start is the caller's to hear of, like a wrong setting. */
function asStartError(error: unknown): unknown {
  const isRefusal = error instanceof ListenError || error instanceof StorageError;
  return isRefusal ? new StartError(error.message, { cause: error }) : error;
}

function announce(text: string): void {
  // Whoever read the line may have gone: nothing more is written there.
  process.stdout.on('error', () => undefined);
  process.stdout.write(`${text}\n`);
}

/** Writes down what was compiled on the way here: a broker that is killed would not, and start cold again. */
function keepCompiledCode(): void {
  // Node 20 has no compile cache. What the first clients needed is part of it: it is written only once.
  nodeClock.setTimer(COMPILED_CODE_DELAY_MS, () => module.flushCompileCache?.());
}

/** The address that a client on this machine dials. */
function addressOf(broker: OpenedBroker): string {
  const { host, port } = endpointOf(broker);
  return hostPort(host, port);
}

function endpointOf(broker: OpenedBroker): { readonly host: string; readonly port: number } {
  const [endpoint] = broker.endpoints;
  if (!endpoint) throw new StartError('no listener was opened');
  const isWildcard = ['', '0.0.0.0', '::'].includes(endpoint.host);
  return { host: isWildcard ? 'localhost' : endpoint.host, port: endpoint.port };
}
