// The releases of Apache Kafka that a Klamm can be as, each by its last patch, and in which mode the facts about
// it are taken: with ZooKeeper while KRaft was a preview (before 3.3), with KRaft since.

export interface Release {
  /** As `--as` takes it. */
  readonly name: string;
  /** The version of the artifacts on Maven Central. */
  readonly version: string;
  readonly mode: 'zookeeper' | 'kraft';
}

const zookeeper = (name: string, version: string): Release => ({
  name,
  version,
  mode: 'zookeeper',
});
const kraft = (name: string, version: string): Release => ({ name, version, mode: 'kraft' });

export const RELEASES: readonly Release[] = [
  zookeeper('2.8', '2.8.2'),
  zookeeper('3.0', '3.0.2'),
  zookeeper('3.1', '3.1.2'),
  zookeeper('3.2', '3.2.3'),
  kraft('3.3', '3.3.2'),
  kraft('3.4', '3.4.1'),
  kraft('3.5', '3.5.2'),
  kraft('3.6', '3.6.2'),
  kraft('3.7', '3.7.2'),
  kraft('3.8', '3.8.1'),
  kraft('3.9', '3.9.2'),
  kraft('4.0', '4.0.2'),
  kraft('4.1', '4.1.2'),
  kraft('4.2', '4.2.1'),
  kraft('4.3', '4.3.1'),
];
