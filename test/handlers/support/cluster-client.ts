// Calls a handler as a client would: the request goes through its codec and so does the answer, so that
// what a version does not carry is not seen.

import { ByteReader } from '../../../src/base/byte-reader.ts';
import { ByteWriter } from '../../../src/base/byte-writer.ts';
import type { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import type { AnyHandler, HandlerContext } from '../../../src/dispatch/handler.ts';
import type { Api, Codec } from '../../../src/protocol/message.ts';
import type { TestCluster, TestClusterOptions } from '../../metadata/test-cluster.ts';
import { startTestCluster } from '../../metadata/test-cluster.ts';

export interface ClusterClient extends TestCluster {
  /** The answer of this handler to this request in this version. */
  call<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    handler: AnyHandler,
    api: Api<Req, Res, ReqIn, ResIn>,
    version: number,
    request: ReqIn,
  ): Promise<Res>;
}

/** A cluster of one broker and a client on its listener PLAINTEXT, which dialled broker.test:1234. */
export async function clusterClient(options: TestClusterOptions = {}): Promise<ClusterClient> {
  const cluster = await startTestCluster(options);
  return {
    ...cluster,
    async call(handler, api, version, request) {
      const decoded = through(api.request, request, version);
      const context = contextOf(cluster, version);
      const response = await answer(handler, context, decoded);
      return through(api.response, response as never, version);
    },
  };
}

async function answer(handler: AnyHandler, context: HandlerContext, request: unknown) {
  try {
    return await handler.handle(context, request);
  } catch (error) {
    if (!(error instanceof KafkaError) || !handler.failure) throw error;
    return handler.failure(error.code as ErrorCode, request, context, error.message);
  }
}

function contextOf(cluster: TestCluster, apiVersion: number): HandlerContext {
  const { clock, metadata, configs, controller } = cluster;
  const connection = { listenerName: 'PLAINTEXT' };
  const advertisedEndpoint = () => ({ host: 'broker.test', port: 1234 });
  const services = { clock, metadata, configs, controller, advertisedEndpoint };
  return { ...services, apiVersion, connection, clientId: 'test' } as unknown as HandlerContext;
}

function through<M extends I, I>(codec: Codec<M, I>, message: I, version: number): M {
  const bytes = Buffer.alloc(codec.size(message, version));
  codec.encode(new ByteWriter(bytes), message, version);
  return codec.decode(new ByteReader(bytes), version);
}
