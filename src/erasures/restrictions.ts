import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import {
  type ErasableSource,
  type RecordKey,
  type RestrictedColumns,
  type RestrictedValues,
  type Statements,
} from '../sources/erasing.js';
import { Sources } from '../sources/sources.js';
import { type BatchOwner } from './batch-notes.js';
import { type CollectionPlace } from './erasure-counts.js';
import { KeptRecords } from './kept-records.js';
import { RemoteConnections } from './remote-connections.js';
import { type RestrictedRow, RestrictedRows } from './restricted-rows.js';
import { statementsOf } from './statements.js';

/** Rows hidden or shown in one transaction. */
const BATCH = 200;

/**
 * Keeps rows from being shown that holds keep from an erasure, where the map says how, and shows them again once none does.
 * What a row held is remembered before it is hidden, and forgotten after it was set back; both are set only where they find
 * what they expect. So a run that was killed on any line is done again, and nobody need know what became of it.
 */
@Injectable()
export class Restrictions {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly kept: KeptRecords,
    private readonly rows: RestrictedRows,
    private readonly connections: RemoteConnections,
    private readonly log: AuditLog,
  ) {}

  /** Hides what holds keep from this erasure, and shows what none keeps any more. @throws SourceUnavailable */
  async settle(work: BatchOwner & { readonly signal?: AbortSignal }): Promise<void> {
    for (const source of this.sources.erasable()) {
      // A source that is away keeps nothing from going on that it has no part in.
      if (!source.restricts || !(await this.concerns(source.id, work.erasureId))) continue;
      const columns = await source.restricted();
      for (const [collection, values] of columns.values) {
        const place = { source: source.id, collection };
        await this.hide(work, source, { columns, place, values });
        await this.show(work, source, { columns, place, values });
      }
    }
  }

  private async concerns(source: string, erasureId: string): Promise<boolean> {
    const { manager } = this.database;
    return (await this.rows.any(manager, source)) || (await this.kept.holdsIn(manager, erasureId, source));
  }

  private async hide(
    work: BatchOwner & { readonly signal?: AbortSignal },
    source: ErasableSource,
    restricted: Restricted,
  ): Promise<void> {
    const { columns, place, values } = restricted;
    for await (const keys of this.held(work.erasureId, place)) {
      work.signal?.throwIfAborted();
      const found = await this.using(source, (statements) =>
        columns.read(statements, place.collection, keys),
      );
      const shown = [...found].flatMap(([key, was]) =>
        isShown(values, was) ? [{ key: JSON.parse(key) as RecordKey, was }] : [],
      );
      if (shown.length === 0) continue;
      await this.rows.remember(this.database.manager, place, shown);
      const changed = await this.using(source, (statements) =>
        this.change(statements, restricted, shown, () => values.hidden),
      );
      if (changed.length > 0) await this.note(work, { ...place, hidden: changed.length });
    }
  }

  private async show(work: BatchOwner, source: ErasableSource, restricted: Restricted): Promise<void> {
    const { columns, place, values } = restricted;
    for (;;) {
      const free = await this.rows.free(this.database.manager, place, BATCH);
      if (free.length === 0) return;
      const found = await this.using(source, async (statements) => {
        const back = free.map(({ key, was }) => ({ key, was: values.hidden, to: was }));
        const to = new Map(back.map((row) => [JSON.stringify(row.key), row.to]));
        await this.change(statements, restricted, back, (key) => to.get(JSON.stringify(key)) ?? null);
        return columns.read(
          statements,
          place.collection,
          free.map(({ key }) => key),
        );
      });
      const there = free.filter(({ key }) => found.has(JSON.stringify(key)));
      const shown = there.filter(({ key, was }) => found.get(JSON.stringify(key)) === was).length;
      await this.rows.forget(
        this.database.manager,
        place,
        free.map(({ key }) => key),
      );
      const changedSince = there.length - shown;
      if (there.length > 0) await this.note(work, { ...place, shown, changedSince });
    }
  }

  /** Sets those of the rows that still hold what is expected. @returns these */
  private async change(
    statements: Statements,
    { columns, place }: Restricted,
    rows: readonly RestrictedRow[],
    to: (key: RecordKey) => string | null,
  ): Promise<readonly RestrictedRow[]> {
    const keys = rows.map(({ key }) => key);
    const found = await columns.read(statements, place.collection, keys);
    const same = rows.filter(({ key, was }) => found.get(JSON.stringify(key)) === was);
    for (const value of new Set(same.map(({ key }) => to(key)))) {
      const alike = same.filter(({ key }) => to(key) === value).map(({ key }) => key);
      await columns.write(statements, place.collection, alike, value);
    }
    return same;
  }

  private async *held(erasureId: string, place: CollectionPlace): AsyncGenerator<readonly RecordKey[]> {
    let after: RecordKey | undefined;
    for (;;) {
      const keys = await this.kept.heldKeys(this.database.manager, erasureId, place, after, BATCH);
      if (keys.length === 0) return;
      yield keys;
      after = keys.at(-1);
    }
  }

  /** One transaction in the source. */
  private using<T>(source: ErasableSource, work: (statements: Statements) => Promise<T>): Promise<T> {
    if (source.writer === undefined)
      return this.database.transaction((manager) => work(statementsOf(manager)));
    return this.connections.using(source, async (connection) => {
      try {
        const done = await work(await connection.begin());
        await connection.commit();
        return done;
      } catch (error) {
        await connection.rollback();
        throw error;
      }
    });
  }

  private async note(
    { reference, person }: BatchOwner,
    detail: CollectionPlace & Readonly<Record<string, string | number>>,
  ): Promise<void> {
    await this.database.transaction((manager) =>
      this.log.append(manager, {
        action: 'erasure.executed',
        actor: { type: 'system' },
        subject: person,
        reference,
        detail: { ...detail },
      }),
    );
  }
}

interface Restricted {
  readonly columns: RestrictedColumns;
  readonly place: CollectionPlace;
  readonly values: RestrictedValues;
}

function isShown({ hidden, shown }: RestrictedValues, held: string | null): boolean {
  if (held === hidden) return false;
  return shown === undefined || (held !== null && shown.includes(held));
}
