import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { root } from '../support/serve.ts';

test.each(['throw new Error(said)', 'void Promise.reject(new Error(said))', 'JSON.parse(said)'])(
  'a crash by `%s` tells no secret',
  (crash) => {
    const at = (path: string): string => pathToFileURL(join(root, 'electron', path)).href;
    const token = `ghp_${'aB3dE6gH9j'.repeat(4).slice(0, 36)}`;
    const script = `
      import { Redactor } from '${at('authority/redactor.ts')}';
      import { tellCrashes } from '${at('broker/tell-crashes.ts')}';
      tellCrashes(new Redactor({ keyed: () => '0'.repeat(64), keepsArguments: () => true }).text);
      const said = ${JSON.stringify(`${token} is no JSON`)};
      setImmediate(() => { ${crash}; });`;
    const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(done.status).toBe(1);
    expect(done.stderr).toContain('Error');
    expect(done.stderr).not.toContain(token.slice(0, 10));
  },
);
