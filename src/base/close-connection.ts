// How a layer above the network says that a connection must end without an answer.

/** Thrown while a request is handled: the connection is closed, and the reason goes into the log. */
export class CloseConnection extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'CloseConnection';
  }
}
