// Where a record's secret is kept: in the system's keychain, or, where there is none, in a file of the data folder that only the user can
// read.

import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyPlace } from '../../shared/contract/record-proof.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Keychain } from './keychain.ts';
import { SECRET_BYTES } from './record-keys.ts';
import { writeDurably } from './write-durably.ts';

export const KEY_FILE = 'record.key';

export type KeyStore = {
  /** Keeps a new record's secret, and says where. */
  readonly save: (record: string, secret: Buffer) => Promise<KeyPlace>;
  /** The error says what is wrong with the key and what to do. */
  readonly load: (record: string, place: KeyPlace) => Promise<Result<Buffer, string>>;
};

export function keyStore(dir: string, keychain: Keychain | null): KeyStore {
  return {
    save: async (record, secret) => {
      if (keychain !== null && (await saveInKeychain(keychain, record, secret))) return 'keychain';
      await writeDurably(join(dir, KEY_FILE), `${secret.toString('hex')}\n`);
      return 'file';
    },
    load: (record, place) =>
      place === 'file' ? Promise.resolve(fromFile(join(dir, KEY_FILE))) : fromKeychain(keychain, record),
  };
}

/** Only what can be read back is kept: a keychain that drops it would cost the record. */
async function saveInKeychain(keychain: Keychain, record: string, secret: Buffer): Promise<boolean> {
  try {
    await keychain.set(record, secret.toString('hex'));
    return (await keychain.get(record)) === secret.toString('hex');
  } catch {
    return false;
  }
}

async function fromKeychain(keychain: Keychain | null, record: string): Promise<Result<Buffer, string>> {
  if (keychain === null)
    return err(
      'its key is in the keychain, and this session has none: start Remit from your desktop session, where the keychain is',
    );
  try {
    const text = await keychain.get(record);
    if (text === null) return err(`its key is gone from the keychain (service Remit, account ${record})`);
    return secretOf(text, 'the keychain');
  } catch (error) {
    return err(
      `its key is in the keychain, which can't be read (${error instanceof Error ? error.message : String(error)}): unlock it and restart Remit`,
    );
  }
}

function fromFile(path: string): Result<Buffer, string> {
  if (!existsSync(path)) return err(`its key is gone: there is no \`${path}\``);
  try {
    return secretOf(readFileSync(path, 'utf8'), `\`${path}\``);
  } catch (error) {
    return err(`its key \`${path}\` can't be read (${String(error)})`);
  }
}

function secretOf(text: string, where: string): Result<Buffer, string> {
  const secret = Buffer.from(text.trim(), 'hex');
  return secret.length === SECRET_BYTES ? ok(secret) : err(`what ${where} holds is not its key`);
}
