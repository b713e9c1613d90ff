// A load at a steady rate, whatever the answers do: what is due is sent, and nothing waits for anything.

export interface SteadyLoad {
  readonly requestsPerSecond: number;
  readonly requests: number;
  /** Sends the n-th request; resolves with its answer. */
  send(index: number): Promise<unknown>;
}

/** Sends all requests; resolves with the milliseconds that each took, once all are answered. */
export function steadily({ requestsPerSecond, requests, send }: SteadyLoad): Promise<number[]> {
  const times: number[] = [];
  const startedAt = performance.now();
  let sent = 0;
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      const due = Math.floor(((performance.now() - startedAt) * requestsPerSecond) / 1000);
      for (; sent < Math.min(due, requests); sent++) {
        const sentAt = performance.now();
        const answered = () => {
          times.push(performance.now() - sentAt);
          if (times.length === requests) resolve(times);
        };
        send(sent).then(answered, reject);
      }
      if (sent === requests) clearInterval(timer);
    }, 1);
  });
}
