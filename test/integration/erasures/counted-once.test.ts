import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureReplay } from '../../../src/erasures/erasure-replay.js';
import { ReplayUnderWay } from '../../../src/erasures/replay-lock.js';
import { ReplayJob } from '../../../src/erasures/replay-job.js';
import { ErasureOffice } from './erasure-office.js';

let office: ErasureOffice;
let server: pg.Client;

beforeAll(async () => {
  office = await ErasureOffice.open();
  server = new pg.Client({ connectionString: office.portal.database.adminUrl });
  await server.connect();
});

afterAll(async () => {
  await server.end();
  await office.close();
});

const { signal } = new AbortController();
const replay = () => office.portal.app.get(ErasureReplay).run({ type: 'system' }, false, signal);

describe('a receipt counts each row once', () => {
  it('also an account that was cleared first, and deleted once nothing held referred to it', async () => {
    const agent = await office.member('cleared', 3);
    const [{ id }] = (await office.rows(`SELECT id FROM comments WHERE body = 'words 2 of cleared'`)) as [
      { id: string },
    ];
    const hold = await office.hold({ collection: 'comments', recordIds: [id] });
    const reference = await office.ask(agent);
    await office.approve(reference);
    await office.work();
    expect(await office.state(reference)).toBe('deferred');
    const first = await office.erased(reference);
    expect(first).toContain('account anonymised 1');
    expect(first).toContain('comments anonymised 2');
    await office.release(hold);
    expect(await office.state(reference)).toBe('completed');
    const last = await office.erased(reference);
    expect(last).toContain('account erased 1');
    expect(last).not.toContain('account anonymised 1');
    expect(last).toContain('comments anonymised 3');
    expect(await office.rows('SELECT 1 FROM erasure_cleared')).toEqual([]);
  });

  it('also rows that came back while a hold deferred the rest', async () => {
    const agent = await office.member('returned', 3);
    await server.query(`CREATE TEMP TABLE kept AS SELECT * FROM comments WHERE body = 'words 1 of returned'`);
    const [{ id }] = (await office.rows(`SELECT id FROM comments WHERE body = 'words 2 of returned'`)) as [
      { id: string },
    ];
    const hold = await office.hold({ collection: 'comments', recordIds: [id] });
    const reference = await office.ask(agent);
    await office.approve(reference);
    await office.work();
    await server.query(`DELETE FROM comments c USING kept k WHERE c.id = k.id`);
    await server.query('SET session_replication_role = replica');
    await server.query('INSERT INTO comments SELECT * FROM kept');
    await server.query('RESET session_replication_role');
    expect(await replay()).toMatchObject([{ rows: 1 }]);
    expect(await office.comments('words%of returned')).toEqual(['words 2 of returned']);
    await office.release(hold);
    expect(await office.state(reference)).toBe('completed');
    expect(await office.erased(reference)).toContain('comments anonymised 3');
  });

  it('also rows of which a hold keeps a part, however often they are looked at', async () => {
    const agent = await office.member('partly', 2);
    const hold = await office.hold({
      email: 'partly@readers.example',
      collection: 'comments',
      category: 'content',
    });
    const reference = await office.ask(agent);
    await office.approve(reference);
    await office.work();
    expect(await office.erased(reference)).not.toContainEqual(expect.stringMatching(/^comments/));
    await replay();
    await replay();
    await office.release(hold);
    expect(await office.state(reference)).toBe('completed');
    expect(await office.erased(reference)).toContain('comments anonymised 2');
  });
});

it('one replay works at a time, and the next one says so', async () => {
  await server.query('BEGIN');
  await server.query(`SELECT pg_advisory_xact_lock(hashtextextended('athar.erasures.replay', 0))`);
  await expect(replay()).rejects.toThrow(ReplayUnderWay);
  await office.portal.app.get(ReplayJob).run({ signal });
  await server.query('COMMIT');
  expect(await replay()).toEqual([]);
});
