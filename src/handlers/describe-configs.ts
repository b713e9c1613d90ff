// DescribeConfigs (key 32): the configs of topics, this broker, its loggers, groups and client metrics
// subscriptions, with where each value comes from. v1 adds synonyms, v3 types and documentation (none here).

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { describeResource } from '../metadata/config-resources.ts';
import type {
  DescribeConfigsResource,
  DescribeConfigsResultInput,
} from '../protocol/generated/describe-configs.ts';
import { DescribeConfigs } from '../protocol/generated/describe-configs.ts';

export const describeConfigs = defineHandler(DescribeConfigs, {
  versions: [1, 4],

  handle(context, { resources, includeSynonyms }) {
    const results = resources.map((resource) => describe(context, resource, includeSynonyms));
    return { throttleTimeMs: 0, results };
  },

  failure: (errorCode, { resources }, _context, errorMessage) => ({
    throttleTimeMs: 0,
    results: resources.map((resource) => ({
      ...named(resource),
      errorCode,
      errorMessage,
      configs: [],
    })),
  }),
});

const named = ({ resourceType, resourceName }: DescribeConfigsResource) => ({
  resourceType,
  resourceName,
});

function describe(
  { configs, metadata }: HandlerContext,
  resource: DescribeConfigsResource,
  includeSynonyms: boolean,
): DescribeConfigsResultInput {
  try {
    const wanted = resource.configurationKeys;
    const { resourceType, resourceName } = resource;
    const entries = describeResource(configs, metadata, resourceType, resourceName)
      .filter(({ name }) => !wanted?.length || wanted.includes(name))
      .map((entry) => (includeSynonyms ? entry : { ...entry, synonyms: [] }));
    return { ...named(resource), errorCode: ErrorCode.NONE, errorMessage: '', configs: entries };
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    const { code: errorCode, message: errorMessage } = error;
    return { ...named(resource), errorCode, errorMessage, configs: [] };
  }
}
