import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, type PersonRef } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { type DataCategory } from '../policy/purposes.js';
import { type RecordKey } from '../sources/erasing.js';
import { Sources } from '../sources/sources.js';
import { keeps } from './hold-matching.js';
import { type HoldRule } from './hold-rules.js';
import { HoldsInForce } from './holds-in-force.js';

/** Purpose under which `Sealer` seals an old value; the context is the row's id. */
export const VERSION_SEAL = 'held_versions';

/** A row that is about to be edited. */
export interface EditedRow {
  readonly source: string;
  readonly collection: string;
  readonly key: RecordKey;
  readonly at?: Date;
  /** The article it is about. */
  readonly articleId?: string;
  /** Every address that is or was the person's. */
  readonly addresses: readonly string[];
  /** What the fields that change hold now, by their names in the data map. */
  readonly values: Readonly<Record<string, string | null>>;
  readonly editor: Actor;
  /** Absent where the log knows nobody behind the row: a guest. */
  readonly subject?: PersonRef;
}

interface OldValue {
  readonly field: string;
  readonly value: string;
  readonly holds: readonly string[];
}

/** Keeps what held fields held, so that an edit goes through and takes nothing away. */
@Injectable()
export class HeldVersions {
  constructor(
    private readonly holds: HoldsInForce,
    private readonly sources: Sources,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly log: AuditLog,
  ) {}

  /**
   * Called inside the source's passed gate, before the edit. It does the same work whether the row is held or not, so
   * that whoever edits cannot measure it; and its event carries no value, so that it enters nobody's copy.
   */
  async keep(manager: EntityManager, row: EditedRow): Promise<void> {
    const values = Object.entries(row.values).flatMap(([field, value]) =>
      value === null ? [] : [{ field, value }],
    );
    if (values.length === 0) return;
    const found = await this.holds.find(manager, row.source, row.addresses);
    const rules = found.map(({ rule }) => rule);
    const kept = values
      .map((old) => ({ ...old, holds: this.holdsOf(rules, row, old.field) }))
      .filter(({ holds }) => holds.length > 0);
    await manager.query('SAVEPOINT held_versions');
    await this.write(
      manager,
      row,
      kept.length > 0 ? kept : values.map((old) => ({ ...old, holds: [UNHELD] })),
    );
    await manager.query(
      kept.length > 0 ? 'RELEASE SAVEPOINT held_versions' : 'ROLLBACK TO SAVEPOINT held_versions',
    );
  }

  private holdsOf(rules: readonly HoldRule[], row: EditedRow, field: string): string[] {
    const collection = this.sources.mapped(row.source)?.find(({ id }) => id === row.collection);
    const category = collection?.fields.get(field);
    const categories = new Set<DataCategory>(category === undefined ? [] : [category]);
    const record = { collection: row.collection, id: row.key[0], at: row.at, articleId: row.articleId };
    return rules.filter(({ scope }) => keeps(scope, record, categories)).map(({ id }) => id);
  }

  private async write(manager: EntityManager, row: EditedRow, kept: readonly OldValue[]): Promise<void> {
    const ids = kept.map(() => uuidv7());
    await manager.query(
      `INSERT INTO held_versions (id, holds, source, collection, key, field, sealed, at)
       SELECT v.id, v.holds::uuid[], $1, $2, $3, v.field, v.sealed, $4
       FROM unnest($5::uuid[], $6::text[], $7::text[], $8::bytea[]) AS v (id, holds, field, sealed)`,
      [
        row.source,
        row.collection,
        row.key,
        this.clock.now(),
        ids,
        kept.map(({ holds }) => `{${holds.join(',')}}`),
        kept.map(({ field }) => field),
        kept.map(({ value }, place) => this.sealer.seal(VERSION_SEAL, value, ids[place])),
      ],
    );
    await this.log.append(manager, {
      action: 'hold.version_kept',
      actor: row.editor,
      subject: row.subject,
      detail: {
        collection: row.collection,
        fields: kept.map(({ field }) => field),
        holds: [...new Set(kept.flatMap(({ holds }) => holds))].slice(0, 100),
      },
    });
  }
}

/** Stands where no hold is: written and undone. */
const UNHELD = '00000000-0000-7000-8000-000000000000';
