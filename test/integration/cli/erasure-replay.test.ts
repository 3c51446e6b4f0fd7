import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReplayLock } from '../../../src/erasures/replay-lock.js';
import { Terminal } from './terminal.js';

/** In the order in which they refer to each other. */
const TABLES = ['persons', 'accounts', 'person_identifiers', 'comments'];

let terminal: Terminal;
let admin: pg.Client;

beforeAll(async () => {
  terminal = await Terminal.open({ ATHAR_ROLE: 'web' });
  admin = new pg.Client({ connectionString: terminal.portal.database.adminUrl });
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await terminal.close();
});

const replay = (...more: string[]): Promise<string> => terminal.athar('erasure', 'replay', ...more);

/** Everything in these tables, as a dump would have it. */
async function dump(): Promise<void> {
  await admin.query('CREATE SCHEMA dump');
  for (const table of TABLES) await admin.query(`CREATE TABLE dump.${table} AS TABLE ${table}`);
}

/** Brings back what is gone since, and old versions of what was changed. */
async function restore(): Promise<void> {
  await admin.query('SET session_replication_role = replica');
  for (const table of TABLES) {
    await admin.query(`DELETE FROM ${table} t USING dump.${table} d WHERE d.id = t.id`);
    await admin.query(`INSERT INTO ${table} TABLE dump.${table}`);
  }
  await admin.query('RESET session_replication_role');
}

const comments = (): Promise<Record<string, unknown>[]> =>
  terminal.rows(`SELECT body FROM comments WHERE body <> '' ORDER BY body`);

describe('athar erasure replay', () => {
  it('finds nothing where nothing came back', async () => {
    expect(await replay()).toBe('Nothing came back.');
  });

  it('erases again what a restored backup brought back, and nothing else', async () => {
    const email = await terminal.member('zineb', 'erased');
    await terminal.member('other', 'stays');
    await dump();
    await terminal.athar('request', 'erase', '--email', email);
    expect(await comments()).toEqual([{ body: 'stays' }]);
    await restore();
    expect(await comments()).toEqual([{ body: 'erased' }, { body: 'stays' }]);

    expect(await replay('--dry-run')).toMatch(/^Erasure [0-9a-f-]{36}: \d+ rows came back\.$/m);
    expect(await comments()).toEqual([{ body: 'erased' }, { body: 'stays' }]);

    expect(await replay()).toMatch(/^Erasure [0-9a-f-]{36}: \d+ rows came back and are erased again\.$/m);
    expect(await comments()).toEqual([{ body: 'stays' }]);
    expect(await terminal.rows(`SELECT username FROM accounts WHERE username IN ('zineb', 'other')`)).toEqual(
      [{ username: 'other' }],
    );
    await terminal.portal.settleLog();
    expect(
      await terminal.rows(`SELECT actor_type FROM audit_events WHERE action = 'erasure.replayed'`),
    ).toEqual([{ actor_type: 'operator' }]);
    expect(await replay()).toBe('Nothing came back.');
  });

  it('asks to be tried later while another one is under way', async () => {
    let over = (): void => undefined;
    const holder = terminal.portal.app
      .get(ReplayLock)
      .alone(() => new Promise<void>((resolve) => (over = resolve)));
    await expect.poll(() => replay()).toContain('Another replay is under way');
    expect(process.exitCode).toBe(75);
    process.exitCode = undefined;
    over();
    await holder;
    expect(await replay()).toBe('Nothing came back.');
  });
});
