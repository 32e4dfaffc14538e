import { z } from 'zod';
import { basename } from 'node:path';
import type { Agent } from '../../shared/contract/call.ts';
import { serverNameSchema } from '../../shared/contract/ids.ts';

/**
 * The first line on the broker's socket: which server the shim was started for, and what the operating system says of the process
 * that started it. All after it is the agent's own stream.
 */
export const handshakeSchema = z
  .strictObject({
    remit: z.literal(1),
    connect: serverNameSchema,
    agent: z
      .strictObject({
        pid: z.number().int(),
        executable: z.string().max(4096),
        command: z.string().max(32_768),
        cwd: z.string().max(4096),
      })
      .readonly()
      .nullable(),
    /** What an agent's entry proves itself with; missing where Remit didn't write the entry. */
    credential: z
      .strictObject({ agent: z.string().min(1).max(256), token: z.string().max(256) })
      .readonly()
      .optional(),
  })
  .readonly();
export type Handshake = z.infer<typeof handshakeSchema>;

export function readHandshake(line: string): Handshake | null {
  try {
    return handshakeSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/**
 * The agent before it has said anything of itself: named by its credential, which has been checked, or after its program. `unproved` makes the
 * name of an agent without a credential.
 */
export function agentOf(handshake: Handshake, unproved: (name: string) => string): Agent {
  const { agent, credential } = handshake;
  if (credential !== undefined) return { name: credential.agent, process: agent, claims: null };
  const program = agent === null || agent.executable === '' ? 'an agent' : basename(agent.executable);
  return { name: unproved(program), process: agent, claims: null };
}
