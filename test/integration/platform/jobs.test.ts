import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defineJob } from '../../../src/platform/jobs/define-job.js';
import { JobRefused, LeaseLost, TriesUsedUp } from '../../../src/platform/jobs/job-errors.js';
import { type TaskRun } from '../../../src/platform/jobs/job.js';
import { type WorkerOptions } from '../../../src/platform/jobs/worker-options.js';
import { createTestDatabase, rolledBack, type TestDatabase } from '../../support/database.js';
import { effectJob, writeEffect } from './jobs-support/effect-job.js';
import { type Acts, handlerOf } from './jobs-support/made-handler.js';
import { openWorkerApp, type WorkerApp } from './jobs-support/worker-app.js';

const HOUR = 3_600_000;
const pulse = defineJob('test.pulse', { attempts: 2, backoff: HOUR, every: 150 });
const hourly = defineJob('test.hourly', { attempts: 2, backoff: HOUR, every: HOUR });

const idle: Acts<object> = { run: async () => undefined };

type Row = Record<string, unknown>;

let database: TestDatabase;
let admin: pg.Client;
let apps: WorkerApp[];

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query('CREATE TABLE effects (name text NOT NULL); GRANT ALL ON effects TO PUBLIC');
});

beforeEach(async () => {
  await admin.query('TRUNCATE tasks, effects, graphile_worker._private_jobs');
  apps = [];
});

afterEach(async () => {
  await Promise.all(apps.map((app) => app.close()));
});

afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** A process with every job; its sweep runs once at the start, unless the options say otherwise. */
async function open(
  effect: Acts<{ name: string }> = { run: writeEffect },
  options: Partial<WorkerOptions> = {},
  beat: Acts<object> = idle,
): Promise<WorkerApp> {
  const app = await openWorkerApp(
    database.appUrl,
    [handlerOf(effectJob, effect), handlerOf(pulse, beat), handlerOf(hourly, idle)],
    {
      sweepEvery: HOUR,
      pollEvery: HOUR,
      ...options,
    },
  );
  apps.push(app);
  return app;
}

async function enqueue(app: WorkerApp, name: string, key?: string): Promise<void> {
  await app.database.transaction((manager) => app.jobs.enqueue(manager, effectJob, { name }, { key }));
}

async function rows(where = `name = 'test.effect'`): Promise<Row[]> {
  const found = await admin.query<Row>(
    `SELECT *, extract(epoch FROM run_at - now())::float8 AS wait FROM tasks WHERE ${where} ORDER BY id`,
  );
  return found.rows;
}

async function effects(): Promise<string[]> {
  const found = await admin.query<{ name: string }>('SELECT name FROM effects ORDER BY name');
  return found.rows.map(({ name }) => name);
}

async function makeDue(): Promise<void> {
  await admin.query(`UPDATE tasks SET run_at = now() WHERE name = 'test.effect'`);
}

/** A promise and the function that keeps it. */
function signal<T = void>() {
  let give: (value: T) => void = () => undefined;
  const given = new Promise<T>((resolve) => (give = resolve));
  return { given, give };
}

