// ApiVersions (key 18): which APIs and versions this broker serves, and its features.
// A version that is not served is answered by the dispatcher, with a v0 body and the same table.
// v3 is the first flexible version (its response header stays at v0) and names the client (KIP-511).
// v4 may list features whose minimum version is 0 (KIP-1022).

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { HandlerContext } from '../dispatch/handler.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { ApiVersionsRequest } from '../protocol/generated/api-versions.ts';
import { ApiVersions } from '../protocol/generated/api-versions.ts';

/** What KIP-511 allows in a client's name and version. */
const SOFTWARE_PATTERN = /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/;

export const apiVersions = defineHandler(ApiVersions, {
  versions: [0, 4],

  handle(context, request) {
    noteClientSoftware(context, request);
    const { apis, features } = context;
    return {
      errorCode: ErrorCode.NONE,
      throttleTimeMs: 0,
      apiKeys: apis.map(({ key, minVersion, maxVersion }) => {
        return { apiKey: key, minVersion, maxVersion };
      }),
      ...features(context.apiVersion),
    };
  },

  failure: (errorCode) => ({ errorCode, throttleTimeMs: 0, apiKeys: [] }),
});

function noteClientSoftware(context: HandlerContext, request: ApiVersionsRequest): void {
  if (context.apiVersion < 3) return;
  const { clientSoftwareName: name, clientSoftwareVersion: version } = request;
  if (!SOFTWARE_PATTERN.test(name) || !SOFTWARE_PATTERN.test(version)) {
    throw new KafkaError(ErrorCode.INVALID_REQUEST);
  }
  context.connection.clientSoftware = { name, version };
  const { id, remoteAddress } = context.connection;
  const fields = { connection: id, remoteAddress, clientId: context.clientId, name, version };
  context.logger.debug(fields, 'client software');
}
