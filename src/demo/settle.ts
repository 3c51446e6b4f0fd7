import { type NestExpressApplication } from '@nestjs/platform-express';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { requestJobs } from '../requests/request-jobs.js';

const POLL = 250;
const MOST = 60_000;

/** Waits until the copies and erasures that may begin now have ended, each in its way; at most a minute. */
export async function settleDemo(app: NestExpressApplication): Promise<void> {
  const names = [requestJobs.export.name, requestJobs.erase.name];
  for (const until = Date.now() + MOST; Date.now() < until; await sleep(POLL)) {
    const rows = await app.get(DataSource).query<{ busy: boolean }[]>(
      `SELECT EXISTS (
         SELECT FROM tasks
         WHERE name = ANY($1::text[]) AND (state = 'running' OR (state = 'waiting' AND run_at <= now()))
       ) AS busy`,
      [names],
    );
    if (rows[0]?.busy !== true) return;
  }
}
