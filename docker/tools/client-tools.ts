// The tools that become a `klamm` command with other words: what they print is what that command prints.

import { KafkaOptions } from './kafka-options.ts';
import type { Invocation } from './tool.ts';
import { ToolError } from './tool-error.ts';

/** kafka-broker-api-versions: the health check of many a compose file. */
export function apiVersionsTool(words: readonly string[]): Invocation {
  const servers = KafkaOptions.parse(words, { values: ['--bootstrap-server'] }).need(
    '--bootstrap-server',
  );
  return { servers, does: ['cluster', '-b', servers] };
}

/** kafka-console-producer. */
export function producerTool(words: readonly string[]): Invocation {
  const options = KafkaOptions.parse(words, {
    values: ['--bootstrap-server', '--broker-list', '--topic', '--property', '--compression-codec'],
  });
  const servers = options.get('--broker-list') ?? options.need('--bootstrap-server');
  const properties = propertiesOf(options, ['parse.key', 'key.separator']);
  const codec = options.get('--compression-codec');
  const does = ['produce', options.need('--topic'), '-b', servers];
  if (properties.get('parse.key') === 'true') {
    does.push('--key-separator', properties.get('key.separator') ?? '\t');
  }
  if (codec !== undefined) does.push('--compression', codec);
  return { servers, does };
}

/** kafka-console-consumer, without a group. */
export function consumerTool(words: readonly string[]): Invocation {
  const options = KafkaOptions.parse(words, {
    values: [
      ...['--bootstrap-server', '--topic', '--max-messages', '--partition', '--offset'],
      ...['--timeout-ms', '--property'],
    ],
    switches: ['--from-beginning'],
  });
  const servers = options.need('--bootstrap-server');
  const does = ['consume', options.need('--topic'), '-b', servers];
  const from = options.has('--from-beginning') ? 'earliest' : options.get('--offset');
  const partition = options.get('--partition');
  const most = options.get('--max-messages');
  if (from !== undefined) does.push('--from', from);
  if (partition !== undefined) does.push('--partition', partition);
  if (most !== undefined) does.push('--number', most);
  // A script that gives a time without a record wants to read what is there and go on.
  if (options.has('--timeout-ms')) does.push('--until-end');
  if (propertiesOf(options, ['print.key']).get('print.key') === 'true') does.push('--keys');
  return { servers, does };
}

/** kafka-consumer-groups: what is asked of it most. */
export function groupsTool(words: readonly string[]): Invocation {
  const actions = ['--list', '--describe', '--delete'];
  const options = KafkaOptions.parse(words, {
    values: ['--bootstrap-server', '--group'],
    switches: actions,
  });
  const servers = options.need('--bootstrap-server');
  const action = options.action(actions);
  const does =
    action === '--list'
      ? ['groups', 'list']
      : ['groups', action === '--describe' ? 'lag' : 'delete', options.need('--group')];
  return { servers, does: [...does, '-b', servers] };
}

/** kafka-configs: of topics, brokers and groups. */
export function configsTool(words: readonly string[]): Invocation {
  const actions = ['--describe', '--alter'];
  const options = KafkaOptions.parse(words, {
    values: [
      ...['--bootstrap-server', '--entity-type', '--entity-name', '--add-config'],
      ...['--delete-config', '--topic', '--broker'],
    ],
    switches: [...actions, '--all'],
  });
  const servers = options.need('--bootstrap-server');
  const entity = entityOf(options);
  if (options.action(actions) === '--describe') {
    const all = options.has('--all') ? ['--all'] : [];
    return { servers, does: ['configs', 'show', ...entity, ...all, '-b', servers] };
  }
  const set = options.all('--add-config').flatMap(changesIn);
  const reset = options.all('--delete-config').flatMap((names) => names.split(','));
  const changes = [...set, ...reset.map((name) => `${name}=`)];
  if (changes.length === 0) throw new ToolError('--add-config or --delete-config is needed');
  return { servers, does: ['configs', 'set', ...entity, ...changes, '-b', servers] };
}

/** cub: of the utility belt of Confluent's images, the word that waits for a broker. */
export function cubTool(words: readonly string[]): Invocation {
  const { words: plain, ...options } = cubOptions(words);
  const [command, , seconds = '60'] = plain;
  if (command !== 'kafka-ready') {
    throw new ToolError(`cub has kafka-ready here, and no ${command ?? 'other command'}`);
  }
  if (!/^\d{1,6}$/.test(seconds)) throw new ToolError(`'${seconds}' is no number of seconds`);
  return { does: ['wait', options.servers, '--timeout', `${seconds}s`] };
}

function cubOptions(words: readonly string[]): { words: readonly string[]; servers: string } {
  const options = KafkaOptions.parse(words, { values: ['-b', '--bootstrap-server'] });
  const servers = options.get('-b') ?? options.need('--bootstrap-server');
  return { words: options.words, servers };
}

function propertiesOf(
  options: KafkaOptions,
  known: readonly string[],
): ReadonlyMap<string, string> {
  return new Map(
    options.all('--property').map((text) => {
      const [, name = text, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
      if (!known.includes(name)) {
        throw new ToolError(`--property ${name} is not known here: there is ${known.join(', ')}`);
      }
      return [name, value];
    }),
  );
}

function entityOf(options: KafkaOptions): string[] {
  const topic = options.get('--topic');
  if (topic !== undefined) return ['topic', topic];
  const broker = options.get('--broker');
  if (broker !== undefined) return ['broker', broker];
  // Apache Kafka has the plural.
  return [options.need('--entity-type').replace(/s$/, ''), options.need('--entity-name')];
}

/** `a=1,b=[2,3]`: a value with commas stands in brackets. */
function changesIn(text: string): string[] {
  const found = text.match(/[^,=]+=(\[[^\]]*\]|[^,]*)/g) ?? [];
  return found.map((change) => change.replace(/=\[(.*)\]$/s, '=$1'));
}
