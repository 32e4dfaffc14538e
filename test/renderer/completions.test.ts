import { expect, test } from 'vitest';
import { atCaret, completions } from '../../renderer/state/completions.ts';

const VALUES = ['Claude Code', 'Codex', 'nightly-codex'];

function offered(text: string, caret = text.length): readonly string[] {
  return completions(atCaret(text, caret), VALUES).map(({ insert }) => insert);
}

test('the beginning of a key offers the keys that begin so', () => {
  expect(offered('s')).toEqual(['server:', 'session:', 'site:', 'spend:', 'since:']);
  expect(offered('verdict:refused -ag')).toEqual(['-agent:']);
});

test('a key offers its values, those that begin with what is written first', () => {
  expect(offered('agent:co')).toEqual(['agent:Codex ', 'agent:"Claude Code" ', 'agent:nightly-codex ']);
});

test('a value that has a space is completed within its quotation mark', () => {
  expect(offered('agent:"Claude C')).toEqual(['agent:"Claude Code" ']);
});

test('what stands around the caret is replaced, and nothing else', () => {
  const text = 'server:fs agent:cod path:~/x';
  expect(atCaret(text, 'server:fs agent:co'.length)).toMatchObject({ from: 10, to: 19, key: 'agent' });
});
