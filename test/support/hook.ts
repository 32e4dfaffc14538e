import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { remit, root } from './serve.ts';

export type HookEnd = { readonly code: number | null; readonly out: string; readonly err: string };

/** A hook that was started as an agent starts it, with the payload on its input. */
export type StartedHook = { readonly process: ChildProcess; readonly end: Promise<HookEnd> };

export function startHook(words: readonly string[], payload: string | Buffer): StartedHook {
  const child = spawn(remit, ['hook', ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, REMIT_NO_START: '1' },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  child.stdin.on('error', () => undefined);
  child.stdin.end(payload);
  const end = once(child, 'close').then(() => ({ code: child.exitCode, out, err }));
  return { process: child, end };
}

export function runHook(words: readonly string[], payload: string | Buffer): Promise<HookEnd> {
  return startHook(words, payload).end;
}

const objectSchema = z.record(z.string(), z.json());
export type Payload = z.infer<typeof objectSchema>;

/** The member of a captured payload file at `keys`, with another project's folder. */
export function captured(file: string, keys: readonly string[], project: string): Payload {
  const text = readFileSync(join(root, 'test', 'fixtures', 'hooks', file), 'utf8');
  let value: unknown = JSON.parse(text.replaceAll('/home/u/proj', project));
  for (const key of keys) value = objectSchema.parse(value)[key];
  return objectSchema.parse(value);
}
