import { migrateQueue } from '../jobs/queue-schema.js';
import { migrate } from './migrate.js';

/** Brings the whole schema of a portal up to date: our own tables and the job queue's. */
export async function migrateSchema(ownerUrl: string, appUrl: string): Promise<void> {
  await migrate(ownerUrl, appUrl, migrateQueue);
}
