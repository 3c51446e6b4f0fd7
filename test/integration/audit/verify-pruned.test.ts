import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckpointStore } from '../../../src/audit/tree/checkpoint-store.js';
import { Checkpoints } from '../../../src/audit/tree/checkpoints.js';
import { LogPruning } from '../../../src/audit/tree/log-pruning.js';
import { LogVerification } from '../../../src/audit/verify/log-verification.js';
import { type Verdict } from '../../../src/audit/verify/verification-run.js';
import { seedEvents } from '../../../src/bench/audit/seed-events.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { openStore } from '../../../src/platform/storage/open-store.js';
import { type LogUnderTest, openLog } from './support.js';

/** A partition is a segment of the verification here; of the log's own ones each has many. */
const PART = 65_536;

const folder = mkdtempSync(join(tmpdir(), 'athar-verify-pruned-'));
let log: LogUnderTest;
let checkpoints: Checkpoints;
let pool: StreamPool;
let early = '';
let verify: (...kept: string[]) => Promise<Verdict>;

beforeAll(async () => {
  log = await openLog();
  await log.admin.query(`ALTER TABLE audit_events DETACH PARTITION audit_events_0`);
  await log.admin.query(
    `CREATE OR REPLACE FUNCTION audit_partition_size() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT ${PART}::bigint'`,
  );
  await log.admin.query(
    `ALTER TABLE audit_events ATTACH PARTITION audit_events_0 FOR VALUES FROM (0) TO (${PART})`,
  );
  await log.admin.query(`UPDATE audit_partitions SET high = ${PART} WHERE low = 0`);
  await seedEvents(log.database.adminUrl, PART + 3000);
  const store = new CheckpointStore(await openStore({ dataDir: folder }));
  checkpoints = new Checkpoints(log.source, new Keyring(randomBytes(32)), log.clock, store, log.log);
  pool = new StreamPool(log.database.appUrl);
  early = (await checkpoints.sign())?.note ?? '';
  verify = (...kept) => new LogVerification(pool, checkpoints, store).run({ kept });
  const pruning = new LogPruning(log.source, log.log, log.sequencer, checkpoints);
  expect(await pruning.dropBefore(new Date('2100-01-01'), log.database.ownerUrl)).toEqual({
    from: 0,
    to: PART - 1,
  });
}, 180_000);
afterAll(async () => {
  await pool.onApplicationShutdown();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

async function tamper(statement: string): Promise<void> {
  await log.admin.query(`SET session_replication_role = 'replica'`);
  await log.admin.query(statement);
  await log.admin.query(`SET session_replication_role = 'origin'`);
}

describe('a log whose oldest events were dropped', () => {
  it('is whole: stored hashes stand for what was dropped, also against a checkpoint from before', async () => {
    const verdict = await verify(early);
    expect(verdict.findings).toEqual([]);
    expect(verdict).toMatchObject({ pruned: PART, events: PART + 3001, checkpoints: 2 });
  });

  it('is not where a hash of what was dropped is another one', async () => {
    await log.admin.query('BEGIN');
    await tamper(`UPDATE audit_tree SET hashes = overlay(hashes PLACING sha256('') FROM 1) WHERE level = 2`);
    await log.admin.query('COMMIT');
    const { findings } = await verify(early);
    expect(findings[0]?.where).toBe(`checkpoint 1/${PART + 3000}`);
    expect(findings.at(-1)?.where).toMatch(/^kept checkpoint of/);
  });

  it('is not where no event says that events were dropped', async () => {
    await tamper(`UPDATE audit_events SET action = 'audit.searched' WHERE action = 'audit.pruned'`);
    const { findings } = await verify();
    expect(findings[0]).toEqual({
      where: 'event 0',
      what: `no event says that those before ${PART} were dropped`,
    });
  });
});
