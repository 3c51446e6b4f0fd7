import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type HoldRule } from '../holds/hold-rules.js';
import { type ErasableSource, type ErasureScope, type PlannedRows } from '../sources/erasing.js';
import { Sources } from '../sources/sources.js';
import { subjectIn } from './erasure-planning.js';
import { type Erasure, type SealedSubject } from './erasure.js';
import { FollowedHolds } from './followed-holds.js';
import { KeptRecords } from './kept-records.js';

/**
 * Holds on the rows that go with the end of a case: its messages, mails, and what the log knows. They go all at once, so
 * as long as one of them is held the case does not end.
 */
@Injectable()
export class HeldCases {
  constructor(
    private readonly sources: Sources,
    private readonly holds: FollowedHolds,
    private readonly kept: KeptRecords,
  ) {}

  /**
   * Writes down what is held of them now, in the place of what was before. Inside the gates.
   * @returns whether anything is
   * @throws SourceUnavailable
   */
  async note(
    manager: EntityManager,
    erasure: Pick<Erasure, 'id'>,
    subject: SealedSubject,
    scope: ErasureScope,
  ): Promise<boolean> {
    await this.kept.dropCases(manager, erasure.id);
    let held = false;
    // Cases are the portal's own; no other database is asked while the gates are passed.
    for (const source of this.sources.erasable().filter(({ writer }) => writer === undefined)) {
      const rules = await this.holds.rules(manager, source.id, subject);
      if (rules.length === 0) continue;
      const eraser = await source.eraser(subjectIn(subject, source.id), scope);
      const kept = rules.map((rule) => rule.scope);
      for (const rows of await eraser.held(kept, 'closing')) {
        await this.noteOne(manager, erasure.id, source, rows, rules);
        held = true;
      }
    }
    return held;
  }

  private async noteOne(
    manager: EntityManager,
    erasureId: string,
    source: ErasableSource,
    { view, held }: PlannedRows,
    rules: readonly HoldRule[],
  ): Promise<void> {
    const keeping = held.filter(({ rows }) => rows > 0);
    const holds = rules.filter(({ id }) => keeping.some(({ hold }) => hold === id)).map(({ id }) => id);
    const most = Math.max(...keeping.map(({ rows }) => rows));
    await this.kept.addCases(manager, erasureId, { source: source.id, collection: view.id }, holds, most);
  }
}
