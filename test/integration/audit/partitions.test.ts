import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditPseudonyms } from '../../../src/audit/audit-pseudonyms.js';
import { AuditSequencer } from '../../../src/audit/audit-sequencer.js';
import { CheckpointStore } from '../../../src/audit/tree/checkpoint-store.js';
import { Checkpoints } from '../../../src/audit/tree/checkpoints.js';
import { LogPruning, PruningUnproven } from '../../../src/audit/tree/log-pruning.js';
import { inclusionPath, isIncluded, leafHash } from '../../../src/audit/tree/merkle.js';
import { treeHashes } from '../../../src/audit/tree/tree-hashes.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { openStore } from '../../../src/platform/storage/open-store.js';
import { connectTestDatabase } from '../../support/database.js';
import { account, type LogUnderTest, openLog, partitionsOf } from './support.js';

const SIZE = 40;
const DENIED = '42501';

let log: LogUnderTest;

beforeEach(async () => {
  log = await openLog();
  await partitionsOf(SIZE, log);
});
afterEach(() => log.close());

async function write(events: number): Promise<void> {
  const actor = account();
  for (let event = 0; event < events; event += 1) {
    await log.append({ action: 'comment.posted', actor, detail: { event }, values: { ip: '192.0.2.1' } });
  }
}

async function numbers(): Promise<number[]> {
  const { rows } = await log.admin.query<{ seq: number }>('SELECT seq::int FROM audit_events ORDER BY seq');
  return rows.map(({ seq }) => seq);
}

const upTo = (events: number) => Array.from({ length: events }, (_, seq) => seq);

