import { z } from 'zod';
import { agentIdSchema } from '../../shared/contract/agents.ts';

/**
 * The one line by which `remit doctor --prove` has an agent's ways tried. All that it brings about are calls that are refused, made by
 * Remit's own program.
 */
const proveLineSchema = z.strictObject({ remit: z.literal(1), prove: agentIdSchema }).readonly();

const PROVE_START = '{"remit":1,"prove":';

/** The agent to try; null for a line that asks something else. */
export function readProveLine(line: string): string | null {
  if (!line.startsWith(PROVE_START)) return null;
  try {
    return proveLineSchema.parse(JSON.parse(line)).prove;
  } catch {
    return null;
  }
}
