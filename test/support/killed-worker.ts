import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestApp } from './app.js';
import { buildApp, type BuiltApp } from './built-app.js';

/** The worker's process, which kills itself at the statement that a test names. */
const WORKER = `
import pg from 'pg';
const { text, nth, when, since } = JSON.parse(process.env.KILL_AT);
const die = () => process.kill(process.pid, 'SIGKILL');
const pattern = new RegExp(text);
const query = pg.Client.prototype.query;
const first = since === undefined ? undefined : new RegExp(since);
let begun = first === undefined;
let seen = 0;
pg.Client.prototype.query = function (...given) {
  const sql = typeof given[0] === 'string' ? given[0] : given[0]?.text;
  if (typeof sql !== 'string') return query.apply(this, given);
  if (!begun) {
    begun = first.test(sql);
    return query.apply(this, given);
  }
  if (!pattern.test(sql)) return query.apply(this, given);
  seen += 1;
  if (seen !== nth) return query.apply(this, given);
  if (when === 'before') die();
  if (when === 'sent') setTimeout(die, 3);
  const back = given.findIndex((argument) => typeof argument === 'function');
  if (back >= 0 && when === 'after') given[back] = die;
  const answer = query.apply(this, given);
  return when === 'after' && typeof answer?.then === 'function' ? answer.then(die) : answer;
};
const { createApp } = await import('./src/app.js');
const { readConfig } = await import('./src/platform/config/config.js');
const { REGIME_CODES } = await import('./src/policy/regimes.js');
const { JobWorker } = await import('./src/platform/jobs/job-worker.js');
const config = readConfig(process.env, REGIME_CODES);
const urls = { appUrl: config.databaseUrl, ownerUrl: config.migrationUrl, stop: async () => undefined };
const app = await createApp(config, urls, {});
await app.get(JobWorker).runUntilIdle();
await app.close();
process.exit(0);
`;

/** A statement, and on which side of it a process dies. */
export interface KillAt {
  /** A regular expression that the statement matches. */
  readonly text: string;
  /** Which of those that match, from 1. */
  readonly nth: number;
  /** `sent`: a moment after it was sent. */
  readonly when: 'before' | 'sent' | 'after';
  /** Counted from the statement after the first one that matches this. */
  readonly since?: string;
}

/** The portal with a worker that can be killed. */
export function buildWorker(): BuiltApp {
  const built = buildApp();
  writeFileSync(join(built.folder, 'worker.js'), WORKER);
  return built;
}

/** Runs whatever is due in another process. @returns the signal that ended it */
export async function workElsewhere(
  portal: TestApp,
  built: BuiltApp,
  killAt: KillAt,
): Promise<NodeJS.Signals | null> {
  const env = { ...process.env, ...portal.env, ATHAR_ROLE: 'worker', KILL_AT: JSON.stringify(killAt) };
  const child = spawn(process.execPath, ['worker.js'], { cwd: built.folder, env, stdio: 'inherit' });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return signal;
}
