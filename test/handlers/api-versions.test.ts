import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { allHandlers } from '../../src/handlers/all-handlers.ts';
import { apiVersions } from '../../src/handlers/api-versions.ts';
import { ApiVersions } from '../../src/protocol/generated/api-versions.ts';
import { DataPath, FakeConnection } from './support/data-path.ts';
import { versionsOf } from './support/group-context.ts';

const CLIENT = { clientSoftwareName: 'test-client', clientSoftwareVersion: '1.2.3' };
const PRODUCE = 0;

describe('ApiVersions', () => {
  it.each(versionsOf(apiVersions))('v%i lists exactly what has a handler', async (version) => {
    const path = await DataPath.start();
    const { errorCode, apiKeys } = await path.send(ApiVersions, version, CLIENT);
    expect(errorCode).toBe(ErrorCode.NONE);
    const served = allHandlers.map(({ api, versions: [min, max] }) => {
      return { apiKey: api.key, minVersion: api.key === PRODUCE ? 0 : min, maxVersion: max };
    });
    expect(apiKeys).toEqual(served.sort((a, b) => a.apiKey - b.apiKey));
  });

  it('names each API once, and no version that its codec does not know', () => {
    const keys = allHandlers.map(({ api }) => api.key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { api, versions } of allHandlers) {
      expect(versions[0]).toBeGreaterThanOrEqual(api.minVersion);
      expect(versions[1]).toBe(api.maxVersion);
    }
  });

  it('shows Produce from version 0 on, as old clients ask for it, and serves it from 3 on', async () => {
    const path = await DataPath.start();
    const { apiKeys } = await path.send(ApiVersions, 4, CLIENT);
    expect(apiKeys.find(({ apiKey }) => apiKey === PRODUCE)).toMatchObject({ minVersion: 0 });
    expect(allHandlers.find(({ api }) => api.key === PRODUCE)?.versions[0]).toBe(3);
  });

  it.each([3, 4])('v%i notes who the client is', async (version) => {
    const path = await DataPath.start();
    const connection = new FakeConnection();
    await path.send(ApiVersions, version, CLIENT, { connection });
    expect(connection.clientSoftware).toEqual({ name: 'test-client', version: '1.2.3' });
  });

  it.each([
    ['no name', { clientSoftwareName: '' }],
    ['a name with a line break', { clientSoftwareName: 'a\nb' }],
    ['a name with a dash at the end', { clientSoftwareName: 'a-' }],
    ['a version with a space', { clientSoftwareVersion: '1 2' }],
  ])('v3 refuses a client with %s', async (_, change) => {
    const path = await DataPath.start();
    const connection = new FakeConnection();
    const answer = await path.send(ApiVersions, 3, { ...CLIENT, ...change }, { connection });
    expect(answer).toMatchObject({ errorCode: ErrorCode.INVALID_REQUEST, apiKeys: [] });
    expect(connection.clientSoftware).toBeUndefined();
  });

  it('v0 to v2 ask nothing of the client', async () => {
    const path = await DataPath.start();
    for (const version of [0, 1, 2]) {
      expect((await path.send(ApiVersions, version, {})).errorCode).toBe(ErrorCode.NONE);
    }
  });
});
