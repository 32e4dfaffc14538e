import { createConnection } from 'node:net';
import { z } from 'zod';
import { proofSchema, type Proof } from '../../shared/contract/agents.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { socketPath } from '../authority/data-dir.ts';

const replySchema = z
  .strictObject({ remit: z.literal(1), proofs: z.array(proofSchema).readonly() })
  .readonly();

/** Has the running Remit make the calls: only it can say that they were stopped. */
export function askToProve(dataDir: string, agent: string): Promise<Result<readonly Proof[], string>> {
  const path = socketPath(dataDir);
  if (!path.ok) return Promise.resolve(path);
  return new Promise((resolve) => {
    let said = '';
    const socket = createConnection(path.value, () => {
      socket.write(`${JSON.stringify({ remit: 1, prove: agent })}\n`);
    });
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (said += chunk));
    socket.on('error', () => {
      resolve(err(`Remit isn't running for the data folder ${dataDir}: start the app, or \`remit serve\``));
    });
    socket.on('close', () => {
      resolve(readReply(said));
    });
  });
}

function readReply(said: string): Result<readonly Proof[], string> {
  try {
    return ok(replySchema.parse(JSON.parse(said)).proofs);
  } catch {
    return err('Remit ended before it had tried everything: try again');
  }
}
