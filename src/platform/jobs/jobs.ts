import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type JobDefinition } from './job.js';

export interface EnqueueOptions {
  /** At most one waiting task of this job and key; enqueuing it again changes nothing. */
  readonly key?: string;
  /** Not before this instant. */
  readonly runAt?: Date;
}

/** The way to ask for work: the task commits with the change that it follows from (I4). */
@Injectable()
export class Jobs {
  async enqueue<Payload>(
    _manager: EntityManager,
    _job: JobDefinition<Payload>,
    _payload: Payload,
    _options: EnqueueOptions = {},
  ): Promise<void> {
    throw new Error('not built yet');
  }
}
