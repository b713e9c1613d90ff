// A broker property that an environment variable sets.

export type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentSetting {
  readonly key: string;
  readonly value: string;
  /** The variable that it comes from. */
  readonly variable: string;
}
