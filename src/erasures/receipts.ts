import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Keyring } from '../platform/crypto/keyring.js';
import { type Receipt, type ReceiptFacts, signReceipt } from './receipt.js';

/** Who reads a receipt: the office's names also what holds hide. */
export type ReceiptAudience = 'person' | 'office';

/** Signed receipts, kept as long as their cases. */
@Injectable()
export class Receipts {
  constructor(private readonly keyring: Keyring) {}

  /** Signs and keeps it, in the place of an earlier one of a deferred erasure. */
  async keep(
    manager: EntityManager,
    requestId: string,
    audience: ReceiptAudience,
    facts: ReceiptFacts,
  ): Promise<Receipt> {
    const receipt = signReceipt(this.keyring, facts);
    await manager.query(
      `INSERT INTO receipts (request_id, audience, made_at, body) VALUES ($1, $2, $3, $4)
       ON CONFLICT (request_id, audience) DO UPDATE SET made_at = excluded.made_at, body = excluded.body`,
      [requestId, audience, facts.madeAt, JSON.stringify(receipt)],
    );
    return receipt;
  }

  /** @returns undefined before the erasure has come to an outcome */
  async find(
    manager: EntityManager,
    requestId: string,
    audience: ReceiptAudience,
  ): Promise<Receipt | undefined> {
    const rows = await manager.query<{ body: string }[]>(
      'SELECT body FROM receipts WHERE request_id = $1 AND audience = $2',
      [requestId, audience],
    );
    return rows[0] && (JSON.parse(rows[0].body) as Receipt);
  }
}
