import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type HoldRule } from '../holds/hold-rules.js';
import { type ErasableSource, type PlannedRows } from '../sources/erasing.js';
import { Sources } from '../sources/sources.js';
import { subjectIn } from './erasure-planning.js';
import { type EndedRun } from './ended-run.js';

/**
 * Holds on the rows that go with the end of a case: its messages, mails, and what the log knows. They go all at once, so
 * as long as one of them is held the case does not end.
 */
@Injectable()
export class HeldCases {
  constructor(private readonly sources: Sources) {}

  /** Writes down what is held of them now, in the place of what was before. @throws SourceUnavailable */
  async note(manager: EntityManager, { erasure, subject, rules }: EndedRun): Promise<void> {
    await manager.query(`DELETE FROM erasure_kept WHERE erasure_id = $1 AND key = '{}'`, [erasure.id]);
    if (rules.length === 0) return;
    for (const source of this.sources.erasable()) {
      const eraser = await source.eraser(subjectIn(subject, source.id), { comments: 'delete' });
      const planned = await eraser.plan(rules.map(({ scope }) => scope));
      for (const rows of planned) await this.noteOne(manager, erasure.id, source, rows, rules);
    }
  }

  private async noteOne(
    manager: EntityManager,
    erasureId: string,
    source: ErasableSource,
    { view, action, held }: PlannedRows,
    rules: readonly HoldRule[],
  ): Promise<void> {
    const keeping = held.filter(({ rows }) => rows > 0);
    if (action !== 'closing' || keeping.length === 0) return;
    const holds = rules.filter(({ id }) => keeping.some(({ hold }) => hold === id)).map(({ id }) => id);
    await manager.query(
      `INSERT INTO erasure_kept (erasure_id, source, collection, key, holds, categories, rows)
       VALUES ($1, $2, $3, '{}', $4, '{}', $5)`,
      [erasureId, source.id, view.id, holds, Math.max(...keeping.map(({ rows }) => rows))],
    );
  }
}
