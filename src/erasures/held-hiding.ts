import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type RecordKey } from '../sources/erasing.js';
import { PORTAL_ID } from '../sources/sources-file.js';
import { Sources } from '../sources/sources.js';
import { type BatchOwner } from './batch-notes.js';
import { type CollectionPlace } from './erasure-counts.js';
import { type SealedSubject } from './erasure.js';
import { KeptRecords } from './kept-records.js';
import { RestrictedRows } from './restricted-rows.js';
import { RestrictionKept } from './restriction-kept.js';
import { HIDING_BATCH, RowHiding } from './row-hiding.js';

/** The erasure whose rows these are, and what it knows of its person. */
export type HidingWork = BatchOwner & {
  readonly signal?: AbortSignal;
  readonly subject?: Pick<SealedSubject, 'known'>;
};

/** Keeps rows from being shown that holds keep from an erasure, where the map says how, and shows them again once none does. */
@Injectable()
export class HeldHiding {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly kept: KeptRecords,
    private readonly restrictions: RestrictionKept,
    private readonly rows: RestrictedRows,
    private readonly hiding: RowHiding,
  ) {}

  /**
   * Hides what holds keep from this erasure, and shows what neither holds nor restrictions keep any more. What it has
   * erased no restriction of its person keeps: it was their own wish.
   * @throws SourceUnavailable
   */
  async settle(work: HidingWork): Promise<void> {
    const requests = work.subject?.known[PORTAL_ID]?.request ?? [];
    await this.restrictions.releaseErased(this.database.manager, work.erasureId, requests);
    const owner = { ...work, action: 'erasure.executed' } as const;
    for (const source of this.sources.erasable()) {
      // A source that is away keeps nothing from going on that it has no part in.
      if (!source.restricts || !(await this.concerns(source.id, work.erasureId))) continue;
      await this.hiding.inEach(source, async (hideable) => {
        for await (const keys of this.held(work.erasureId, hideable.place))
          await this.hiding.hide(owner, source, hideable, keys);
        await this.hiding.show(owner, source, hideable);
      });
    }
  }

  private async concerns(source: string, erasureId: string): Promise<boolean> {
    const { manager } = this.database;
    return (await this.rows.any(manager, source)) || (await this.kept.holdsIn(manager, erasureId, source));
  }

  private async *held(erasureId: string, place: CollectionPlace): AsyncGenerator<readonly RecordKey[]> {
    let after: RecordKey | undefined;
    for (;;) {
      const { manager } = this.database;
      const keys = await this.kept.heldKeys(manager, erasureId, place, after, HIDING_BATCH);
      if (keys.length === 0) return;
      yield keys;
      after = keys.at(-1);
    }
  }
}
