import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/** Whether `signature` (hex) is that of `text` under the key (hex, raw 32 bytes). A key that is no point on the curve signs nothing. */
export type SignatureCheck = (key: string, text: string, signature: string) => boolean;

const keys = new Map<string, KeyObject>();

export const signatureHolds: SignatureCheck = (key, text, signature) => {
  try {
    return verify(null, Buffer.from(text), publicKey(key), Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
};

/** Made once: a record has one key. A record that names thousands must not fill the memory with them. */
function publicKey(key: string): KeyObject {
  const known = keys.get(key);
  if (known !== undefined) return known;
  if (keys.size > 100) keys.clear();
  const x = Buffer.from(key, 'hex').toString('base64url');
  const made = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  keys.set(key, made);
  return made;
}