describe('enqueuing', () => {
  it('commits with the transaction of the caller and vanishes with it', async () => {
    const app = await open();
    await rolledBack(app.database, (manager) => app.jobs.enqueue(manager, effectJob, { name: 'undone' }));
    expect(await rows()).toEqual([]);
    expect((await admin.query('SELECT FROM graphile_worker.jobs')).rowCount).toBe(0);

    await enqueue(app, 'kept');
    await app.worker.runUntilIdle();
    expect(await effects()).toEqual(['kept']);
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 1, lease_until: null, last_error: null }]);
  });

  it('keeps one waiting task a key', async () => {
    const app = await open();
    await enqueue(app, 'first', 'k');
    await enqueue(app, 'second', 'k');
    await enqueue(app, 'other', 'l');
    expect((await rows()).map((row) => row.payload)).toEqual([{ name: 'first' }, { name: 'other' }]);

    await app.worker.runUntilIdle();
    await enqueue(app, 'third', 'k');
    await app.worker.runUntilIdle();
    expect(await effects()).toEqual(['first', 'other', 'third']);
  });

  it('holds a waiting task back until a change that asked for it again is visible', async () => {
    const seen: number[] = [];
    const app = await open({
      run: async (_, source) => {
        const found = await source.query<unknown[]>('SELECT FROM effects');
        seen.push(found.length);
      },
    });
    await enqueue(app, 'asked', 'k');
    await app.database.transaction(async (manager) => {
      await manager.query(`INSERT INTO effects VALUES ('changed')`);
      await app.jobs.enqueue(manager, effectJob, { name: 'asked' }, { key: 'k' });
      await app.worker.runUntilIdle();
      expect(seen).toEqual([]);
    });
    await app.worker.runUntilIdle();
    expect(seen).toEqual([1]);
  });

  it('waits for the instant asked for', async () => {
    const app = await open();
    const runAt = new Date(Date.now() + HOUR);
    await app.database.transaction((manager) =>
      app.jobs.enqueue(manager, effectJob, { name: 'later' }, { runAt }),
    );
    await app.worker.runUntilIdle();
    expect(await rows()).toMatchObject([{ state: 'waiting', run_at: runAt, attempts: 0 }]);
    await makeDue();
    await app.worker.runUntilIdle();
    expect(await effects()).toEqual(['later']);
  });
});

