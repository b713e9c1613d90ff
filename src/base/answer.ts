// An answer that is there at once, or later. What is there at once stays so: no promise, no turn of the
// event loop.

export type Answer<R> = R | Promise<R>;

/** Goes on with the answer as soon as it is there. */
export function whenAnswered<R, S>(answer: Answer<R>, next: (response: R) => Answer<S>): Answer<S> {
  return answer instanceof Promise ? answer.then(next) : next(answer);
}
