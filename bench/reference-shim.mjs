import { createConnection } from 'node:net';
import process from 'node:process';

const socket = createConnection(process.argv[2]);
process.stdin.pipe(socket);
socket.pipe(process.stdout);