const codeOf = (run: Promise<unknown>) =>
  run.then(
    () => 'done',
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe('the sequencer at the end of a partition', () => {
  it('goes on in the next one without gaps, with two of them and 4 writers at work', async () => {
    const other = await connectTestDatabase(log.database.appUrl);
    const sequencers = [log.sequencer, new AuditSequencer(other)];
    sequencers.forEach((sequencer) => sequencer.start());
    await Promise.all(Array.from({ length: 4 }, () => write(55)));
    await log.sequencer.catchUp();
    await Promise.all(sequencers.map((sequencer) => sequencer.stop()));
    await other.destroy();
    expect(await numbers()).toEqual(upTo(220));
    const { rows } = await log.admin.query<{ low: number; n: number }>(
      `SELECT low::int, (SELECT count(*)::int FROM audit_events WHERE seq >= low AND seq < high) AS n
       FROM audit_partitions WHERE low < 220 ORDER BY low`,
    );
    expect(rows.map(({ n }) => n)).toEqual([40, 40, 40, 40, 40, 20]);
    const size = await log.admin.query('SELECT audit_tree_size()::int AS size');
    expect(size.rows).toEqual([{ size: 220 }]);
  });

  it('does not wait for whoever reads the log', async () => {
    await write(30);
    await log.sequencer.catchUp();
    const reader = new pg.Client({ connectionString: log.database.appUrl });
    await reader.connect();
    await reader.query('BEGIN');
    await reader.query('SELECT count(*) FROM audit_events');
    await write(100);
    await log.admin.query(`SET lock_timeout = '2s'`);
    await log.admin.query('SELECT audit_sequence(5000, true)');
    expect(await numbers()).toEqual(upTo(130));
    await reader.end();
  });

  it('leaves nothing behind where its process is killed, and the next one goes on', async () => {
    await write(30);
    await log.sequencer.catchUp();
    await write(30);
    const script = `
      const pg = (await import('pg')).default;
      const client = new pg.Client({ connectionString: process.env.URL_OF_APP });
      await client.connect();
      await client.query('BEGIN');
      await client.query('SELECT audit_sequence(5000, true)');
      console.log('moved');
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, URL_OF_APP: log.database.appUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await log.sequencer.catchUp();
    expect(await numbers()).toEqual(upTo(60));
    const parts = await log.admin.query('SELECT low::int FROM audit_partitions WHERE low <= 40 ORDER BY low');
    expect(parts.rows).toEqual([{ low: 0 }, { low: 40 }]);
  });
});

describe('a partition that was made later', () => {
  beforeEach(async () => {
    await write(90);
    await log.sequencer.catchUp();
  });

  it('gives the app role no right to read or change it, to make one or to say that one is gone', async () => {
    for (const statement of [
      'SELECT FROM audit_events_40',
      `UPDATE audit_events_40 SET action = 'x'`,
      'DELETE FROM audit_events_40',
      'TRUNCATE audit_events_40',
      'INSERT INTO audit_events_40 SELECT * FROM audit_events LIMIT 1',
      'ALTER TABLE audit_events DETACH PARTITION audit_events_40',
      'DROP TABLE audit_events_40',
      'SELECT audit_make_room(9999)',
      `UPDATE audit_partitions SET dropped_at = now()`,
    ])
      expect([statement, await codeOf(log.source.query(statement))]).toEqual([statement, DENIED]);
    expect(await numbers()).toEqual(upTo(90));
  });

  it('lets even its owner change nothing', async () => {
    const owner = await connectTestDatabase(log.database.ownerUrl);
    for (const statement of [
      `UPDATE audit_events_40 SET action = 'x'`,
      'DELETE FROM audit_events_80',
      'TRUNCATE audit_events_40',
      'TRUNCATE audit_events',
    ])
      expect([statement, await codeOf(owner.query(statement))]).toEqual([statement, DENIED]);
    await owner.destroy();
    expect(await numbers()).toEqual(upTo(90));
  });
});

describe('dropping the oldest events', () => {
  let folder: string;
  let checkpoints: Checkpoints;
  let pruning: LogPruning;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'athar-prune-'));
    const store = new CheckpointStore(await openStore({ dataDir: folder }));
    checkpoints = new Checkpoints(log.source, new Keyring(randomBytes(32)), log.clock, store, log.log);
    pruning = new LogPruning(log.source, log.log, log.sequencer, checkpoints);
    for (const day of [1, 2, 3]) {
      log.clock.at = new Date(Date.UTC(2026, 0, day));
      await write(45);
    }
    await log.sequencer.catchUp();
    await checkpoints.sign();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const rootOf = async (size: number) =>
    (await log.admin.query<{ root: Buffer }>('SELECT audit_root($1) AS root', [size])).rows[0]?.root;

  it('takes whole partitions of older ones, and leaves every proof as it was', async () => {
    const { rows } = await log.admin.query<{ leaf: string }>('SELECT leaf FROM audit_events ORDER BY seq');
    const root = await rootOf(135);
    expect(await pruning.dropBefore(new Date('2026-01-02'), log.database.ownerUrl)).toEqual({
      from: 0,
      to: 39,
    });
    expect((await numbers())[0]).toBe(40);
    expect(await rootOf(135)).toEqual(root);
    for (const seq of [0, 39, 40, 134]) {
      const proof = await treeHashes(log.source.manager, inclusionPath(seq, 135));
      expect(
        isIncluded(leafHash(Buffer.from(rows[seq]?.leaf ?? '')), seq, 135, proof, root ?? Buffer.of()),
      ).toBe(true);
    }
    const values = await log.admin.query('SELECT count(*)::int AS n FROM audit_values');
    expect(values.rows).toEqual([{ n: 95 }]);
    const [record] = (
      await log.admin.query(`SELECT seq::int, detail FROM audit_events WHERE action = 'audit.pruned'`)
    ).rows;
    expect(record).toEqual({ seq: 135, detail: { from: 0, to: 39, events: 40 } });
    expect((await checkpoints.latest())?.size).toBe(136);
    await write(3);
    await log.sequencer.catchUp();
    expect((await checkpoints.sign())?.size).toBe(139);
    expect(await checkpoints.contradiction()).toBeUndefined();
  });

  it('never takes the newest, and says where there is nothing to take', async () => {
    expect(await pruning.dropBefore(new Date('2025-01-01'), log.database.ownerUrl)).toBeUndefined();
    expect(await pruning.dropBefore(new Date('2030-01-01'), log.database.ownerUrl)).toEqual({
      from: 0,
      to: 119,
    });
    expect((await numbers())[0]).toBe(120);
    expect(await pruning.dropBefore(new Date('2030-01-01'), log.database.ownerUrl)).toBeUndefined();
  });

  it('drops nothing that no checkpoint tells of', async () => {
    const unsigned = Object.assign(Object.create(Checkpoints.prototype), checkpoints, {
      sign: async () => undefined,
    });
    const stopped = new LogPruning(log.source, log.log, log.sequencer, unsigned);
    await expect(stopped.dropBefore(new Date('2030-01-01'), log.database.ownerUrl)).rejects.toThrow(
      PruningUnproven,
    );
    expect((await numbers())[0]).toBe(0);
  });

  it('is not for the app role', async () => {
    expect(await codeOf(pruning.dropBefore(new Date('2030-01-01'), log.database.appUrl))).toBe(DENIED);
    expect((await numbers())[0]).toBe(0);
  });

  it('goes on where it was interrupted', async () => {
    await log.admin.query('ALTER TABLE audit_events DETACH PARTITION audit_events_0 CONCURRENTLY');
    expect(await pruning.dropBefore(new Date('2026-01-02'), log.database.ownerUrl)).toEqual({
      from: 0,
      to: 39,
    });
    const left = await log.admin.query(`SELECT to_regclass('audit_events_0') AS name`);
    expect(left.rows).toEqual([{ name: null }]);
  });

  it('and forgetting a person leave the root as it was', async () => {
    const root = await rootOf(135);
    const person = account();
    await log.append({ action: 'comment.posted', actor: person, values: { ip: '192.0.2.2' } });
    await log.sequencer.catchUp();
    const before = await rootOf(136);
    await log.source.transaction((manager) =>
      new AuditPseudonyms(log.source, log.clock).forget(manager, [person]),
    );
    await pruning.dropBefore(new Date('2026-01-02'), log.database.ownerUrl);
    expect([await rootOf(135), await rootOf(136)]).toEqual([root, before]);
  });
});
