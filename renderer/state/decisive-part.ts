/** The parts of "read ~/project/src/a.ts" and the like: what is done, what decides whether it is inside, and the rest. */
export type Parts = { readonly before: string; readonly decisive: string; readonly after: string };

const SITE = /^((?:[A-Z]+ )?https?:\/\/(?:[^/@\s]*@)?)([^/?#\s]+)(.*)$/s;
const FILE = /^((?:read|write) )((?:~|[A-Za-z]:)?[/\\](?:.*[/\\])?)([^/\\]*)$/s;
const OTHER = /^(send to |spend |run |(?:read|write|change) database )(.*)$/s;
const PROGRAM = /^(\S+)(.*)$/s;

export function decisivePart(words: string): Parts {
  const [, before = '', decisive = '', after = ''] = SITE.exec(words) ?? FILE.exec(words) ?? [];
  if (decisive !== '') return { before, decisive, after };
  const [, verb, what = ''] = OTHER.exec(words) ?? [];
  if (verb === undefined) return { before: '', decisive: '', after: words };
  if (verb !== 'run ') return { before: verb, decisive: what, after: '' };
  const [, program = '', rest = ''] = PROGRAM.exec(what) ?? [];
  return { before: verb, decisive: program, after: rest };
}
