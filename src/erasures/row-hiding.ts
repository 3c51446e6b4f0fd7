import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuditAction } from '../audit/audit-entry.js';
import { AuditLog } from '../audit/audit-log.js';
import { type ErasableSource, type RecordKey, type Statements } from '../sources/erasing.js';
import { type BatchOwner } from './batch-notes.js';
import { type CollectionPlace } from './erasure-counts.js';
import { changeRows, eachHideable, type Hideable, isShown } from './hideable.js';
import { HidingLock } from './hiding-lock.js';
import { RemoteConnections } from './remote-connections.js';
import { RestrictedRows } from './restricted-rows.js';
import { statementsOf } from './statements.js';

/** Rows hidden or shown in one transaction. */
export const HIDING_BATCH = 200;

/** Somebody may change a row between two steps; after so many times something is wrong with it. */
const MOST_TURNS = 5;

/** For whom rows are hidden and shown. */
export type HidingOwner = Pick<BatchOwner, 'reference' | 'person'> & {
  readonly action: AuditAction;
  readonly signal?: AbortSignal;
};

/**
 * Hides rows by the column that the map names, and shows them again once nothing keeps them. What a row held is remembered
 * before it is hidden, and forgotten after it was set back; both are set only where they find what they expect. So a run
 * that was killed on any line is done again, and nobody need know what became of it.
 */
@Injectable()
export class RowHiding {
  constructor(
    private readonly database: DataSource,
    private readonly rows: RestrictedRows,
    private readonly connections: RemoteConnections,
    private readonly lock: HidingLock,
    private readonly log: AuditLog,
  ) {}

  /**
   * Does what is to be done in each collection of a source that can hide rows, while nobody else hides or shows any there.
   * @throws SourceUnavailable
   */
  async inEach(source: ErasableSource, work: (hideable: Hideable) => Promise<void>): Promise<void> {
    await this.lock.alone(source.id, () => eachHideable(source, work));
  }

  /**
   * Shows in a source all that nothing keeps any more. Whether that is anything is asked once nobody else hides rows there:
   * until then somebody may be about to hide what was let go meanwhile.
   * @throws SourceUnavailable; not where nothing is hidden in it
   */
  async showAll(owner: HidingOwner, source: ErasableSource): Promise<void> {
    await this.lock.alone(source.id, async () => {
      if (!(await this.rows.any(this.database.manager, source.id))) return;
      await eachHideable(source, (hideable) => this.show(owner, source, hideable));
    });
  }

  /** Hides those of these rows that are shown. Whatever keeps them is written down before. */
  async hide(
    owner: HidingOwner,
    source: ErasableSource,
    hideable: Hideable,
    keys: readonly RecordKey[],
  ): Promise<void> {
    let left = keys;
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      owner.signal?.throwIfAborted();
      left = await this.hideOnce(owner, source, hideable, left);
      if (left.length === 0) return;
    }
    throw new Error('Rows changed each time they were about to be hidden.');
  }

  /** @returns those that somebody changed after it was remembered what they held */
  private async hideOnce(
    owner: HidingOwner,
    source: ErasableSource,
    hideable: Hideable,
    keys: readonly RecordKey[],
  ): Promise<RecordKey[]> {
    const { columns, place, values } = hideable;
    const found = await this.using(source, (statements) => columns.read(statements, place.collection, keys));
    const shown = [...found].flatMap(([key, was]) =>
      isShown(values, was) ? [{ key: JSON.parse(key) as RecordKey, was }] : [],
    );
    if (shown.length === 0) return [];
    await this.rows.remember(this.database.manager, place, shown);
    const changed = await this.using(source, (statements) =>
      changeRows(statements, hideable, shown, () => values.hidden),
    );
    if (changed.length > 0) await this.note(owner, { ...place, hidden: changed.length });
    const done = new Set(changed);
    return shown.filter((row) => !done.has(row)).map(({ key }) => key);
  }

  /** Shows what neither a hold nor a restriction keeps any more. */
  async show(owner: HidingOwner, source: ErasableSource, hideable: Hideable): Promise<void> {
    const { columns, place, values } = hideable;
    for (;;) {
      owner.signal?.throwIfAborted();
      const free = await this.rows.free(this.database.manager, place, HIDING_BATCH);
      if (free.length === 0) return;
      const keys = free.map(({ key }) => key);
      const found = await this.using(source, async (statements) => {
        const back = free.map(({ key, was }) => ({ key, was: values.hidden, to: was }));
        const to = new Map(back.map((row) => [JSON.stringify(row.key), row.to]));
        await changeRows(statements, hideable, back, (key) => to.get(JSON.stringify(key)) ?? null);
        return columns.read(statements, place.collection, keys);
      });
      const there = free.filter(({ key }) => found.has(JSON.stringify(key)));
      const shown = there.filter(({ key, was }) => found.get(JSON.stringify(key)) === was).length;
      await this.rows.forget(this.database.manager, place, keys);
      const changedSince = there.length - shown;
      if (there.length > 0) await this.note(owner, { ...place, shown, changedSince });
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
    { action, reference, person }: HidingOwner,
    detail: CollectionPlace & Readonly<Record<string, string | number>>,
  ): Promise<void> {
    await this.database.transaction((manager) =>
      this.log.append(manager, {
        action,
        actor: { type: 'system' },
        subject: person,
        reference,
        detail: { ...detail },
      }),
    );
  }
}
