import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** The root of the log's tree at one size, as the log signs it (https://c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** `athar/<instance>/<epoch>`; the signing key has the same name. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
}

/** Thrown for text that is no checkpoint, or whose signature is not the key's. The message is for people. */
export class CheckpointRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CheckpointRefused';
  }
}

/** The algorithm's byte for Ed25519 (https://c2sp.org/signed-note). */
const ED25519 = 1;
const KEY_ID = 4;
const SIGNATURE = 64;
/** Signatures of one note that are read: its own, and those of witnesses. */
const MOST_SIGNATURES = 100;
/** DER prefix of an Ed25519 public key (RFC 8410, section 4); its 32 bytes follow. */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** The checkpoint as a signed note: text, an empty line, and a line with the signature of Ed25519 over the text. */
export function signedNote(checkpoint: Checkpoint, key: KeyObject, publicKey: Buffer): string {
  const text = checkpointText(checkpoint);
  const signature = sign(null, Buffer.from(text), key);
  const line = Buffer.concat([keyId(checkpoint.origin, publicKey), signature]).toString('base64');
  return `${text}\n\u2014 ${checkpoint.origin} ${line}\n`;
}

/**
 * Reads a checkpoint that this key signed. Lines of other signers, such as witnesses, are passed over.
 * @param publicKey 32 bytes @throws CheckpointRefused
 */
export function openNote(note: string, publicKey: Buffer): Checkpoint {
  const { checkpoint, text, signatures } = readNote(note);
  const id = keyId(checkpoint.origin, publicKey);
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, publicKey]), format: 'der', type: 'spki' });
  const own = signatures.filter(
    ({ name, bytes }) => name === checkpoint.origin && bytes.subarray(0, KEY_ID).equals(id),
  );
  if (own.length === 0) throw new CheckpointRefused('The checkpoint is not signed by this key.');
  for (const { bytes } of own) {
    if (bytes.length !== KEY_ID + SIGNATURE || !verify(null, Buffer.from(text), key, bytes.subarray(KEY_ID)))
      throw new CheckpointRefused('The signature of the checkpoint is wrong.');
  }
  return checkpoint;
}

/** The same for a note that may be anything: undefined where `openNote` refuses it. @param publicKey 32 bytes */
export function openedNote(note: string, publicKey: Buffer): Checkpoint | undefined {
  try {
    return openNote(note, publicKey);
  } catch (error) {
    if (error instanceof CheckpointRefused) return undefined;
    throw error;
  }
}

/** What a note says, whoever signed it. @throws CheckpointRefused */
export function readNote(note: string): {
  readonly checkpoint: Checkpoint;
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly bytes: Buffer }[];
} {
  const end = note.indexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new CheckpointRefused('This is not a checkpoint.');
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split('\n', MOST_SIGNATURES + 1);
  if (lines.length > MOST_SIGNATURES)
    throw new CheckpointRefused(`The checkpoint has over ${MOST_SIGNATURES} signatures.`);
  return { checkpoint: readText(text), text, signatures: lines.map(readSignature) };
}

function readSignature(line: string): { readonly name: string; readonly bytes: Buffer } {
  const [dash, name, bytes, more] = line.split(' ');
  if (dash !== '\u2014' || name === undefined || bytes === undefined || more !== undefined)
    throw new CheckpointRefused('A line below the checkpoint is no signature.');
  return { name, bytes: Buffer.from(bytes, 'base64') };
}

/** The verifier key of a signed note: its name, the key's id in hexadecimal, and algorithm and key in base64. */
export function verifierKey(origin: string, publicKey: Buffer): string {
  const key = Buffer.concat([Buffer.of(ED25519), publicKey]).toString('base64');
  return `${origin}+${keyId(origin, publicKey).toString('hex')}+${key}`;
}

function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

function readText(text: string): Checkpoint {
  const [origin, size, root] = text.split('\n');
  const found = { origin: origin ?? '', size: Number(size), root: Buffer.from(root ?? '', 'base64') };
  if (
    found.origin === '' ||
    !Number.isSafeInteger(found.size) ||
    found.root.length !== 32 ||
    checkpointText(found) !== text
  )
    throw new CheckpointRefused('This is not a checkpoint of three lines: origin, size and root.');
  return found;
}

function keyId(name: string, publicKey: Buffer): Buffer {
  return createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.of(ED25519))
    .update(publicKey)
    .digest()
    .subarray(0, KEY_ID);
}
