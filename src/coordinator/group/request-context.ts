// What the coordinator is told of a request beside its body.

export interface GroupRequestContext {
  readonly apiVersion: number;
  /** Empty when the client did not name itself. */
  readonly clientId: string;
  /** The address of the client as Apache Kafka stores it: a slash and the numeric address. */
  readonly clientHost: string;
}
