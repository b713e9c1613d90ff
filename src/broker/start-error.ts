// Why a broker does not start, told to the person who started it: one sentence that names the setting and,
// where there is one, the way out. Never a bug: those are assertions and keep their stack.

/** A broker that cannot start as it was asked to; the message is one sentence for a person. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}
