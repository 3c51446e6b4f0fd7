import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  AGED_VALUES,
  deleteEndedValues,
  deleteOutlivedValues,
  FIRST_VALUE,
  type ValueKey,
} from '../audit/aged-values.js';
import { Purges } from '../audit/purges.js';
import { type PurgeRun, type Retaining, type RetentionRule } from '../audit/retention-rule.js';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { type KeptFromPurge, PurgeHolds } from './purge-holds.js';

const BATCH = 1000;
/** The log's values in the portal's data map, and the rule's name. */
const ACTIVITY = 'activity';

const expireValues = defineJob<Record<string, never>>('audit.expire_values', {
  attempts: 5,
  backoff: 60_000,
  every: 3_600_000,
});

/**
 * Deletes the log's personal values once their time is over, whoever they belong to (I9); the events and their digests
 * stay. Holds keep theirs (I2).
 */
@Injectable()
@Handles(expireValues)
export class ValueExpiry implements JobHandler<Record<string, never>>, Retaining {
  readonly rules: readonly RetentionRule[] = [
    {
      name: ACTIVITY,
      due: (manager, run, unseen) => this.holds.due(manager, [ACTIVITY], AGED_VALUES, run, unseen),
    },
  ];

  constructor(
    private readonly database: DataSource,
    private readonly holds: PurgeHolds,
    private readonly purges: Purges,
  ) {}

  async run({ signal }: Pick<TaskRun<unknown>, 'signal'>): Promise<void> {
    const run = this.purges.begin();
    let ended: number;
    do {
      signal.throwIfAborted();
      ended = await this.batch(run, (manager, kept) => deleteEndedValues(manager, kept, run, BATCH));
    } while (ended === BATCH);
    await this.walk(run, signal);
  }

  /** Goes by key past what is held, so that no batch looks at it again. */
  private async walk(run: PurgeRun, signal: AbortSignal): Promise<void> {
    let from: ValueKey | undefined = FIRST_VALUE;
    while (from !== undefined) {
      signal.throwIfAborted();
      const behind: ValueKey = from;
      let next: ValueKey | undefined;
      await this.batch(run, async (manager, kept) => {
        const { deleted, last } = await deleteOutlivedValues(manager, kept, run, behind, BATCH);
        next = last;
        return deleted;
      });
      from = next;
    }
  }

  /** @returns how many went; 0 where a hold keeps everything */
  private batch(
    run: PurgeRun,
    remove: (manager: EntityManager, kept: KeptFromPurge) => Promise<number>,
  ): Promise<number> {
    return this.database.transaction(async (manager) => {
      const kept = await this.holds.pass(manager, ACTIVITY);
      const removed = kept.everything ? 0 : await remove(manager, kept);
      await this.purges.note(manager, run, ACTIVITY, removed);
      return removed;
    });
  }
}
