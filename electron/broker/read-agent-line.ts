import { isUtf8, type Buffer } from 'node:buffer';
import { classifyMessage, type Classified } from '../../shared/core/classify-message.ts';

/** Reads a line from an agent: see `classifyMessage`. */
export function readAgentLine(bytes: Buffer): Classified {
  return isUtf8(bytes)
    ? classifyMessage(bytes.toString('utf8').trimEnd())
    : { kind: 'invalid', problem: 'it is not UTF-8', answer: null };
}
