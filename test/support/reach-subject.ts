// A call's arguments as the reach finder gets them, with everything else left out.

import type { JsonObject } from '../../shared/contract/json.ts';
import { findReaches, readingOf, type ReachSubject } from '../../shared/core/find-reaches.ts';

export function subject(tool: string, args: JsonObject, more: Partial<ReachSubject> = {}): ReachSubject {
  return { server: 'some', serverCommand: '', tool, args, inputSchema: null, corrections: null, ...more };
}

/** What is found, as short lines: `/path write folder /etc`, `/url site https://a.test GET`. */
export function foundIn(one: ReachSubject): readonly string[] {
  return findReaches(one).map((candidate) => {
    const { kind, pointer } = candidate;
    switch (candidate.kind) {
      case 'path':
        return `${pointer} ${candidate.access} ${candidate.target} ${candidate.text}`;
      case 'glob':
        return `${pointer} ${candidate.access} glob ${candidate.pattern} in ${candidate.base ?? 'its folder'}`;
      case 'site':
        return `${pointer} site ${candidate.text} ${candidate.method ?? 'any'}`;
      case 'recipient':
        return `${pointer} ${candidate.form} ${JSON.stringify(candidate.value)}`;
      case 'spend':
        return `${pointer} spend ${JSON.stringify(candidate.amount)} ${JSON.stringify(candidate.currency)} ${candidate.unit}`;
      case 'command':
        return `${pointer} ${candidate.shell} ${JSON.stringify(candidate.command)}`;
      case 'sql':
        return `${pointer} ${candidate.dialect ?? 'any'} sql of ${candidate.database}: ${candidate.text}`;
      case 'value':
        return `${pointer} value ${candidate.value}`;
      case 'undetermined':
        return `${pointer} ${kind}: ${candidate.why}`;
    }
  });
}

/** How it is read, as short lines: `/path path profile`. */
export function readIn(one: ReachSubject): readonly string[] {
  return readingOf(one).map(({ pointer, role, from }) => `${pointer} ${role.role} ${from}`);
}
