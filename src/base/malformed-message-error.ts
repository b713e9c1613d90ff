// The one failure of decoding: these bytes are not the message they claim to be.

/**
 * Bytes that are not what they should be. `path` names the field, outermost first, such as
 * `FetchRequest.topics[2].partitions[0].fetchOffset`; it is put together on the way out of the decoder, so
 * that decoding itself keeps no track of where it is.
 */
export class MalformedMessageError extends Error {
  path: string;
  /** What is wrong, without the path. */
  readonly problem: string;

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.name = 'MalformedMessageError';
    this.path = path;
    this.problem = problem;
  }
}

/** Puts the enclosing field (and the element's index, when it is a list) before the path of a malformed message. */
export function inField(error: unknown, field: string, index?: number): unknown {
  if (error instanceof MalformedMessageError) {
    const outer = index === undefined ? field : `${field}[${index}]`;
    error.path = error.path === '' ? outer : `${outer}.${error.path}`;
    error.message = `${error.path}: ${error.problem}`;
  }
  return error;
}
