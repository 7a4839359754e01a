import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

/**
 * Seals what is kept about people.
 *
 * Every person has a key of their own, kept wrapped by a key from outside the database: destroying the
 * wrapped key destroys all that was sealed with it, in backups too. A sealed value is bound to its field
 * and owner, so a value moved to another row or column does not open.
 *
 * Layout of a sealed value: 12 bytes nonce, ciphertext, 16 bytes tag (AES-256-GCM).
 */
export interface Keyring {
  /** A new key for this person: the key itself and its wrapped form for the database. */
  issue(personId: string): { key: PersonKey; wrapped: Buffer };
  /** @throws SealBroken when the wrapped key was made for someone else or by another DATA_KEY. */
  unwrap(wrapped: Uint8Array, personId: string): PersonKey;
  /** Keyed hash for looking a row up by a value that is not stored in the clear. */
  blindIndex(field: string, value: string | Uint8Array): Buffer;
  /** Seals what lives only for hours and belongs to no registered person. */
  readonly transient: PersonKey;
}

export interface PersonKey {
  seal(field: string, owner: string, value: string): Buffer;
  /** @throws SealBroken when the value was changed, moved, or sealed for another field or owner. */
  open(field: string, owner: string, sealed: Uint8Array): string;
  sealBytes(field: string, owner: string, value: Uint8Array): Buffer;
  /** @throws SealBroken as `open` does. */
  openBytes(field: string, owner: string, sealed: Uint8Array): Buffer;
}

/** A sealed value that does not open: tampering, a moved row, or the wrong DATA_KEY. */
export class SealBroken extends Error {
  readonly field: string;

  constructor(field: string) {
    super(
      `A sealed value of ${field} does not open: wrong DATA_KEY, or the value was moved or changed`,
    );
    this.name = "SealBroken";
    this.field = field;
  }
}

const NONCE = 12;
const TAG = 16;

/** @param dataKey 32 bytes from outside the database (DATA_KEY). */
export function createKeyring(dataKey: Uint8Array): Keyring {
  if (dataKey.length !== 32) throw new Error("DATA_KEY is not 32 bytes");
  const wrapping = derive(dataKey, "wrap");
  const index = derive(dataKey, "index");
  return {
    issue(personId) {
      const secret = randomBytes(32);
      const wrapped = encrypt(wrapping, `Person.key:${personId}`, secret);
      return { key: personKey(createSecretKey(secret)), wrapped };
    },
    unwrap: (wrapped, personId) =>
      personKey(
        createSecretKey(decrypt(wrapping, "Person.key", `Person.key:${personId}`, wrapped)),
      ),
    blindIndex: (field, value) =>
      createHmac("sha256", index).update(`${field}:`).update(value).digest(),
    transient: personKey(derive(dataKey, "transient")),
  };
}

// Key objects, since Node reads a key given as bytes anew for each operation: twice the time of a seal.
function derive(dataKey: Uint8Array, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", dataKey, "", `opora/${purpose}`, 32)));
}

/** The key that these 32 bytes are, of one that is kept sealed with another. */
export function keyOf(secret: Uint8Array): PersonKey {
  return personKey(createSecretKey(secret));
}

function personKey(secret: KeyObject): PersonKey {
  const sealBytes: PersonKey["sealBytes"] = (field, owner, value) =>
    encrypt(secret, `${field}:${owner}`, value);
  const openBytes: PersonKey["openBytes"] = (field, owner, sealed) =>
    decrypt(secret, field, `${field}:${owner}`, sealed);
  return {
    sealBytes,
    openBytes,
    seal: (field, owner, value) => sealBytes(field, owner, Buffer.from(value, "utf8")),
    open: (field, owner, sealed) => openBytes(field, owner, sealed).toString("utf8"),
  };
}

function encrypt(secret: KeyObject, boundTo: string, value: Uint8Array): Buffer {
  const nonce = freshNonce();
  const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(Buffer.from(boundTo));
  return Buffer.concat([nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()]);
}

let nonces = Buffer.alloc(0);

/** Taken from random bytes drawn many at a time: a draw costs the same for twelve bytes as for thousands. */
function freshNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(NONCE * 512);
  const nonce = nonces.subarray(0, NONCE);
  nonces = nonces.subarray(NONCE);
  return nonce;
}

function decrypt(secret: KeyObject, field: string, boundTo: string, sealed: Uint8Array): Buffer {
  if (sealed.length < NONCE + TAG) throw new SealBroken(field);
  const decipher = createDecipheriv("aes-256-gcm", secret, sealed.subarray(0, NONCE))
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return Buffer.concat([
      decipher.update(sealed.subarray(NONCE, sealed.length - TAG)),
      decipher.final(),
    ]);
  } catch {
    throw new SealBroken(field);
  }
}
