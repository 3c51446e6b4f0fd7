import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, type LogUnderTest, openLog } from './support.js';

let log: LogUnderTest;

beforeAll(async () => {
  log = await openLog();
  await log.append({ action: 'auth.logged_in', actor: account(), values: { ip: '192.0.2.1' } });
  await log.sequencer.catchUp();
});
afterAll(() => log.close());

const DENIED = '42501';

async function codeOf(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => 'done',
    (error: unknown) => (error as { code?: unknown }).code,
  );
}

describe('the app role', () => {
  it.each([
    `INSERT INTO audit_events SELECT seq + 1, gen_random_uuid(), at, action, outcome, actor_type, actor, subject,
       reference, detail, leaf FROM audit_events`,
    `UPDATE audit_events SET action = 'x'`,
    'DELETE FROM audit_events',
    'TRUNCATE audit_events',
    `UPDATE audit_spans SET latest = now()`,
    'DELETE FROM audit_spans',
    'DELETE FROM audit_queue',
    `UPDATE audit_queue SET body = '{}'`,
    'TRUNCATE audit_queue',
    `INSERT INTO audit_tree (level, tile, first, hashes) VALUES (0, 9, 0, sha256(''))`,
    `UPDATE audit_tree SET hashes = sha256('')`,
    'DELETE FROM audit_tree',
    `SELECT audit_extend(1, 2)`,
    `INSERT INTO audit_checkpoints SELECT 1, 9, sha256(''), 'x', now()`,
    `UPDATE audit_checkpoints SET note = 'x'`,
    'DELETE FROM audit_checkpoints',
    `INSERT INTO audit_epochs SELECT 2, 'x', now(), 0, 'x'`,
    `UPDATE audit_epochs SET origin = 'x'`,
    `UPDATE audit_values SET value = 'x'`,
    `UPDATE audit_pseudonyms SET owner = gen_random_uuid()`,
    'ALTER TABLE audit_events DISABLE TRIGGER audit_events_fixed',
    'DROP TRIGGER audit_events_fixed ON audit_events',
    `SET session_replication_role = 'replica'`,
  ])('may not %s', async (statement) => {
    expect(await codeOf(log.source.query(statement))).toBe(DENIED);
  });

  it('has exactly one event after all that', async () => {
    const left = await log.admin.query('SELECT count(*)::int AS n FROM audit_events');
    expect(left.rows).toEqual([{ n: 1 }]);
  });
});

describe('even the owner', () => {
  it.each([
    `UPDATE audit_events SET action = 'x'`,
    'DELETE FROM audit_events',
    'TRUNCATE audit_events',
    `UPDATE audit_tree SET hashes = sha256('')`,
    'DELETE FROM audit_tree',
    'TRUNCATE audit_tree',
    `UPDATE audit_checkpoints SET note = 'x'`,
    'TRUNCATE audit_checkpoints',
    `UPDATE audit_epochs SET origin = 'x'`,
    'DELETE FROM audit_epochs',
  ])('cannot %s by mistake', async (statement) => {
    const owner = new pg.Client({ connectionString: log.database.ownerUrl });
    await owner.connect();
    expect(await codeOf(owner.query(statement))).toBe(DENIED);
    await owner.end();
  });
});
