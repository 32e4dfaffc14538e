import type * as Keyring from '@napi-rs/keyring';
import { createRequire } from 'node:module';
import process from 'node:process';
import { z } from 'zod';

/** Where the key of the server store is kept; `absent` says why there is no such place, as a sentence's end. */
export type VaultKeychain =
  | {
      readonly kind: 'present';
      /** Null when there is no key yet; throws when the keychain is locked or gone. */
      readonly get: () => string | null;
      readonly set: (secret: string) => void;
      /** A session can look as if it had one and have none: then secrets may be kept as they are. */
      readonly certain: boolean;
    }
  | { readonly kind: 'absent'; readonly because: string };

const moduleSchema = z.custom<typeof Keyring>(
  (value) => typeof value === 'object' && value !== null && 'Entry' in value,
);

/**
 * The system's keychain. On Linux only the secret service counts, and only in a session that has one: the kernel's keyring forgets
 * at the next start, and with it every sealed secret would be lost.
 */
export function vaultKeychain(env: NodeJS.ProcessEnv = process.env): VaultKeychain {
  if (env['REMIT_KEYCHAIN'] === 'off') return { kind: 'absent', because: 'the keychain is switched off' };
  if (process.platform === 'linux' && !env['DBUS_SESSION_BUS_ADDRESS'])
    return { kind: 'absent', because: 'this session has no secret service' };
  let entry: Keyring.Entry | null = null;
  // The native module is loaded when a secret is at hand, so that no other command waits for it or fails with it.
  const open = (): Keyring.Entry => {
    const require = createRequire(import.meta.url);
    const { Entry } = moduleSchema.parse(require('@napi-rs/keyring'));
    return new Entry('Remit', 'server-store', { linux: { store: 'secret-service' } });
  };
  return {
    kind: 'present',
    get: () => (entry ??= open()).getPassword(),
    set: (secret) => (entry ??= open()).setPassword(secret),
    certain: process.platform !== 'linux',
  };
}
