import { type EntityManager } from 'typeorm';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { requestJobs } from '../requests/request-jobs.js';
import { RequestRuns } from '../requests/request-runs.js';
import { type ErasureWork } from './erasure-batches.js';
import { ErasureEnding } from './erasure-ending.js';
import { erasureFailure, ErasureStopped } from './erasure-failure.js';
import { ErasurePreparation } from './erasure-preparation.js';
import { ErasureRounds } from './erasure-rounds.js';
import { scopeOf } from './erasure-scope.js';

interface ErasureTask {
  readonly requestId: string;
}

/** Holds may come and go while an erasure ends; after so many times the next try goes on. */
const MOST_ENDINGS = 20;

/** Runs an approved erasure, or goes on with one that a hold had deferred or a process had left. */
@Handles(requestJobs.erase)
export class ErasureRunner implements JobHandler<ErasureTask> {
  constructor(
    private readonly runs: RequestRuns,
    private readonly preparation: ErasurePreparation,
    private readonly rounds: ErasureRounds,
    private readonly ending: ErasureEnding,
  ) {}

  async run(task: TaskRun<ErasureTask>): Promise<void> {
    const run = await this.runs.beginErasure(task.payload.requestId);
    if (run === undefined) return;
    const { erasure, subject } = await this.preparation.prepare(run);
    const scope = scopeOf(run.scope, erasure);
    const work: ErasureWork = {
      erasureId: erasure.id,
      subject,
      reference: run.reference,
      person: run.person,
      signal: task.signal,
    };
    for (let ending = 0; ending < MOST_ENDINGS; ending += 1) {
      const epochs = await this.rounds.untilNothingIsLeft(work, scope);
      // The rows are gone; what else there is, an admin has yet to say.
      if (await this.runs.waitsForAnswers(task)) return;
      if (await this.ending.end(task, run, erasure, work.subject, epochs)) return;
    }
    throw new Error('Holds changed each time the erasure was about to end.');
  }

  async gaveUp({ requestId }: ErasureTask, manager: EntityManager, error: unknown): Promise<void> {
    const { code, why } = erasureFailure(error);
    const approveAnew = error instanceof ErasureStopped && error.code === 'plan-exceeded';
    await this.runs.fail(manager, requestId, code, why, { approveAnew });
  }
}
