import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestApp } from './app.js';
import { buildApp, type BuiltApp } from './built-app.js';

/** The worker's process, which kills itself at the statement that a test names, in either database. */
const WORKER = `
import { createRequire } from 'node:module';
import pg from 'pg';
const { text, nth, when, since } = JSON.parse(process.env.KILL_AT);
const die = () => process.kill(process.pid, 'SIGKILL');
const pattern = new RegExp(text);
const first = since === undefined ? undefined : new RegExp(since);
let begun = first === undefined;
let seen = 0;
const isMeant = (sql) => {
  if (typeof sql !== 'string') return false;
  if (!begun) {
    begun = first.test(sql);
    return false;
  }
  if (!pattern.test(sql)) return false;
  seen += 1;
  return seen === nth;
};
const watch = (client, name) => {
  const real = client[name];
  client[name] = function (...given) {
    if (!isMeant(given[0]?.sql ?? given[0]?.text ?? given[0])) return real.apply(this, given);
    if (when === 'before') die();
    if (when === 'sent') setTimeout(die, 3);
    const back = given.findIndex((argument) => typeof argument === 'function');
    if (back >= 0 && when === 'after') given[back] = die;
    const answer = real.apply(this, given);
    // Whoever gives mysql2 a function gets something whose "then" throws.
    return when === 'after' && back < 0 ? answer.then(die) : answer;
  };
};
watch(pg.Client.prototype, 'query');
// Those of mysql2's promises call these.
const { Connection } = createRequire(import.meta.url)('mysql2');
watch(Connection.prototype, 'query');
watch(Connection.prototype, 'execute');
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
