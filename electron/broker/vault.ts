// Keeps secrets unreadable on the disk: AES-256-GCM under one random key that only the system's keychain holds. Where there is no
// keychain, secrets stay as they are in files that only the user can read, and whoever writes them can say so.

import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { vaultKeychain, type VaultKeychain } from './vault-keychain.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_HEX = /^[0-9a-f]{64}$/;

/** `sealed` is base64 of IV, tag and text. */
export const keptSchema = z.union([z.string(), z.strictObject({ sealed: z.base64() }).readonly()]);
export type Kept = z.infer<typeof keptSchema>;

export type Vault = {
  /** Whether what is kept from now on is sealed; null when it is, else why not, as a sentence's end. */
  readonly plainBecause: () => string | null;
  readonly seal: (text: string) => Result<Kept, string>;
  readonly open: (kept: Kept) => Result<string, string>;
};

/** The vault of a keychain. The keychain is asked when something is sealed or opened for the first time, and then not again. */
export function vaultOf(keychain: VaultKeychain): Vault {
  let held: Buffer | null = null;
  let absent = keychain.kind === 'absent' ? keychain.because : null;
  const key = (make: boolean): Result<Buffer, string> => {
    if (held !== null) return ok(held);
    const read = readKey(keychain, make);
    if (read.ok) held = read.value;
    return read;
  };
  return {
    plainBecause: () => absent,
    seal: (text) => {
      if (absent !== null) return ok(text);
      const found = key(true);
      if (found.ok) return ok({ sealed: encrypt(found.value, text) });
      if (keychain.kind === 'present' && keychain.certain) return found;
      absent = found.error;
      return ok(text);
    },
    open: (kept) => {
      if (typeof kept === 'string') return ok(kept);
      const found = key(false);
      return found.ok ? decrypt(found.value, kept.sealed) : found;
    },
  };
}

let own: Vault | null = null;

/** The vault of this process, which asks the system's keychain at most once. */
export function systemVault(): Vault {
  own ??= vaultOf(vaultKeychain());
  return own;
}

function readKey(keychain: VaultKeychain, make: boolean): Result<Buffer, string> {
  if (keychain.kind === 'absent')
    return err(`there are sealed secrets, but their key can't be had: ${keychain.because}`);
  try {
    const stored = keychain.get();
    if (stored !== null && KEY_HEX.test(stored)) return ok(Buffer.from(stored, 'hex'));
    if (stored !== null) return err('the key `server-store` of Remit in the keychain is damaged');
    if (!make)
      return err('the key `server-store` of Remit is no longer in the keychain: enter the secrets anew');
    const fresh = randomBytes(32);
    keychain.set(fresh.toString('hex'));
    return ok(fresh);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return err(`the keychain doesn't answer (${words}): unlock it and try again`);
  }
}

function encrypt(key: Buffer, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

function decrypt(key: Buffer, sealed: string): Result<string, string> {
  try {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const body = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return ok(Buffer.concat([body, decipher.final()]).toString('utf8'));
  } catch {
    return err("a sealed secret doesn't open with the key in the keychain: enter it anew");
  }
}
