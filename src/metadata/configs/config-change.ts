// One change of one config, and what a resource's texts become when a list of changes is applied.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { ConfigResource, ConfigResourceType } from '../metadata-image.ts';
import type { ConfigTexts } from './broker-properties.ts';
import type { ConfigDefinition } from './config-definition.ts';
import { formatConfigValue } from './config-value.ts';

/** What IncrementalAlterConfigs can do to a config, as the protocol numbers it. */
export const ConfigOperation = { SET: 0, DELETE: 1, APPEND: 2, SUBTRACT: 3 } as const;

export interface ConfigChange {
  readonly name: string;
  /** One of ConfigOperation, if it comes from a client that keeps to it. */
  readonly operation: number;
  readonly value: string | null;
}

export interface ChangeRequest {
  readonly resource: ConfigResource;
  readonly current: ConfigTexts;
  readonly changes: readonly ConfigChange[];
  /** Whether texts that no change names are dropped. */
  readonly replaceAll: boolean;
  /** What is known of a config of this kind of resource. */
  readonly definitionOf: (name: string) => ConfigDefinition | undefined;
}

/** Throws INVALID_REQUEST for changes that no resource could be changed by. */
export function requireWellFormed(changes: readonly ConfigChange[]): void {
  const names = changes.map(({ name }) => name);
  if (new Set(names).size < names.length) throw badRequest('Error due to duplicate config keys');
  const withoutValue = changes.filter(
    ({ operation, value }) => operation !== ConfigOperation.DELETE && value === null,
  );
  if (withoutValue.length > 0) {
    const list = withoutValue.map(({ name }) => name).join(', ');
    throw badRequest(`Null value not supported for : ${list}`);
  }
  const unknown = changes.find(
    ({ operation }) => operation < ConfigOperation.SET || operation > ConfigOperation.SUBTRACT,
  );
  if (unknown) throw badRequest(`Unknown operations type ${unknown.operation}`);
}

const badRequest = (message: string): KafkaError =>
  new KafkaError(ErrorCode.INVALID_REQUEST, message);
const invalid = (message: string): KafkaError => new KafkaError(ErrorCode.INVALID_CONFIG, message);

/** The resource's texts after these changes. Throws INVALID_CONFIG when a list operation meets no list. */
export function changedTexts({
  resource,
  current,
  changes,
  replaceAll,
  definitionOf,
}: ChangeRequest): ConfigTexts {
  const texts = new Map(replaceAll ? [] : current);
  for (const { name, operation, value } of changes) {
    switch (operation) {
      case ConfigOperation.DELETE:
        texts.delete(name);
        break;
      case ConfigOperation.APPEND:
      case ConfigOperation.SUBTRACT: {
        const definition = requireList(resource.type, name, operation, definitionOf(name));
        const list = entriesOf(definition, texts.get(name));
        texts.set(name, combined(list, operation, value ?? ''));
        break;
      }
      default:
        texts.set(name, value ?? '');
    }
  }
  return texts;
}

function combined(list: readonly string[], operation: number, value: string): string {
  const entries = value.split(',');
  if (operation === ConfigOperation.SUBTRACT) {
    return list.filter((entry) => !entries.includes(entry)).join(',');
  }
  return [...new Set([...list, ...entries])].join(',');
}

/** The entries that a list config has now: those that are set, or its default's. */
function entriesOf(definition: ConfigDefinition, text: string | undefined): string[] {
  const current = text ?? formatConfigValue('LIST', definition.defaultValue) ?? '';
  return current.split(',').filter((entry) => entry !== '');
}

function requireList(
  type: ConfigResourceType,
  name: string,
  operation: number,
  definition: ConfigDefinition | undefined,
): ConfigDefinition {
  if (definition?.type === 'LIST') return definition;
  const word = operation === ConfigOperation.APPEND ? 'append' : 'subtract';
  if (type !== 'broker') {
    throw invalid(`Can't ${word.toUpperCase()} to key ${name} because its type is not LIST.`);
  }
  throw invalid(
    definition
      ? `Config value ${word} is not allowed for config key: ${name}`
      : `Unknown config name: ${name}`,
  );
}
