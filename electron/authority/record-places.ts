// Where a record keeps what doesn't belong into its database: its secret, and the anchors outside the data folder.

import { anchorStore, folderNames, stateFolder, type AnchorStore } from './record-anchor.ts';
import { keyStore, type KeyStore } from './key-store.ts';
import { systemKeychain, type Keychain } from './keychain.ts';

export type RecordPlaces = {
  readonly keys: KeyStore;
  readonly anchors: AnchorStore;
  /** See `folderNames`. */
  readonly folders: readonly string[];
};

/**
 * The places of this machine's user for the data folder with the real path `dir`, which was asked for by the path `asked`.
 * `REMIT_KEYCHAIN=off` leaves the keychain alone, `REMIT_STATE` names the folder for anchors.
 */
export function placesHere(
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
  asked = dir,
): RecordPlaces {
  return recordPlaces(dir, stateFolder(env, platform, home), systemKeychain(env, platform), asked);
}

/** `keychain` null: the secret is in a file of `dir`, the anchors in `folder`. */
export function recordPlaces(
  dir: string,
  folder: string,
  keychain: Keychain | null,
  asked = dir,
): RecordPlaces {
  return {
    keys: keyStore(dir, keychain),
    anchors: anchorStore(folder, keychain),
    folders: folderNames(dir, asked),
  };
}
