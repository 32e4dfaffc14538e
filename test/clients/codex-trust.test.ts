// What Codex keeps of the hooks that its user trusted, as Codex 0.169 wrote it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { codexHookTrust } from '../../electron/clients/codex-trust.ts';
import { protectSetup, type ProtectSetup } from './protect-setup.ts';

let setup: ProtectSetup;
let hooks = '';
beforeEach(() => {
  setup = protectSetup();
  const entry = { type: 'command', command: '/opt/remit hook codex', timeout: 3600 };
  const other = { hooks: [{ type: 'command', command: 'mine' }] };
  const ours = { matcher: '.*', hooks: [entry] };
  hooks = setup.put(
    '.codex/hooks.json',
    JSON.stringify({ hooks: { PreToolUse: [other, ours], PermissionRequest: [ours] } }),
  );
});
afterEach(() => setup.end());

const PRE = 'ca9e165c23cbb2d62bd3163f9e55fbac25f3f2804c19cbdc6f8585b299ace555';
const PERMISSION = '9c0f718a25f7d7f754efc22c1d33c95d7ec57b704f76bb945c8dcfcdc28a7d78';

const state = (place: string, hash: string, more = ''): string =>
  `[hooks.state."${hooks}:${place}"]\ntrusted_hash = "sha256:${hash}"\n${more}`;
const PRE_PLACE = 'pre_tool_use:1:0';
const PERMISSION_PLACE = 'permission_request:0:0';

test.each([
  ['trusted', (): string => state(PRE_PLACE, PRE) + state(PERMISSION_PLACE, PERMISSION)],
  ['untrusted', (): string => ''],
  ['untrusted', (): string => state(PRE_PLACE, PRE)],
  ['untrusted', (): string => state('pre_tool_use:0:0', PRE) + state(PERMISSION_PLACE, PERMISSION)],
  ['modified', (): string => state(PRE_PLACE, PERMISSION) + state(PERMISSION_PLACE, PERMISSION)],
  ['off', (): string => state(PRE_PLACE, PRE, 'enabled = false\n') + state(PERMISSION_PLACE, PERMISSION)],
  [
    'off',
    (): string => `[features]\nhooks = false\n${state(PRE_PLACE, PRE)}${state(PERMISSION_PLACE, PERMISSION)}`,
  ],
  ['untrusted', (): string => '= damaged'],
])('its hooks are %s', (trust, config) => {
  setup.put('.codex/config.toml', config());
  expect(codexHookTrust(setup.ports.around)).toBe(trust);
});

test('is nothing where no hook is of Remit', () => {
  setup.put(
    '.codex/hooks.json',
    JSON.stringify({ hooks: { PreToolUse: [{ hooks: [{ command: 'mine' }] }] } }),
  );
  expect(codexHookTrust(setup.ports.around)).toBeNull();
});
