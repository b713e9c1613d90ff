// What a request is told that cannot be done: one sentence, as RFC 9457 has it (application/problem+json).

export const PROBLEM_TYPE = 'application/problem+json';

/** The refusals that there are, and what HTTP calls them. */
export const PROBLEM_TITLES = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  421: 'Misdirected Request',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
} as const;

export type ProblemStatus = keyof typeof PROBLEM_TITLES;

/** A refusal: thrown by whoever finds it, answered in one place. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: ProblemStatus;
  /** The field, parameter or header that is wrong; undefined: none alone. */
  readonly field: string | undefined;

  constructor(status: ProblemStatus, detail: string, field?: string) {
    super(detail);
    this.status = status;
    this.field = field;
  }
}

/** The body of the answer. */
export function problemBody({ status, message, field }: Problem) {
  return {
    type: 'about:blank',
    title: PROBLEM_TITLES[status],
    status,
    detail: message,
    ...(field === undefined ? {} : { field }),
  };
}
