import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { type DataCategory } from '../policy/purposes.js';
import { Sources } from '../sources/sources.js';
import { VERSION_SEAL } from './held-versions.js';
import { type HoldOfficial } from './hold.js';
import { VersionLook } from './version-look.js';

/** As many edits are listed with a hold; all are counted. */
const LISTED = 200;

/** Values of one category that one edit took from a row, without the values. */
export interface KeptEdit {
  readonly source: string;
  readonly collection: string;
  /** Absent where the data map no longer has the field. */
  readonly category?: DataCategory;
  readonly at: Date;
  readonly count: number;
}

/** What a field held before an edit. */
export interface KeptValue {
  readonly source: string;
  readonly collection: string;
  readonly key: readonly string[];
  readonly field: string;
  readonly value: string;
  readonly at: Date;
}

export interface KeptValuePage {
  readonly items: readonly KeptValue[];
  readonly next: string | null;
}

interface Row extends Omit<KeptValue, 'value'> {
  readonly id: string;
  readonly sealed: Buffer;
}

interface Edit {
  source: string;
  collection: string;
  field: string;
  at: Date;
  count: number;
}

function merged(edits: KeptEdit[], edit: KeptEdit): KeptEdit[] {
  const same = edits.findIndex(
    (one) =>
      one.source === edit.source &&
      one.collection === edit.collection &&
      one.category === edit.category &&
      one.at.getTime() === edit.at.getTime(),
  );
  const found = edits[same];
  if (found === undefined) return [...edits, edit];
  return edits.with(same, { ...found, count: found.count + edit.count });
}

/** Old values that holds keep, for the office to look at: what there is to anybody, the values for a reason. */
@Injectable()
export class KeptVersions {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly sealer: Sealer,
    private readonly log: AuditLog,
    private readonly look: VersionLook,
  ) {}

  /** How many old values the hold keeps. */
  async count(manager: EntityManager, holdId: string): Promise<number> {
    const rows = await manager.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM held_versions WHERE holds @> ARRAY[$1]::uuid[]',
      [holdId],
    );
    return rows[0]?.count ?? 0;
  }

  /** The newest first. */
  async edits(manager: EntityManager, holdId: string): Promise<KeptEdit[]> {
    const rows = await manager.query<Edit[]>(
      `SELECT source, collection, field, at, count(*)::int AS count FROM held_versions
       WHERE holds @> ARRAY[$1]::uuid[] GROUP BY source, collection, field, at
       ORDER BY at DESC, source, collection, field LIMIT $2`,
      [holdId, LISTED],
    );
    return rows
      .map(({ field, ...edit }) => ({ ...edit, category: this.categoryOf(edit, field) }))
      .reduce(merged, []);
  }

  /** A page of the values themselves, the newest first. @throws Problem 403 `own-case`, 404 */
  async values(
    official: HoldOfficial,
    holdId: string,
    reason: string,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<KeptValuePage> {
    const before = this.look.before(holdId, page.cursor);
    return this.database.transaction(async (manager) => {
      await this.look.allow(manager, official.accountId, holdId);
      const rows = await manager.query<Row[]>(
        `SELECT id, source, collection, key, field, sealed, at FROM held_versions
         WHERE holds @> ARRAY[$1]::uuid[] AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
        [holdId, before ?? null, page.limit + 1],
      );
      const shown = rows.slice(0, page.limit);
      await this.log.append(manager, {
        action: 'hold.versions_viewed',
        actor: { type: 'account', id: official.accountId },
        detail: { hold: holdId, values: shown.length },
        values: { ...official.origin, reason },
      });
      return { items: shown.map((row) => this.opened(row)), next: this.look.next(holdId, rows, page.limit) };
    });
  }

  private opened({ id, sealed, ...row }: Row): KeptValue {
    return { ...row, value: this.sealer.open(VERSION_SEAL, sealed, id) as string };
  }

  private categoryOf({ source, collection }: Pick<Edit, 'source' | 'collection'>, field: string) {
    return this.sources
      .mapped(source)
      ?.find(({ id }) => id === collection)
      ?.fields.get(field);
  }
}
