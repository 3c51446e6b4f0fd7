import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNote, signedNote } from '../../../src/audit/tree/checkpoint.js';
import { CheckpointStore } from '../../../src/audit/tree/checkpoint-store.js';
import { Checkpoints } from '../../../src/audit/tree/checkpoints.js';
import { LOG_KEY, logKeys } from '../../../src/audit/tree/log-key.js';
import { LogPruning } from '../../../src/audit/tree/log-pruning.js';
import { EMPTY_ROOT, leafHash, nodeHash } from '../../../src/audit/tree/merkle.js';
import { exportLog } from '../../../src/audit/verify/log-export.js';
import { LogVerification } from '../../../src/audit/verify/log-verification.js';
import { type Verdict } from '../../../src/audit/verify/verdict.js';
import { seedEvents } from '../../../src/bench/audit/seed-events.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { openStore } from '../../../src/platform/storage/open-store.js';
import { type LogUnderTest, openLog } from './support.js';

/** A partition is a segment of the verification here; of the log's own ones each has many. */
const PART = 65_536;

const SCRIPT = join(import.meta.dirname, '../../../docs/verify/verify.mjs');

const folder = mkdtempSync(join(tmpdir(), 'athar-verify-pruned-'));
const exported = join(folder, 'export');
const keyring = new Keyring(randomBytes(32));
let store: CheckpointStore;
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
  mkdirSync(exported);
  store = new CheckpointStore(await openStore({ dataDir: folder }));
  checkpoints = new Checkpoints(log.source, keyring, log.clock, store, log.log);
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

/** What `verify.mjs` says of the export, behind the number that it ends with. */
function checked(...options: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, exported, ...options], {
    encoding: 'utf8',
  });
  return `${status}: ${stdout}${stderr}`;
}

/** Writes a file beside the export. */
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A checkpoint over a tree of these leaves, by the key of the log. */
function signedOver(leaves: readonly Buffer[]): string {
  let level: readonly Buffer[] = leaves;
  const rights: Buffer[] = [];
  while (level.length > 0) {
    if (level.length % 2 === 1) rights.push(level.at(-1) ?? EMPTY_ROOT);
    level = Array.from({ length: Math.floor(level.length / 2) }, (_, at) =>
      nodeHash(level[at * 2] ?? EMPTY_ROOT, level[at * 2 + 1] ?? EMPTY_ROOT),
    );
  }
  const root = rights.reduce((right, left) => nodeHash(left, right));
  const { origin } = readNote(early).checkpoint;
  return signedNote(
    { origin, size: leaves.length, root },
    keyring.signingKey(LOG_KEY),
    checkpoints.publicKey(),
  );
}

describe('the export of a log whose oldest events were dropped', () => {
  const path = (name: string): string => join(exported, name);
  const hashes = (): string[] => readFileSync(path('pruned.txt'), 'utf8').trimEnd().split('\n');
  const leaves = (): string[] => readFileSync(path('leaves.ndjson'), 'utf8').trimEnd().split('\n');

  it('is checked from there on, and what was not recomputed is told', async () => {
    await new LogVerification(pool, checkpoints, store).run({
      afterwards: async (client, { epochs, pruned }) => {
        const keys = {
          keys: [
            logKeys(
              keyring,
              epochs.map(({ origin }) => origin),
            ),
          ],
        };
        await exportLog(client, exported, { keys, beside: [], pruned });
      },
    });
    expect(hashes()).toHaveLength(PART);
    expect(checked('--checkpoint', file('early.txt', early))).toMatch(
      /^0: 68537 events, of which 68537 are signed; 2 checkpoints, 1 kept ones\.\nEvents before 65536 were dropped\. Their hashes are taken over, not recomputed\.$/m,
    );
  });

  it('fits a checkpoint of fewer events than were dropped, and no other', () => {
    const all = hashes().map((hash) => Buffer.from(hash, 'base64'));
    expect(checked('--checkpoint', file('small.txt', signedOver(all.slice(0, 1234))))).toMatch(/^0: /);
    const other = [...all.slice(0, 999), EMPTY_ROOT, ...all.slice(1000, 1234)];
    expect(checked('--checkpoint', file('small.txt', signedOver(other)))).toMatch(
      /^1: kept checkpoint: .*, 1234 events: these are not the ones it was signed over/,
    );
  });

  it('is refused where a hash of what was dropped is another one, also by one kept checkpoint alone', () => {
    const [before, signed] = [hashes(), readFileSync(path('checkpoints.txt'))];
    const changed = before.map((hash, at) => (at === 4321 ? EMPTY_ROOT.toString('base64') : hash));
    writeFileSync(path('pruned.txt'), `${changed.join('\n')}\n`);
    expect(checked()).toMatch(/^1: .* events: these are not the ones it was signed over/);
    // Whoever has the key signs what they made of it, and nobody who kept none can tell.
    const all = [
      ...changed.map((hash) => Buffer.from(hash, 'base64')),
      ...leaves().map((leaf) => leafHash(Buffer.from(leaf))),
    ];
    writeFileSync(path('checkpoints.txt'), signedOver(all));
    expect(checked()).toMatch(/^0: /);
    expect(checked('--checkpoint', join(folder, 'early.txt'))).toMatch(
      /^1: kept checkpoint: .* events: these are not the ones it was signed over/,
    );
    writeFileSync(path('checkpoints.txt'), signed);
    writeFileSync(path('pruned.txt'), `${before.slice(0, -1).join('\n')}\n`);
    expect(checked()).toMatch(/^1: event 65535: another leaf stands here, of event 65536/);
    writeFileSync(path('pruned.txt'), `${before.slice(0, -1).join('\n')}\nAAAA\n`);
    expect(checked()).toMatch(/^1: event 65535: no hash stands for it/);
    writeFileSync(path('pruned.txt'), `${before.join('\n')}\n`);
  });

  it('is refused where more is left out than an event says', () => {
    const [before, after] = [hashes(), leaves()];
    const [first = '', ...others] = after;
    const more = leafHash(Buffer.from(first)).toString('base64');
    writeFileSync(path('pruned.txt'), `${[...before, more].join('\n')}\n`);
    writeFileSync(path('leaves.ndjson'), `${others.join('\n')}\n`);
    expect(checked()).toMatch(/^1: event 65536: no event says that those before 65537 were dropped/);
    writeFileSync(path('pruned.txt'), `${before.join('\n')}\n`);
    writeFileSync(path('leaves.ndjson'), `${after.join('\n')}\n`);
    expect(checked()).toMatch(/^0: /);
  });
});

