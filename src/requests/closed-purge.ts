import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { AuditPseudonyms } from '../audit/audit-pseudonyms.js';
import { Persons } from '../persons/persons.js';
import { Clock } from '../platform/clock/clock.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { retention } from '../policy/retention.js';

const purgeClosed = defineJob<Record<string, never>>('request.purge_closed', {
  attempts: 5,
  backoff: 60_000,
  every: 86_400_000,
});

/** Cases in one transaction. */
const BATCH = 500;

/** Removes cases, however they ended, once they have been closed for as long as the policy keeps them (I9). */
@Injectable()
@Handles(purgeClosed)
export class ClosedPurge implements JobHandler<Record<string, never>> {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly persons: Persons,
    private readonly pseudonyms: AuditPseudonyms,
    private readonly log: AuditLog,
  ) {}

  async run({ signal }: Pick<TaskRun<Record<string, never>>, 'signal'>): Promise<void> {
    const before = new Date(this.clock.now().getTime() - retention.closedRequest);
    let purged = BATCH;
    while (purged === BATCH) {
      signal.throwIfAborted();
      purged = await this.database.transaction((manager) => this.purge(manager, before));
    }
  }

  /** @returns how many cases went; fewer than a batch where none is left, but for those that others hold just now */
  private async purge(manager: EntityManager, before: Date): Promise<number> {
    const due = await manager.query<{ id: string }[]>(
      `SELECT id FROM requests WHERE closed_at < $1 ORDER BY closed_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [before, BATCH],
    );
    if (due.length === 0) return 0;
    const ids = due.map(({ id }) => id);
    const removed = await this.remove(manager, ids);
    await this.log.append(manager, { action: 'request.purged', actor: { type: 'system' }, detail: removed });
    return due.length;
  }

  /** Their bundles' rows and sessions, which other rooms own, go with the cases. */
  private async remove(manager: EntityManager, ids: readonly string[]): Promise<Record<string, number>> {
    const people = await deleteFrom<{ person_id: string | null }>(
      manager,
      'request_subject',
      ids,
      'person_id',
    );
    const messages = await deleteFrom(manager, 'request_messages', ids);
    const steps = await deleteFrom(manager, 'request_steps', ids);
    const decisions = await deleteFrom(manager, 'request_decisions', ids);
    await deleteFrom(manager, 'request_tokens', ids);
    await manager.query('DELETE FROM requests WHERE id = ANY ($1)', [ids]);
    const persons = people.map(({ person_id: id }) => id).filter((id) => id !== null);
    const guests = await this.persons.removeUnused(manager, persons);
    // What the log holds of a guest belongs to their case; nothing would lead to it any more.
    await this.pseudonyms.forget(
      manager,
      ids.map((id) => ({ type: 'request', id })),
    );
    return {
      requests: ids.length,
      people: people.length,
      guests,
      messages: messages.length,
      steps: steps.length,
      decisions: decisions.length,
    };
  }
}

type CaseTable =
  'request_subject' | 'request_messages' | 'request_steps' | 'request_decisions' | 'request_tokens';

async function deleteFrom<Row>(
  manager: EntityManager,
  table: CaseTable,
  ids: readonly string[],
  column: 'request_id' | 'person_id' = 'request_id',
): Promise<Row[]> {
  const [rows] = await manager.query<[Row[], number]>(
    `DELETE FROM ${table} WHERE request_id = ANY ($1) RETURNING ${column}`,
    [ids],
  );
  return rows;
}
