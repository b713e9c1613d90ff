// The addresses of a broker as files before Kafka 3.0 write them: `host.name` and `port` where there are no
// `listeners`, `advertised.host.name` and `advertised.port` where there are no `advertised.listeners`.

interface Entry {
  readonly key: string;
  readonly value: string;
  readonly source: string;
}

const DEFAULT_PORT = '9092';
const KEYS = ['host.name', 'port', 'advertised.host.name', 'advertised.port'];

/** Whether this is one of the former names, which are understood. */
export function isAddressOfOld(key: string): boolean {
  return KEYS.includes(key);
}

/** The entries of a file, with what the former names say in the words of today; those themselves are gone. */
export function withAddressesOfOld(entries: readonly Entry[]): Entry[] {
  const rest = entries.filter(({ key }) => !isAddressOfOld(key));
  const find = (key: string) => entries.findLast((entry) => entry.key === key);
  const says = (key: string) => rest.some((entry) => entry.key === key);
  if (says('listeners')) return rest;
  const [host, port] = [find('host.name'), find('port')];
  const [toldHost, toldPort] = [find('advertised.host.name'), find('advertised.port')];
  const source = (host ?? port)?.source;
  const added: Entry[] = [];
  if (source !== undefined) {
    const value = address(host?.value ?? '', port?.value);
    added.push({ key: 'listeners', value, source });
  }
  if (toldHost && !says('advertised.listeners')) {
    const value = address(toldHost.value, toldPort?.value ?? port?.value);
    added.push({ key: 'advertised.listeners', value, source: toldHost.source });
  }
  return [...rest, ...added];
}

function address(host: string, port = DEFAULT_PORT): string {
  return `PLAINTEXT://${host}:${port}`;
}
