// Reads the command lines out of pages of GTFOBins (how programs are abused) and of tldr (how they are used).

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

export type Example = { readonly page: string; readonly line: string };

/** The text of every page below a folder; `page` is its name without `.md`. */
export function pagesIn(folder: string): readonly { readonly page: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile() && !basename(path).startsWith('.'))
    .sort()
    .map((path) => ({ page: basename(path, '.md'), text: readFileSync(path, 'utf8') }));
}

/** Every `code:` of a page's front matter: a plain or quoted text on its line, or the block of lines below it. */
export function gtfobinsExamples(page: string, text: string): readonly Example[] {
  const lines = text.split('\n');
  const found: Example[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const key = /^(\s*(?:- )?)code:(?: (.*))?$/.exec(line);
    if (key === null) continue;
    const [, lead = '', value = ''] = key;
    const code = /^[|>][-+]?\d?\s*$/.test(value) ? blockBelow(lines, at, lead.length) : scalar(value);
    if (code.trim() !== '') found.push({ page, line: code });
  }
  return found;
}

function blockBelow(lines: readonly string[], key: number, depth: number): string {
  const block: string[] = [];
  for (const line of lines.slice(key + 1)) {
    if (line.trim() !== '' && line.search(/\S/) <= depth) break;
    block.push(line);
  }
  const indent = Math.min(...block.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return block
    .map((line) => line.slice(indent))
    .join('\n')
    .trimEnd();
}

function scalar(value: string): string {
  const text = value.trim();
  if (/^'.*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  if (/^".*"$/.test(text))
    return text
      .slice(1, -1)
      .replace(/\\(["\\])/g, '$1')
      .replaceAll('\\n', '\n');
  return text;
}

/** The command under each description of a page, with every placeholder filled in by the example that it holds. */
export function tldrExamples(page: string, text: string): readonly Example[] {
  return text.split('\n').flatMap((line) => {
    const code = /^`([^`].*)`\s*$/.exec(line)?.[1];
    return code === undefined ? [] : [{ page, line: filled(code) }];
  });
}

/** `{{[-l|--long]}}` is an option in two spellings, `{{a|b}}` a choice, `{{path/to/file ...}}` a list. */
function filled(code: string): string {
  return code
    .replace(/\{\{(.*?)\}\}(?!\})/g, (_, inner: string) => {
      const option = /^\[(.+)\]$/.exec(inner)?.[1];
      const ways = (option ?? inner).split('|');
      const chosen =
        option === undefined ? ways[0] : (ways.find((way) => way.startsWith('--')) ?? ways.at(-1));
      return (chosen ?? inner).replace(/ \.\.\.$/, '');
    })
    .replace(/\\([{}])/g, '$1');
}
