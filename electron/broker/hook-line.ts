import { z } from 'zod';
import { agentSchema } from '../../shared/contract/call.ts';
import { hookAgentSchema } from '../../shared/contract/hook.ts';

/**
 * The one line that a hook sends: which agent asks, as the payload says and as the settings say in which the hook stands, what the system
 * says of the agent's process, and the payload's exact text.
 */
const hookLineSchema = z
  .strictObject({
    remit: z.literal(1),
    hook: z
      .strictObject({
        agent: hookAgentSchema,
        registered: z.string().max(64),
        process: agentSchema.unwrap().shape.process.unwrap().unwrap(),
        payload: z.string(),
        /** Seconds after which the hook refuses by itself; left out: it waits. */
        waits: z.number().positive().optional(),
      })
      .readonly(),
  })
  .readonly();
export type HookLine = z.infer<typeof hookLineSchema>['hook'];

export const HOOK_START = '{"remit":1,"hook":';

/** Null for a line that isn't a hook's. */
export function readHookLine(line: string): HookLine | null {
  if (!line.startsWith(HOOK_START)) return null;
  try {
    return hookLineSchema.parse(JSON.parse(line)).hook;
  } catch {
    return null;
  }
}

/** A hook's first line carries its call, and so may be as long as one. */
export function beginsHook(start: Buffer): boolean {
  return start.toString('latin1', 0, HOOK_START.length) === HOOK_START;
}
