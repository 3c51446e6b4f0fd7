import canonicalize from 'canonicalize';
import { createHash, sign } from 'node:crypto';
import { type HoldPurpose } from '../holds/hold-rules.js';
import { type Keyring } from '../platform/crypto/keyring.js';
import { publicJwk, type PublicJwk } from '../platform/crypto/public-jwk.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { type Locale } from '../platform/i18n/locale.js';
import { type DataCategory } from '../policy/purposes.js';

const PURPOSE = 'receipt';

/**
 * Rows of one collection that are gone (`erased`), or stay: without anything that leads to the person (`anonymised`), or
 * with the text that they let stay and without its author (`detached`).
 */
export interface ErasedItem {
  readonly source: string;
  readonly collection: string;
  readonly title: string;
  readonly category: DataCategory;
  readonly action: 'erased' | 'anonymised' | 'detached';
  /** IP addresses of rows that stay are cut to their network; absent where there are none. */
  readonly shortened?: true;
  readonly count: number;
}

/** Rows of one collection that are kept, and why. */
export interface RetainedItem {
  readonly source: string;
  readonly collection: string;
  readonly title: string;
  /** Kinds of data that are kept of these rows; absent where all is. */
  readonly categories?: readonly DataCategory[];
  readonly count: number;
  /** Not records but values that they held before they were edited. */
  readonly earlier?: true;
  /** Absent where the reason may not be told. */
  readonly purpose?: HoldPurpose;
  readonly citation?: string;
  /** Local date of the next review: of a hold, or of what a data map keeps without an end. */
  readonly reviewOn?: string;
  /** When keeping them ends by itself: an instant, or the last day where the office is. */
  readonly until?: string;
  /** Their keys, as far as they were listed. */
  readonly records?: readonly string[];
}

/** Rows of one collection that the person said are not theirs: they stay as they are. */
export interface NotTheirsItem {
  readonly source: string;
  readonly collection: string;
  readonly title: string;
  readonly count: number;
}

/** A system that is no database, and what was found by whoever searched it. */
export interface SearchedItem {
  readonly system: string;
  readonly title: string;
  /** `expires`: what is in it goes by itself, and nobody need search a system of which that is always true. */
  readonly outcome: 'nothing' | 'erased' | 'expires';
  /** Local date, with `expires`. */
  readonly until?: string;
}

/** The outcome of an erasure, without the person. */
export interface ReceiptFacts {
  readonly reference: string;
  readonly site: string;
  readonly locale: Locale;
  readonly regime: string;
  readonly receivedAt: Date;
  readonly startedAt: Date;
  readonly madeAt: Date;
  readonly outcome: 'completed' | 'deferred';
  readonly addressDigest?: string;
  readonly erased: readonly ErasedItem[];
  readonly retained: readonly RetainedItem[];
  /** Absent where there are none. */
  readonly notTheirs?: readonly NotTheirsItem[];
  /** Absent where no such system is concerned. */
  readonly searched?: readonly SearchedItem[];
  /** The log's last checkpoint, as a signed note; absent before the first. Who has it can prove what the log was. */
  readonly checkpoint?: string;
  /** What every answer says, held or not. */
  readonly statement: string;
}

export interface Receipt extends Omit<ReceiptFacts, 'receivedAt' | 'startedAt' | 'madeAt' | 'checkpoint'> {
  /** 1 had no word of its own for what is detached. */
  readonly schemaVersion: 1 | 2;
  readonly receivedAt: string;
  readonly startedAt: string;
  readonly madeAt: string;
  readonly checkpoint: string | null;
  readonly kid: string;
  /** Ed25519 over the canonical JSON (RFC 8785) of everything else, base64url. */
  readonly signature: string;
}

export function receiptJwk(keyring: Keyring): PublicJwk {
  return publicJwk(keyring, PURPOSE);
}

/** @returns the receipt, signed */
export function signReceipt(keyring: Keyring, facts: ReceiptFacts): Receipt {
  const unsigned = {
    schemaVersion: 2 as const,
    ...facts,
    receivedAt: facts.receivedAt.toISOString(),
    startedAt: facts.startedAt.toISOString(),
    madeAt: facts.madeAt.toISOString(),
    checkpoint: facts.checkpoint ?? null,
    kid: receiptJwk(keyring).kid,
  };
  const signature = sign(null, receiptBytes(unsigned), keyring.signingKey(PURPOSE)).toString('base64url');
  return { ...unsigned, signature };
}

/** What the signature covers. */
export function receiptBytes({ ...receipt }: object): Buffer {
  delete (receipt as { signature?: unknown }).signature;
  return Buffer.from(canonicalize(receipt) ?? '');
}

/** Proves to whoever has the salt, which the last mail alone carries, that the receipt is about this address. */
export function addressDigest(salt: string, address: string): string {
  return createHash('sha256')
    .update(`${salt}${foldAddress(address)}`)
    .digest('hex');
}
