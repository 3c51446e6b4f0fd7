import { Injectable } from '@nestjs/common';
import { createPublicKey, verify } from 'node:crypto';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AuditLog } from '../../audit/audit-log.js';
import { type Asker } from '../../audit/audit-looks.js';
import { sizeOf } from '../../audit/verify/checkpoint-checks.js';
import { type KeptCheck, KeptChecks } from '../../audit/verify/kept-checks.js';
import { NoNotes, notesIn } from '../../audit/verify/kept-notes.js';
import { receiptBytes, receiptJwk } from '../../erasures/receipt.js';
import { Keyring } from '../../platform/crypto/keyring.js';

/** Notes of one file that are looked at: one a day for three years. */
const MOST_NOTES = 1100;

/** Thrown for a file in which there is neither a receipt nor a checkpoint. */
export class NothingToCheck extends Error {}

/** What a receipt says of itself, as far as it is looked at. */
const ReceiptShape = z.looseObject({
  reference: z.string(),
  kid: z.string(),
  signature: z.string(),
  outcome: z.string(),
});

export interface GivenFileFound {
  /** Absent where the file is no receipt. */
  readonly receipt?: { readonly genuine: boolean; readonly reference: string };
  readonly kept: readonly KeptCheck[];
}

/** Checks files that somebody kept, against this portal's keys and the log of today. */
@Injectable()
export class GivenFiles {
  constructor(
    private readonly database: DataSource,
    private readonly keyring: Keyring,
    private readonly kept: KeptChecks,
    private readonly log: AuditLog,
  ) {}

  /**
   * That somebody looked is an event; the file is not kept.
   * @param content a receipt, a bundle's manifest, or checkpoints one after the other @throws NothingToCheck
   */
  async check({ auditor, origin }: Asker, content: string): Promise<GivenFileFound> {
    const receipt = this.receiptIn(content);
    const notes = notesOf(content).slice(0, MOST_NOTES);
    if (receipt === undefined && notes.length === 0) throw new NothingToCheck();
    const kept: KeptCheck[] = [];
    for (const note of notes) kept.push(await this.kept.check(note));
    await this.database.transaction((manager) =>
      this.log.append(manager, {
        action: 'audit.searched',
        actor: auditor,
        detail: { filters: ['file'], checkpoints: kept.length },
        values: { ...origin },
      }),
    );
    return { receipt, kept };
  }

  private receiptIn(content: string): GivenFileFound['receipt'] {
    const { success, data } = ReceiptShape.safeParse(parsed(content));
    if (!success) return undefined;
    const jwk = receiptJwk(this.keyring);
    const key = createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' });
    const signature = Buffer.from(data.signature, 'base64url');
    const bytes = bytesOf(data);
    const genuine = data.kid === jwk.kid && bytes !== undefined && verify(null, bytes, key, signature);
    return { genuine, reference: data.reference };
  }
}

/** Undefined for what no receipt is: nested deeper than JSON can be written, or with a number beyond all numbers. */
function bytesOf(receipt: object): Buffer | undefined {
  try {
    return receiptBytes(receipt);
  } catch {
    return undefined;
  }
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function notesOf(content: string): string[] {
  try {
    return notesIn(content).filter((note) => sizeOf(note) !== undefined);
  } catch (error) {
    if (error instanceof NoNotes) return [];
    throw error;
  }
}
