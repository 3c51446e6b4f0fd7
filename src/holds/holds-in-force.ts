import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { foldAddress } from '../platform/text/fold-address.js';
import { type DataCategory } from '../policy/purposes.js';
import { type HoldPurpose, type HoldRule, type HoldVisibility } from './hold-rules.js';

/** A hold in force, and whose it is: everybody's where it names no address. */
export interface HoldInForce {
  readonly rule: HoldRule;
  /** Folded. */
  readonly address?: string;
}

interface Row {
  id: string;
  purpose: HoldPurpose;
  citation: string;
  review_on: string;
  visibility: HoldVisibility;
  address: string | null;
  collection: string | null;
  category: DataCategory | null;
  article_id: string | null;
  record_ids: string[] | null;
  from_at: Date | null;
  to_at: Date | null;
}

/** Reads holds in force. */
@Injectable()
export class HoldsInForce {
  /**
   * Those of the source that name one of the addresses, or none. One statement, by index.
   * @param owns where given, every hold that names an address is read, and this says which of the others count too
   */
  async find(
    manager: EntityManager,
    source: string,
    addresses: readonly string[],
    owns?: (folded: string) => boolean,
  ): Promise<HoldInForce[]> {
    const folded = new Set(addresses.map(foldAddress).filter((address) => !address.includes('\0')));
    const rows = await manager.query<Row[]>(
      `SELECT id, purpose, citation, review_on::text, visibility, fold_address(email) AS address,
              collection, category, article_id, record_ids, from_at, to_at
       FROM holds
       WHERE released_at IS NULL AND (fold_address(email) IS NULL OR fold_address(email) = ANY ($2)${owns ? ' OR true' : ''})
         AND (source IS NULL OR source = $1)
       ORDER BY id`,
      [source, [...folded]],
    );
    return rows
      .filter(({ address }) => address === null || folded.has(address) || owns?.(address))
      .map(inForce);
  }
}

function inForce(row: Row): HoldInForce {
  return {
    address: row.address ?? undefined,
    rule: {
      id: row.id,
      purpose: row.purpose,
      citation: row.citation,
      reviewOn: row.review_on,
      visibility: row.visibility,
      scope: {
        hold: row.id,
        collection: row.collection ?? undefined,
        category: row.category ?? undefined,
        articleId: row.article_id ?? undefined,
        recordIds: row.record_ids ?? undefined,
        from: row.from_at ?? undefined,
        to: row.to_at ?? undefined,
      },
    },
  };
}
