// Which broker configs change what a Klamm does. The others are known, checked and described, and named
// once in the log when they are set, so that nobody waits for an effect that does not come.

/** By name; a test compares the list with what the code reads. */
const EFFECTIVE: ReadonlySet<string> = new Set([
  'advertised.listeners',
  'broker.id',
  'controller.listener.names',
  'listener.security.protocol.map',
  'listeners',
  'log.dir',
  'log.dirs',
  'node.id',
  'process.roles',
]);

/** Whether setting this broker config has an effect. */
export function isEffective(name: string): boolean {
  return EFFECTIVE.has(name);
}
