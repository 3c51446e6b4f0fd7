import { Logger } from '@nestjs/common';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { ErasureReplay, type Replayed } from './erasure-replay.js';
import { ReplayUnderWay } from './replay-lock.js';

const replayAll = defineJob<Record<string, never>>('erasure.replay', {
  attempts: 3,
  backoff: 600_000,
  every: 86_400_000,
});

/** The nightly check: usually only the site's own database is restored, and nobody thinks of the portal. */
@Handles(replayAll)
export class ReplayJob implements JobHandler<Record<string, never>> {
  private readonly logger = new Logger('Erasures');

  constructor(private readonly replay: ErasureReplay) {}

  async run({ signal }: Pick<TaskRun<Record<string, never>>, 'signal'>): Promise<void> {
    const replayed = await this.alone(signal);
    const undated = replayed.reduce((sum, one) => sum + one.undated.length, 0);
    if (replayed.length > 0) {
      this.logger.warn(
        { erasures: replayed.length, undated },
        'erased data had come back and were erased again',
      );
    }
  }

  /** Where an operator replays just now, that is this night's check. */
  private async alone(signal: AbortSignal): Promise<Replayed[]> {
    try {
      return await this.replay.run({ type: 'system' }, false, signal);
    } catch (error) {
      if (!(error instanceof ReplayUnderWay)) throw error;
      this.logger.log('another replay is under way');
      return [];
    }
  }
}
