// The words of `klamm check`, besides the paths.

/** What `klamm check` was given; what is missing was not. */
export interface CheckArguments {
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly live?: boolean;
}
