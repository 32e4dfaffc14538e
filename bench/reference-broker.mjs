// The least that a guard of Remit's shape can do: a relay on a unix socket that appends 600 bytes to a file and has them on the disk
// before it passes a line on. It parses nothing and decides nothing. What Remit adds beyond it is Remit's own cost.

import { spawn } from 'node:child_process';
import { fdatasync, openSync, write } from 'node:fs';
import { createServer } from 'node:net';
import process from 'node:process';

const [, , socket, file, ...command] = process.argv;
const log = openSync(file, 'a');
const entry = Buffer.alloc(600, 'x');

createServer((client) => {
  const server = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
  let rest = Buffer.alloc(0);
  let chain = Promise.resolve();
  client.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = rest.lastIndexOf(10);
    if (end === -1) return;
    const lines = rest.subarray(0, end + 1);
    rest = rest.subarray(end + 1);
    chain = chain.then(
      () =>
        new Promise((done) =>
          write(log, entry, () =>
            fdatasync(log, () => {
              server.stdin.write(lines);
              done();
            }),
          ),
        ),
    );
  });
  server.stdout.pipe(client);
  client.on('close', () => server.kill());
  client.on('error', () => client.destroy());
}).listen(socket, () => process.stdout.write('ready\n'));
