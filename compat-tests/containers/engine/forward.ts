// Runs in a container's network: whoever connects to the socket names a port in a line of its own, and is connected
// to that port of the container. A socket of the file system is seen from every network.

import { connect, createServer } from 'node:net';

const [path = ''] = process.argv.slice(2);

createServer((outer) => {
  outer.on('error', () => undefined);
  outer.once('data', (first) => {
    outer.pause();
    const end = first.indexOf('\n');
    const inner = connect(Number(first.subarray(0, end)), '127.0.0.1');
    inner.on('error', () => outer.destroy());
    outer.on('close', () => inner.destroy());
    inner.write(first.subarray(end + 1));
    outer.pipe(inner).pipe(outer);
  });
}).listen(path, () => process.stdout.write('listening\n'));
