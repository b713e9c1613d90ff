// The door `klamm` itself: it leads nowhere but says where to go. A broker of a program's own on a real disk is the
// command's business so far, which refuses the data of others and keeps what it has compiled.

/**
 * Not here: a test imports `startBroker` from `klamm/testing`, and a broker that keeps its data is `klamm start`.
 * @deprecated it always throws
 * @throws Error that says so
 */
export function startBroker(): never {
  throw new Error(
    "klamm: startBroker is in 'klamm/testing', for brokers in tests; a broker that keeps its data is the command `klamm start`",
  );
}
