import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { defineJob } from '../platform/jobs/define-job.js';
import { Handles } from '../platform/jobs/handles.js';
import { type JobHandler, type TaskRun } from '../platform/jobs/job.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { PORTAL_FILES } from '../sources/sources.js';
import { MediaRemoval } from './media-removal.js';

const sweepMedia = defineJob<object>('media.sweep', { attempts: 3, backoff: 60_000, every: 600_000 });
const BATCH = 500;

/** Deletes images that were removed or never stored, and objects that no row names, such as after a restore. */
@Injectable()
@Handles(sweepMedia)
export class MediaSweep implements JobHandler<object> {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly removal: MediaRemoval,
  ) {}

  async run({ signal }: Pick<TaskRun<object>, 'signal'>): Promise<void> {
    await this.removal.deleteRemoved();
    let keys: string[] = [];
    for await (const key of this.store.list(PORTAL_FILES)) {
      signal.throwIfAborted();
      keys.push(key);
      if (keys.length === BATCH) {
        await this.deleteNameless(keys);
        keys = [];
      }
    }
    await this.deleteNameless(keys);
  }

  /** A row is written before its object: an object without one has lost it. */
  private async deleteNameless(keys: readonly string[]): Promise<void> {
    const rows = await this.database.query<{ key: string }[]>(
      `SELECT key FROM unnest($1::text[]) AS key WHERE NOT EXISTS (SELECT FROM media WHERE object_key = key)
         AND NOT EXISTS (SELECT FROM gravatars WHERE object_key = key)`,
      [keys],
    );
    for (const { key } of rows) await this.store.delete(key);
  }
}