describe('a log whose oldest events were dropped', () => {
  it('is whole: stored hashes stand for what was dropped, also against a checkpoint from before', async () => {
    const verdict = await verify(early);
    expect(verdict.findings).toEqual([]);
    expect(verdict).toMatchObject({ pruned: PART, events: PART + 3001, checkpoints: 2 });
  });

  /** Puts another hash in the place of one, and looks; then puts the one back. */
  async function withHash(level: number, place: number): Promise<Verdict> {
    const where = `WHERE level = ${level} AND tile = 0 AND first = 0`;
    const { rows } = await log.admin.query<{ hashes: Buffer }>(`SELECT hashes FROM audit_tree ${where}`);
    await tamper(
      `UPDATE audit_tree SET hashes = overlay(hashes PLACING sha256('') FROM ${place * 32 + 1}) ${where}`,
    );
    try {
      return await verify(early);
    } finally {
      await tamper(`UPDATE audit_tree SET hashes = '\\x${rows[0]?.hashes.toString('hex')}' ${where}`);
    }
  }

  it.each([
    ['a leaf', 0, 7, 'tile 1/0: hash 0 is not the root of the tile below'],
    ['a tile of leaves', 1, 3, 'tile 1/0: hash 3 is not the root of the tile below'],
    ['a segment', 2, 0, 'tile 2/0: hash 0 is not the root of the tile below'],
  ] as const)(
    'is not where the hash of %s that was dropped is another one',
    async (_, level, place, said) => {
      const { findings } = await withHash(level, place);
      expect(`${findings[0]?.where}: ${findings[0]?.what}`).toBe(said);
    },
  );

  it('is not where a hash of what was dropped and all above it are others, by its checkpoints', async () => {
    await log.admin.query('BEGIN');
    await tamper(`UPDATE audit_tree SET hashes = overlay(hashes PLACING sha256('') FROM 1) WHERE level = 0 AND tile = 0;
      UPDATE audit_tree SET hashes = overlay(hashes PLACING audit_fold(audit_tile(0, 0)) FROM 1) WHERE level = 1 AND tile = 0;
      UPDATE audit_tree SET hashes = overlay(hashes PLACING audit_fold(audit_tile(1, 0)) FROM 1) WHERE level = 2`);
    await log.admin.query('COMMIT');
    const { findings } = await verify(early);
    expect(findings[0]?.where).toBe(`checkpoint 1/${PART + 3000}`);
    expect(findings.at(-1)?.where).toMatch(/^kept checkpoint of/);
  });

  it('is not where hashes of what was dropped are gone', async () => {
    await tamper('DELETE FROM audit_tree WHERE level = 0 AND tile = 9');
    const { findings } = await verify();
    expect(`${findings[0]?.where}: ${findings[0]?.what}`).toBe(
      'tile 0/9: lacks hashes of events that were dropped',
    );
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