describe('a started worker', () => {
  it('is told of work by NOTIFY, without polling', async () => {
    const ran = signal<string>();
    const app = await open({ run: async ({ payload }) => ran.give(payload.name) }, { pollEvery: HOUR });
    await app.worker.start();
    await listening();
    await enqueue(app, 'told');
    expect(await ran.given).toBe('told');
  });

  it('runs one task of a key at a time, and the next as soon as that has ended', async () => {
    const [begun, end, both] = [signal(), signal(), signal()];
    const now = new Set<string>();
    let most = 0;
    const app = await open({
      run: async ({ payload }) => {
        now.add(payload.name);
        most = Math.max(most, now.size);
        begun.give();
        if (payload.name === 'first') await end.given;
        now.delete(payload.name);
        if (payload.name === 'second') both.give();
      },
    });
    await app.worker.start();
    await enqueue(app, 'first', 'k');
    await begun.given;
    await enqueue(app, 'second', 'k');
    // By whichever way a task is claimed.
    await Promise.all([app.worker.runUntilIdle(), app.worker.runTask(effectJob, 'k')]);
    expect(await rows()).toMatchObject([{ state: 'running' }, { state: 'waiting', attempts: 0 }]);
    end.give();
    await both.given;
    expect(most).toBe(1);
  });

  it('goes on after its connections were cut', async () => {
    const ran = signal();
    const app = await open({ run: async () => ran.give() }, { sweepEvery: 50 });
    await app.worker.start();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'athar-jobs'`,
    );
    await enqueue(app, 'told');
    await ran.given;
  });

  it('goes on where the queue cannot take its answers', async () => {
    let ran = signal<string>();
    const app = await open({ run: async ({ payload }) => ran.give(payload.name) }, { sweepEvery: 50 });
    const role = new URL(database.appUrl).username;
    await admin.query(`REVOKE DELETE ON graphile_worker._private_jobs FROM ${role}`);
    await app.worker.start();
    for (const name of ['first', 'second', 'third']) {
      ran = signal();
      await enqueue(app, name);
      expect(await ran.given).toBe(name);
    }
    await admin.query(`GRANT DELETE ON graphile_worker._private_jobs TO ${role}`);
  });

  it('finds work whose nudge was lost, by the sweep', async () => {
    const ran = signal();
    const app = await open({ run: async () => ran.give() }, { sweepEvery: 50 });
    await enqueue(app, 'forgotten');
    await admin.query('DELETE FROM graphile_worker._private_jobs');
    await app.worker.start();
    await ran.given;
  });

  it('does not start while a job has no handler', async () => {
    const app = await openWorkerApp(database.appUrl, [handlerOf(effectJob, { run: writeEffect })]);
    apps.push(app);
    await expect(app.worker.start()).rejects.toThrow('No handler runs the job test.hourly, test.pulse.');
  });

  it('does not start with two handlers of one job', async () => {
    const two = [1, 2].map(() => handlerOf(effectJob, { run: writeEffect }));
    const app = await openWorkerApp(database.appUrl, two);
    apps.push(app);
    await expect(app.worker.start()).rejects.toThrow('Two handlers run the job test.effect.');
  });

  it('refuses a name that is taken', () => {
    expect(() => defineJob('test.effect', effectJob.options)).toThrow('test.effect is defined twice');
  });
});

describe('a try that fails', () => {
  it('is made again after a time that doubles, and keeps no message', async () => {
    const app = await open({
      run: async ({ attempt }) => {
        if (attempt < 3) throw Object.assign(new Error('reader@example.org is unknown'), { code: 'EHOST' });
      },
    });
    await enqueue(app, 'third time', 'k');
    await app.worker.runUntilIdle();
    const [first] = await rows();
    expect(first).toMatchObject({ state: 'waiting', attempts: 1, last_error: 'Error EHOST', key: 'k' });
    expect(first?.wait).toBeGreaterThan(3_540);
    expect(first?.wait).toBeLessThanOrEqual(3_600);

    await makeDue();
    await app.worker.runUntilIdle();
    const [second] = await rows();
    expect(second).toMatchObject({ state: 'waiting', attempts: 2 });
    expect(second?.wait).toBeGreaterThan(7_140);

    await makeDue();
    await app.worker.runUntilIdle();
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 3, last_error: null }]);
  });

  it('leaves its work to a younger task of its key, no later than it would have been tried again', async () => {
    const app = await open({
      run: async ({ payload }) => {
        if (payload.name !== 'old') return;
        const runAt = new Date(Date.now() + 2 * HOUR);
        await app.database.transaction((manager) =>
          app.jobs.enqueue(manager, effectJob, { name: 'young' }, { key: 'k', runAt }),
        );
        throw new Error('not yet');
      },
    });
    await enqueue(app, 'old', 'k');
    await app.worker.runUntilIdle();
    const [old, young] = await rows();
    expect(old).toMatchObject({ payload: { name: 'old' }, state: 'done', last_error: 'Error', attempts: 1 });
    expect(young).toMatchObject({ payload: { name: 'young' }, state: 'waiting', key: 'k' });
    expect(young?.wait).toBeLessThanOrEqual(3_600);
    await makeDue();
    await app.worker.runUntilIdle();
    expect((await rows()).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('is the last one: the task is failed and its handler told, in one transaction', async () => {
    const told: string[] = [];
    const app = await open({
      run: async () => {
        throw new Error('never');
      },
      gaveUp: async ({ name }, manager, error) => {
        await manager.query('INSERT INTO effects VALUES ($1)', [`gave up ${name}`]);
        told.push((error as Error).message);
        if (told.length === 1) throw new Error('the process dies here');
      },
    });
    await enqueue(app, 'hopeless');
    for (let tries = 0; tries < 3; tries += 1) {
      await makeDue();
      await app.worker.runUntilIdle();
    }
    expect(await effects()).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 3 }]);

    await makeDue();
    await app.worker.runUntilIdle();
    expect(told).toEqual(['never', new TriesUsedUp().message]);
    expect(await effects()).toEqual(['gave up hopeless']);
    expect(await rows()).toMatchObject([{ state: 'failed', lease_until: null }]);
  });

  it('is not repeated where the handler refuses', async () => {
    const told: unknown[] = [];
    const refusal = new JobRefused('The request was withdrawn.');
    const app = await open({
      run: async () => {
        throw refusal;
      },
      gaveUp: async (...call) => told.push(call[2]),
    });
    await enqueue(app, 'refused');
    await app.worker.runUntilIdle();
    expect(told).toEqual([refusal]);
    expect(await rows()).toMatchObject([
      { state: 'failed', attempts: 1, last_error: 'JobRefused: The request was withdrawn.' },
    ]);
  });

  it('is not used up by workers that die, unless a great many do', async () => {
    const told: unknown[] = [];
    const app = await open({ run: writeEffect, gaveUp: async (...call) => told.push(call[2]) });
    const lose = (times: number) =>
      admin.query(
        `UPDATE tasks SET state = 'running', attempts = 3, lost = $1, lease_until = now() - interval '1 second'`,
        [times],
      );
    await enqueue(app, 'unlucky');
    await lose(9);
    await app.worker.runUntilIdle();
    expect(await effects()).toEqual(['unlucky']);
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 3, lost: 10 }]);

    await admin.query('TRUNCATE tasks, effects');
    await enqueue(app, 'deadly');
    await lose(10);
    await app.worker.runUntilIdle();
    expect(told).toEqual([expect.any(TriesUsedUp)]);
    expect(await effects()).toEqual([]);
    const [failed] = await rows();
    expect(failed).toMatchObject({ state: 'failed', lost: 11 });
    expect(await app.worker.retry(String(failed?.id))).toBe(true);
    await app.worker.runUntilIdle();
    expect(await effects()).toEqual(['deadly']);
  });

  it('can be asked for again once it failed for good', async () => {
    const app = await open({
      run: async (task, source) => {
        if ((await effects()).length === 0) throw new JobRefused('Not now.');
        await writeEffect(task, source);
      },
    });
    await enqueue(app, 'revived');
    await app.worker.runUntilIdle();
    const status = await app.worker.status();
    expect(status.counts).toContainEqual({ name: 'test.effect', state: 'failed', count: 1 });
    expect(status.failed).toMatchObject([{ name: 'test.effect', error: 'JobRefused: Not now.' }]);

    const id = status.failed[0]?.id ?? '';
    await admin.query(`INSERT INTO effects VALUES ('possible now')`);
    expect(await app.worker.retry(id)).toBe(true);
    expect(await app.worker.retry(id)).toBe(false);
    await app.worker.runUntilIdle();
    expect(await effects()).toEqual(['possible now', 'revived']);
  });
});

describe('a lease', () => {
  it('runs out when the worker is killed, and another worker resumes', async () => {
    const app = await open({ run: writeEffect }, { sweepEvery: 50 });
    const child = startHangingWorker(600);
    await enqueue(app, 'survives');
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await effects()).toEqual([]);

    const done = doneTask(app);
    await app.worker.start();
    expect(await done).toMatchObject({ attempts: 1, lost: 1, fence: 2 });
    expect(await effects()).toEqual(['survives']);
  }, 90_000);

  it('lets one of twenty racing workers have the effect', async () => {
    const racers = await Promise.all(
      Array.from({ length: 20 }, () => open({ run: writeEffect }, { concurrency: 2 })),
    );
    const [first] = racers;
    if (first === undefined) throw new Error('no racer');
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await enqueue(first, name);
    await Promise.all(racers.map(({ worker }) => worker.runUntilIdle()));
    expect(await effects()).toEqual(names);
    expect((await rows()).map((row) => [row.state, row.attempts])).toEqual(names.map(() => ['done', 1]));
  });

  it('that is lost undoes whatever was done under it', async () => {
    const begun = signal();
    const goOn = signal();
    const outcome = signal<unknown>();
    const slow = await open(
      {
        run: async (task, source) => {
          begun.give();
          await goOn.given;
          await writeEffect(task, source).catch((error: unknown) => outcome.give(error));
          throw new LeaseLost();
        },
      },
      { concurrency: 1 },
    );
    await enqueue(slow, 'once');
    const running = slow.worker.runUntilIdle();
    await begun.given;
    await admin.query(
      `UPDATE tasks SET lease_until = now() - interval '1 second' WHERE name = 'test.effect'`,
    );
    await (await open()).worker.runUntilIdle();
    expect(await effects()).toEqual(['once']);

    goOn.give();
    await running;
    expect(await outcome.given).toBeInstanceOf(LeaseLost);
    expect(await effects()).toEqual(['once']);
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 1, lost: 1, fence: 2 }]);
  });

  it('that is lost tells the handler by its signal', async () => {
    const app = await open(
      {
        run: async ({ signal: lost }) => {
          await admin.query(
            `UPDATE tasks SET fence = fence + 1, lease_until = now() + interval '1 hour' WHERE name = 'test.effect'`,
          );
          await once(lost, 'abort');
          throw lost.reason as Error;
        },
      },
      { lease: 300 },
    );
    await enqueue(app, 'lost');
    await app.worker.runUntilIdle();
    expect(await rows()).toMatchObject([{ state: 'running', attempts: 1, fence: 2 }]);
  });

  it('is kept for as long as the handler works', async () => {
    const app = await open(
      {
        run: async ({ signal: lost }) => {
          await nextBeat(lost);
        },
      },
      { lease: 4_500 },
    );
    await enqueue(app, 'long');
    await app.worker.runUntilIdle();
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  it('is not mistaken for lost while the handler finishes in a long transaction', async () => {
    const app = await open(
      {
        run: (task, source) =>
          source.transaction(async (manager) => {
            await task.finish(manager);
            await manager.query('SELECT pg_sleep(1.5)');
            task.signal.throwIfAborted();
            await manager.query(`INSERT INTO effects VALUES ('late')`);
          }),
      },
      { lease: 3_000 },
    );
    await enqueue(app, 'late');
    await Promise.all([app.worker.runUntilIdle(), (await open()).worker.runUntilIdle()]);
    expect(await effects()).toEqual(['late']);
    expect(await rows()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });
});

describe('a job that repeats', () => {
  it('runs once a period, whichever of two workers takes it', async () => {
    const five = signal();
    const runs: number[] = [];
    const beat: Acts<object> = {
      run: async () => {
        runs.push(Date.now());
        if (runs.length === 5) five.give();
      },
    };
    const options = { sweepEvery: 40, pollEvery: 20 };
    const two = [await open(undefined, options, beat), await open(undefined, options, beat)];
    await Promise.all(two.map(({ worker }) => worker.start()));
    await five.given;
    await Promise.all(two.map(({ worker }) => worker.stop()));

    const tasks = await rows(`name = 'test.pulse'`);
    expect(tasks.filter(({ state }) => state === 'done')).toHaveLength(runs.length);
    expect(tasks.filter(({ state }) => state === 'waiting')).toHaveLength(1);
    for (const [index, at] of runs.entries()) {
      if (index > 0) expect(at - (runs[index - 1] ?? 0)).toBeGreaterThanOrEqual(140);
    }
  });

  it('goes on after it failed for good', async () => {
    const app = await openWorkerApp(database.appUrl, [
      handlerOf(hourly, {
        run: async () => {
          throw new JobRefused('Broken.');
        },
      }),
    ]);
    apps.push(app);
    await app.worker.runUntilIdle();
    const [failed, next] = await rows(`name = 'test.hourly'`);
    expect(failed).toMatchObject({ state: 'failed' });
    expect(next).toMatchObject({ state: 'waiting', attempts: 0, key: 'every' });
    expect(next?.wait).toBeGreaterThan(3_540);
  });
});

describe('a worker that stops', () => {
  it('lets running tasks come to their end and takes no other', async () => {
    const begun = signal();
    const goOn = signal();
    const app = await open(
      {
        run: async (task, source) => {
          begun.give();
          await goOn.given;
          await writeEffect(task, source);
        },
      },
      { concurrency: 1 },
    );
    await app.worker.start();
    await enqueue(app, 'running');
    await begun.given;
    const stopped = app.worker.stop(HOUR);
    await enqueue(app, 'untouched');
    goOn.give();
    await stopped;
    expect(await effects()).toEqual(['running']);
    expect((await rows()).map(({ state }) => state)).toEqual(['done', 'waiting']);
  });

  it('hands back what does not end, and another worker resumes at once', async () => {
    const begun = signal();
    const app = await open({
      run: async (task) => {
        begun.give();
        await once(task.signal, 'abort');
        throw new Error('stopped');
      },
    });
    await app.worker.start();
    await enqueue(app, 'handed over');
    await begun.given;
    const other = await open();
    const done = doneTask(other);
    await other.worker.start();
    await app.worker.stop(0);
    expect(await done).toMatchObject({ attempts: 1, fence: 2 });
    expect(await effects()).toEqual(['handed over']);
  });

  it('takes the task even from a handler that does not listen', async () => {
    const begun = signal<TaskRun<{ name: string }>>();
    const goOn = signal();
    const outcome = signal<unknown>();
    const app = await open({
      run: async (task, source) => {
        begun.give(task);
        await goOn.given;
        await writeEffect(task, source).catch((error: unknown) => outcome.give(error));
      },
    });
    await app.worker.start();
    await enqueue(app, 'stubborn');
    await begun.given;
    await app.worker.stop(0);
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    goOn.give();
    expect(await outcome.given).toBeInstanceOf(LeaseLost);
    expect(await effects()).toEqual([]);
  });
});

describe('old tasks', () => {
  it('are deleted: done ones after a week, failed ones after thirty days', async () => {
    await admin.query(
      `INSERT INTO tasks (name, payload, key, state, finished_at) VALUES
         ('x', '{}', 'done 8', 'done', now() - interval '8 days'),
         ('x', '{}', 'done 6', 'done', now() - interval '6 days'),
         ('x', '{}', 'failed 31', 'failed', now() - interval '31 days'),
         ('x', '{}', 'failed 29', 'failed', now() - interval '29 days')`,
    );
    await (await open()).worker.runUntilIdle();
    expect((await rows(`name = 'x'`)).map(({ key }) => key).sort()).toEqual(['done 6', 'failed 29']);
  });
});

/** The row of the one effect task, once it is done. */
async function doneTask(app: WorkerApp): Promise<Row> {
  for (;;) {
    const [task] = await rows();
    if (task?.state === 'done') return task;
    await app.database.query('SELECT pg_sleep(0.02)');
  }
}

/** Waits until a worker hears NOTIFY. */
async function listening(): Promise<void> {
  for (;;) {
    const heard = await admin.query(
      `SELECT FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'athar-jobs'
         AND state = 'idle' AND query LIKE 'LISTEN%'`,
    );
    if (heard.rowCount === 1) return;
    await admin.query('SELECT pg_sleep(0.02)');
  }
}

/** Waits until a heartbeat has extended the lease of the one effect task. */
async function nextBeat(lost: AbortSignal): Promise<void> {
  const [before] = await rows();
  for (;;) {
    lost.throwIfAborted();
    const [task] = await rows();
    if (Number(task?.lease_until) > Number(before?.lease_until)) return;
    await admin.query('SELECT pg_sleep(0.05)');
  }
}

/** Another process, whose worker is to be killed in the middle of its task. */
function startHangingWorker(lease: number): ChildProcess {
  const entry = new URL('./jobs-support/hanging-worker.ts', import.meta.url).pathname;
  const code = `
    import { runnerImport } from 'vite';
    const { module } = await runnerImport(${JSON.stringify(entry)}, { logLevel: 'error' });
    await module.hang(${JSON.stringify(database.appUrl)}, ${lease});`;
  return spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
