// The tools of the image: `node main.js NAME WORDS…`. They stand in for those of Apache Kafka's images that start
// scripts, health checks and init containers call; what they do not do they refuse. `node main.js --names` lists them.

import { runTool, TOOL_NAMES } from './run-tool.ts';

const [name = '', ...words] = process.argv.slice(2);
if (name === '--names') {
  process.stdout.write(`${TOOL_NAMES.join('\n')}\n`);
} else {
  try {
    process.exitCode = await runTool(name, words);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    process.stderr.write(`${name}: ${error.message}\n`);
    process.exitCode = 1;
  }
}
