// From the name of a tool and its words to what is done.

import { runCommandLine } from '../../src/cli/command-line.ts';
import { serverStartTool, storageTool, zookeeperTool } from './broker-tools.ts';
import {
  apiVersionsTool,
  configsTool,
  consumerTool,
  cubTool,
  groupsTool,
  producerTool,
} from './client-tools.ts';
import type { Tool } from './tool.ts';
import { ToolError } from './tool-error.ts';
import { topicsTool } from './topics-tool.ts';

const TOOLS: Readonly<Record<string, Tool>> = {
  'kafka-topics': topicsTool,
  'kafka-broker-api-versions': apiVersionsTool,
  'kafka-console-producer': producerTool,
  'kafka-console-consumer': consumerTool,
  'kafka-consumer-groups': groupsTool,
  'kafka-configs': configsTool,
  'kafka-storage': storageTool,
  'kafka-server-start': serverStartTool,
  'zookeeper-server-start': zookeeperTool,
  cub: cubTool,
};

export const TOOL_NAMES: readonly string[] = Object.keys(TOOLS);

/** How long Apache Kafka's tools look for a broker. */
const PATIENCE = '60s';

/** Runs a tool to its end; the result is the exit code. Throws an Error with a sentence for what cannot be done. */
export async function runTool(name: string, words: readonly string[]): Promise<number> {
  const tool = TOOLS[name.replace(/\.sh$/, '')];
  if (tool === undefined) throw new ToolError(`there are ${TOOL_NAMES.join(', ')}`);
  const { servers, does } = tool(words);
  if (servers !== undefined) {
    const waited = await runCommandLine(['wait', servers, '--timeout', PATIENCE]);
    if (waited !== 0) return waited;
  }
  if (typeof does !== 'function') return runCommandLine(does);
  await does();
  return 0;
}
