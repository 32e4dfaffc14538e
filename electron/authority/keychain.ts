// The system's keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux. There the kernel's keyring is never
// used instead: it forgets everything when the machine is restarted, and a record without its key can't be trusted any more.

import type { AsyncEntry } from '@napi-rs/keyring';

/** Texts by account, under the service `Remit`. Every method rejects when the keychain can't be reached. */
export type Keychain = {
  readonly get: (account: string) => Promise<string | null>;
  readonly set: (account: string, text: string) => Promise<void>;
};

const SERVICE = 'Remit';
/** The user may have to unlock it. */
const GET_MS = 60_000;
const SET_MS = 10_000;

/** null where there is none, or where `REMIT_KEYCHAIN=off` says not to use it. */
export function systemKeychain(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Keychain | null {
  if (env['REMIT_KEYCHAIN'] === 'off') return null;
  // Without a session's bus there is no Secret Service, and looking for it could start a bus that nobody else uses.
  if (platform !== 'darwin' && platform !== 'win32' && (env['DBUS_SESSION_BUS_ADDRESS'] ?? '') === '')
    return null;
  return {
    get: async (account) => {
      const entry = await entryFor(account);
      return within(GET_MS, (signal) => entry.getPassword(signal));
    },
    set: async (account, text) => {
      const entry = await entryFor(account);
      await within(SET_MS, (signal) => entry.setPassword(text, signal));
    },
  };
}

/** The package is loaded when it is first needed: it is native, and must not keep a machine without a keychain from starting. */
async function entryFor(account: string): Promise<AsyncEntry> {
  const { AsyncEntry: Entry } = await import('@napi-rs/keyring');
  return new Entry(SERVICE, account, { linux: { store: 'secret-service' } });
}

/** The keychain's own call may hang where its service does: whoever waits must not. */
async function within<T>(ms: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      stop.abort();
      reject(new Error(`no answer within ${ms / 1000} s`));
    }, ms);
  });
  try {
    return await Promise.race([ask(stop.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
