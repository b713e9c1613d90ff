// Listeners that environment variables leave half said: advertised addresses without listeners, and the names and
// ports of old images.

import type { Environment, EnvironmentSetting } from './environment-setting.ts';

const EVERY_ADDRESS = '0.0.0.0';
const DEFAULT_PORT = '9092';

/** The settings, with `listeners` and `advertised.listeners` where only something else says them. */
export function withListenersFromEnvironment(
  given: readonly EnvironmentSetting[],
  environment: Environment,
): EnvironmentSetting[] {
  const settings = [...given, ...legacyAdvertised(given, environment)];
  if (settingOf(settings, 'listeners') !== undefined) return settings;
  const advertised = settings.find(({ key }) => key === 'advertised.listeners');
  if (advertised === undefined) return settings;
  // As the images do: listen on every address, at the ports that are advertised.
  const value = advertised.value
    .split(',')
    .map((listener) => listener.trim().replace(/:\/\/.*:(\d+)$/, `://${EVERY_ADDRESS}:$1`))
    .join(',');
  return [...settings, { key: 'listeners', value, variable: advertised.variable }];
}

/** `KAFKA_ADVERTISED_HOST_NAME` and `KAFKA_ADVERTISED_PORT` of images before Kafka 3. */
function legacyAdvertised(
  settings: readonly EnvironmentSetting[],
  environment: Environment,
): EnvironmentSetting[] {
  const host = environment.KAFKA_ADVERTISED_HOST_NAME;
  if (host === undefined || settingOf(settings, 'advertised.listeners') !== undefined) return [];
  const port = environment.KAFKA_ADVERTISED_PORT ?? environment.KAFKA_PORT ?? DEFAULT_PORT;
  const value = `PLAINTEXT://${host}:${port}`;
  return [{ key: 'advertised.listeners', value, variable: 'KAFKA_ADVERTISED_HOST_NAME' }];
}

function settingOf(settings: readonly EnvironmentSetting[], key: string): string | undefined {
  return settings.find((setting) => setting.key === key)?.value;
}
