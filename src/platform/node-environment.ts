// The environment of this process: what it was told by whoever started it, and what it tells those it starts.

/** The first of these variables that is set; undefined when none is. */
export function environmentVariable(...names: readonly string[]): string | undefined {
  return names
    .map((name) => process.env[name])
    .find((value) => value !== undefined && value !== '');
}

/** Sets variables of this process, which those that it starts from now on have too. */
export function setEnvironment(variables: Readonly<Record<string, string>>): void {
  Object.assign(process.env, variables);
}
