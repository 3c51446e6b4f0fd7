import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readNote } from '../../../src/audit/tree/checkpoint.js';
import { CheckpointStore } from '../../../src/audit/tree/checkpoint-store.js';
import { Checkpoints } from '../../../src/audit/tree/checkpoints.js';
import { LogVerification } from '../../../src/audit/verify/log-verification.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { type ObjectStore } from '../../../src/platform/storage/object-store.js';
import { openStore } from '../../../src/platform/storage/open-store.js';
import { KilledSequencers } from '../../support/killed-sequencer.js';
import { account, type LogUnderTest, openLog } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'athar-killed-'));
const secret = randomBytes(32);

let log: LogUnderTest;
let objects: ObjectStore;
let sequencers: KilledSequencers;
let over = false;
let appended = 0;
/** Every note that anybody could have read, by its origin and size. */
const notes = new Map<string, Set<string>>();
/** Sizes of the last checkpoint in the object store, as a reader saw them. */
const last: number[] = [];
/** Sizes that the database had signed while the object store knew of none so great. */
const behind: number[] = [];

beforeAll(async () => {
  log = await openLog();
  objects = await openStore({ dataDir: folder });
  sequencers = new KilledSequencers({ url: log.database.appUrl, folder, secret });
});
afterAll(async () => {
  over = true;
  await sequencers.end();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

function see(note: string): void {
  const { origin, size } = readNote(note).checkpoint;
  const name = `${origin} ${size}`;
  notes.set(name, (notes.get(name) ?? new Set()).add(note));
}

/** What is appended by one process while another one dies. */
async function append(): Promise<void> {
  const actor = account();
  for (; !over; appended += 1) {
    await log.append({
      action: 'comment.posted',
      actor,
      detail: { n: appended },
      values: { ip: '192.0.2.7' },
    });
    await pause(4);
  }
}

/** Reads whatever can be read, over and over. */
async function watch(): Promise<void> {
  const kept = new CheckpointStore(objects);
  for (; !over; await pause(2)) {
    const { rows } = await log.admin.query<{ note: string }>(
      'SELECT note FROM audit_checkpoints ORDER BY signed_at DESC LIMIT 5',
    );
    rows.forEach((row) => see(row.note));
    for await (const key of objects.list('log')) {
      const note = await objects.read(key).then(text, () => undefined);
      if (note !== undefined) see(note);
    }
    last.push(sizeOf((await kept.last())?.note));
    behind.push(...rows.map(({ note }) => sizeOf(note)).filter((size) => size > (last.at(-1) ?? 0)));
  }
}

const sizeOf = (note: string | undefined): number =>
  note === undefined ? 0 : readNote(note).checkpoint.size;

it('a process that is killed at any step leaves a log that goes on, and signs no size in two ways', async () => {
  const under = [append(), watch()];
  const steps = [...new Set(await sequencers.steps())];
  // What comes a second time in a round reads what nothing changed since the first.
  const whole = (step: string): boolean =>
    /^(before|after) /.test(step) || /audit_(sequence|checkpoint)/.test(step);
  const killed = steps.filter((step) => whole(step) && / 1$/.test(step));
  for (const step of killed) await sequencers.killAt(step);
  over = true;
  await Promise.all(under);
  for (const step of [
    'sql:audit_sequence_',
    'sql:audit_checkpoint_',
    'sql:EXISTS',
    'file:rename',
    'file:rm',
    'file:write',
  ])
    expect(killed).toEqual(expect.arrayContaining([`before ${step} 1`, `after ${step} 1`]));
  expect(killed).toEqual(
    expect.arrayContaining(['amid sql:audit_sequence_ 1', 'amid sql:audit_checkpoint_ 1']),
  );

  const store = new CheckpointStore(objects);
  const checkpoints = new Checkpoints(log.source, new Keyring(secret), log.clock, store, log.log);
  await log.sequencer.catchUp();
  await checkpoints.sign();
  const { rows: events } = await log.admin.query<{ seq: number; n: number }>(
    `SELECT seq::int, (detail ->> 'n')::int AS n FROM audit_events ORDER BY seq`,
  );
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: appended }, (_, n) => n));
  expect(events.map(({ n }) => n)).toEqual(Array.from({ length: appended }, (_, n) => n));

  const { rows: signed } = await log.admin.query<{ note: string }>('SELECT note FROM audit_checkpoints');
  signed.forEach(({ note }) => see(note));
  expect([...notes.values()].filter((each) => each.size > 1)).toEqual([]);
  expect(last).toEqual([...last].sort((one, other) => one - other));
  expect(behind).toEqual([]);
  expect(notes.size).toBeGreaterThan(3);
  const kept = [...notes.values()].flatMap((each) => [...each]);
  const pool = new StreamPool(log.database.appUrl);
  try {
    const verdict = await new LogVerification(pool, checkpoints, store).run({ kept });
    expect(verdict).toMatchObject({ events: appended, waiting: 0, findings: [] });
  } finally {
    await pool.onApplicationShutdown();
  }
}, 120_000);
