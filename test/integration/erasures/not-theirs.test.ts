import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureReplay } from '../../../src/erasures/erasure-replay.js';
import { type Agent } from '../../support/app.js';
import { tokenIn } from '../../support/mail-sink.js';
import { readBinary } from '../../support/read-binary.js';
import { unzip } from '../../support/zip.js';
import { ErasureOffice } from './erasure-office.js';

const COMMENTS = '/api/v1/me/unconfirmed/portal/comments';

interface Listed {
  readonly row: string;
  readonly notMine: boolean;
  readonly record: { readonly body: string };
}

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
});
afterAll(() => office.close());

/** Comments of guests who typed this address: `typed 1 by <name>` and so on. */
async function typed(name: string, many: number): Promise<void> {
  await office.rows(
    `INSERT INTO comments (article_id, author_name, author_email, body, status, created_at)
     SELECT r.id, 'Somebody', $1 || '@readers.example', 'typed ' || n || ' by ' || $1, 'approved', now() - interval '1 day'
     FROM articles r, generate_series(1, $2::int) n`,
    name,
    many,
  );
}

async function listed(agent: Agent): Promise<readonly Listed[]> {
  const { body } = await agent.get(COMMENTS).expect(200);
  return (body as { items: Listed[] }).items;
}

/** The names by which the person may speak of the rows with these texts. */
async function rowsOf(agent: Agent, ...texts: readonly string[]): Promise<string[]> {
  const rows = await listed(agent);
  return rows.filter(({ record }) => texts.includes(record.body)).map(({ row }) => row);
}

async function disown(agent: Agent, ...texts: readonly string[]): Promise<void> {
  await agent
    .post(`${COMMENTS}/not-mine`)
    .send({ rows: await rowsOf(agent, ...texts) })
    .expect(200);
}

async function heldComments(agent: Agent): Promise<number | undefined> {
  const { body } = await agent.get('/api/v1/me/data').expect(200);
  const portal = (body as { items: { collections: { collection: string; count: number }[] }[] }).items[0];
  return portal?.collections.find(({ collection }) => collection === 'comments')?.count;
}

async function exported(agent: Agent): Promise<ReadonlyMap<string, Buffer>> {
  const { body } = await agent.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
  const { reference } = body as { reference: string };
  await office.admins[0].post(`/api/v1/admin/requests/${reference}/approve`);
  await office.work();
  const { body: zip } = await agent
    .get(`/api/v1/requests/${reference}/bundle`)
    .buffer(true)
    .parse(readBinary)
    .expect(200);
  return unzip(zip as Buffer);
}

const authors = (like: string) =>
  office.rows<{ body: string; email: string | null }>(
    'SELECT body, author_email AS email FROM comments WHERE body LIKE $1 ORDER BY body',
    like,
  );

const said = async () => (await office.rows('SELECT 1 FROM disowned_rows')).length;

describe('a row that a person says is not theirs', () => {
  it('is in no later copy and not among what is held, until they take it back', async () => {
    const agent = await office.member('karim', 1);
    await typed('karim', 3);
    expect(await heldComments(agent)).toBe(4);
    const { body: places } = await agent.get('/api/v1/me/unconfirmed').expect(200);
    expect(places.items[0]).toMatchObject({
      source: 'portal',
      available: true,
      collections: [{ collection: 'comments', title: { en: 'Comments' }, notMine: 0 }],
    });
    // That of the account is theirs for certain.
    expect((await listed(agent)).map(({ record }) => record.body).toSorted()).toEqual(
      [1, 2, 3].map((n) => `typed ${n} by karim`),
    );
    await disown(agent, 'typed 1 by karim', 'typed 2 by karim');
    expect(await heldComments(agent)).toBe(2);
    const bundle = await exported(agent);
    const comments = JSON.parse(String(bundle.get('data/portal/comments.json'))) as { body: string }[];
    expect(comments.map(({ body }) => body).toSorted()).toEqual(['typed 3 by karim', 'words 1 of karim']);
    for (const [path, bytes] of bundle) expect([path, String(bytes)]).not.toContain('typed 1 by karim');
    const manifest = JSON.parse(String(bundle.get('manifest.json'))) as { sources: object[] };
    expect(manifest.sources[0]).toMatchObject({ notTheirs: [{ collection: 'comments', rows: 2 }] });
    expect(String(bundle.get('index.html'))).toContain('Records that you said are not yours');
    const mine = await rowsOf(agent, 'typed 1 by karim', 'typed 2 by karim', 'typed 3 by karim');
    const { body: left } = await agent.post(`${COMMENTS}/mine`).send({ rows: mine }).expect(200);
    expect(left).toEqual({ notMine: 0 });
    expect(await heldComments(agent)).toBe(4);
  });

  it('is logged by counts, each change once', async () => {
    await office.portal.settleLog();
    const events = await office.rows<{ action: string; detail: object; leaf: string }>(
      `SELECT action, leaf::jsonb -> 'event' -> 'detail' AS detail, leaf FROM audit_events
       WHERE action LIKE 'record.%' ORDER BY seq`,
    );
    const place = { source: 'portal', collection: 'comments' };
    expect(events.map(({ action, detail }) => [action, detail])).toEqual([
      ['record.disowned', { ...place, rows: 2 }],
      ['record.reclaimed', { ...place, rows: 2 }],
    ]);
    const ids = await office.rows<{ id: string }>(`SELECT id FROM comments WHERE body LIKE 'typed%'`);
    for (const { id } of ids) expect(events.map(({ leaf }) => leaf).join()).not.toContain(id);
  });

  it('stays as it is when the others are erased, and when a backup brings them back', async () => {
    const agent = await office.member('salma', 1);
    await typed('salma', 3);
    await disown(agent, 'typed 1 by salma', 'typed 2 by salma');
    const reference = await office.ask(agent);
    const { body: plan } = await office.admins[0].get(`/api/v1/admin/requests/${reference}/plan`).expect(200);
    expect(plan.notTheirs).toEqual([{ source: 'portal', collection: 'comments', rows: 2 }]);
    const planned = (plan.collections as { collection: string; count: number }[]).find(
      ({ collection }) => collection === 'comments',
    );
    expect(planned?.count).toBe(2);
    const { body: file } = await office.admins[0].get(`/api/v1/admin/requests/${reference}`).expect(200);
    expect(file.notTheirs).toEqual(plan.notTheirs);
    const { text } = await office.admins[0].get(`/admin/requests/${reference}`).expect(200);
    expect(text).toContain('2 rows are not theirs, by their own word');
    expect(text).toContain('2 records; copies and erasures leave them alone');
    expect(text).not.toContain('typed 1');
    // What is taken back until then is theirs again.
    await agent
      .post(`${COMMENTS}/mine`)
      .send({ rows: await rowsOf(agent, 'typed 2 by salma') })
      .expect(200);
    await office.admins[0].get(`/api/v1/admin/requests/${reference}/plan`).expect(200);
    await office.approve(reference);
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    const untouched = [{ body: 'typed 1 by salma', email: 'salma@readers.example' }];
    expect(await authors('%salma%')).toEqual(untouched);
    const receipt = await office.told(reference);
    expect(receipt.notTheirs).toEqual([
      { source: 'portal', collection: 'comments', title: 'Comments', count: 1 },
    ]);
    expect(receipt.erased.find(({ collection }) => collection === 'comments')?.count).toBe(3);
    expect(await said()).toBe(0);
    const replay = () =>
      office.portal.app
        .get(ErasureReplay, { strict: false })
        .run({ type: 'system' }, false, AbortSignal.timeout(60_000));
    expect(await replay()).toEqual([]);
    await office.rows(
      `INSERT INTO comments (article_id, author_name, author_email, body, status, created_at)
       SELECT id, 'Somebody', 'salma@readers.example', 'typed 2 by salma', 'approved', now() - interval '1 day' FROM articles`,
    );
    expect(await replay()).toMatchObject([{ rows: 1 }]);
    expect(await authors('%salma%')).toEqual(untouched);
    expect(await replay()).toEqual([]);
  });

  it('is no way around a hold, and stays so while one defers the rest', async () => {
    const agent = await office.member('houda', 1);
    await typed('houda', 2);
    await disown(agent, 'typed 1 by houda');
    const hold = await office.hold({ email: 'houda@readers.example' });
    const reference = await office.ask(agent);
    await office.approve(reference);
    await office.work();
    expect(await office.state(reference)).toBe('deferred');
    const email = 'houda@readers.example';
    expect(await authors('%houda')).toEqual(
      ['typed 1 by houda', 'typed 2 by houda', 'words 1 of houda'].map((body) => ({ body, email })),
    );
    await office.rows('DELETE FROM disowned_rows');
    await office.release(hold);
    expect(await office.state(reference)).toBe('completed');
    expect(await authors('%houda')).toEqual([{ body: 'typed 1 by houda', email }]);
    expect((await office.told(reference)).notTheirs).toMatchObject([{ count: 1 }]);
  });
});

describe('a guest', () => {
  it('says so by the link of their case', async () => {
    await typed('guest', 2);
    const email = 'guest@readers.example';
    const guest = office.portal.visitor();
    const { body } = await guest.post('/api/v1/requests').send({ kind: 'erasure', email }).expect(202);
    const { reference } = body as { reference: string };
    await guest.get(COMMENTS).expect(401);
    await office.work();
    const token = tokenIn(await office.portal.mail.take(email, reference), '/requests/confirm');
    await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
    await disown(guest, 'typed 1 by guest');
    await office.approve(reference);
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    expect(await authors('%by guest')).toEqual([{ body: 'typed 1 by guest', email }]);
    await guest.get(COMMENTS).expect(401);
  });

  it('says so for what the office records under their address as well', async () => {
    await typed('ida', 2);
    const email = 'ida@readers.example';
    const guest = office.portal.visitor();
    const { body } = await guest
      .post('/api/v1/requests')
      .send({ kind: 'complaint', email, message: 'x' })
      .expect(202);
    const { reference } = body as { reference: string };
    await office.work();
    const token = tokenIn(await office.portal.mail.take(email, reference), '/requests/confirm');
    await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
    await disown(guest, 'typed 1 by ida');
    const { body: letter } = await office.admins[0]
      .post('/api/v1/admin/requests')
      .send({ channel: 'letter', receivedAt: new Date().toISOString(), kind: 'erasure', email })
      .expect(201);
    await office.approve(letter.reference as string);
    await office.work();
    expect(await office.state(letter.reference as string)).toBe('completed');
    expect(await authors('%by ida')).toEqual([{ body: 'typed 1 by ida', email }]);
  });
});

describe('whose a row is', () => {
  it('cannot be changed once an erasure has begun, which the answer names', async () => {
    const agent = await office.member('nadia', 1);
    await typed('nadia', 2);
    await disown(agent, 'typed 1 by nadia');
    const rows = await rowsOf(agent, 'typed 1 by nadia', 'typed 2 by nadia');
    const reference = await office.ask(agent);
    await office.approve(reference);
    const mend = await office.breaking('UPDATE ON comments');
    await office.work();
    expect(await office.state(reference)).toBe('running');
    for (const path of ['mine', 'not-mine']) {
      const { body } = await agent.post(`${COMMENTS}/${path}`).send({ rows }).expect(409);
      expect(body).toMatchObject({ status: 409, detail: expect.stringContaining(reference) as string });
    }
    await mend();
    // What was said is gone with the portal's rows by now, and counts all the same.
    await office.rows('DELETE FROM disowned_rows');
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    expect(await authors('%by nadia')).toEqual([
      { body: 'typed 1 by nadia', email: 'nadia@readers.example' },
    ]);
  });

  it('is said by nobody but whoever the list was given to, and of its rows alone', async () => {
    const one = await office.member('driss', 1);
    const other = await office.member('hiba', 0);
    await typed('driss', 2);
    await typed('hiba', 1);
    const [row = '', gone = ''] = await rowsOf(one, 'typed 1 by driss', 'typed 2 by driss');
    const refused = { errors: [{ pointer: '/rows/0' }] };
    for (const agent of [other, one]) {
      const path = agent === other ? COMMENTS : '/api/v1/me/unconfirmed/portal/registrations';
      const { body } = await agent
        .post(`${path}/not-mine`)
        .send({ rows: [row] })
        .expect(422);
      expect(body).toMatchObject(refused);
    }
    await one.post(`${COMMENTS}/not-mine`).send({ rows: [] }).expect(422);
    await one
      .post(`${COMMENTS}/not-mine`)
      .send({ rows: ['a', 'b'] })
      .expect(422);
    // One that is gone, or that something else leads to by now.
    await office.rows(`DELETE FROM comments WHERE body = 'typed 2 by driss'`);
    const { body } = await one
      .post(`${COMMENTS}/not-mine`)
      .send({ rows: [row, gone] })
      .expect(422);
    expect(body).toMatchObject({ errors: [{ pointer: '/rows/1' }] });
    expect(await said()).toBe(0);
    await one
      .post(`${COMMENTS}/not-mine`)
      .send({ rows: [row, row] })
      .expect(200, { notMine: 1 });
    await office.rows(
      `UPDATE comments SET account_id = (SELECT id FROM accounts WHERE username = 'driss') WHERE body = 'typed 1 by driss'`,
    );
    expect(await heldComments(one)).toBe(2);
    await one.get('/api/v1/me/unconfirmed/portal/nothing').expect(404);
    await one.get('/api/v1/me/unconfirmed/nowhere/comments').expect(404);
    await one.get(`${COMMENTS}?cursor=x`).expect(422);
    await office.portal.visitor().get(COMMENTS).expect(401);
  });

  it('is listed in pages, and asks for a recent sign-in', async () => {
    const agent = await office.member('amine', 0);
    await typed('amine', 5);
    const bodies: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const query = next === '' ? '' : `&cursor=${next}`;
      const { body } = await agent.get(`${COMMENTS}?limit=2${query}`).expect(200);
      const page = body as { items: Listed[]; next: string | null };
      bodies.push(...page.items.map(({ record }) => record.body));
      next = page.next;
    }
    expect(bodies.toSorted()).toEqual([1, 2, 3, 4, 5].map((n) => `typed ${n} by amine`));
    const rows = await rowsOf(agent, 'typed 1 by amine');
    office.portal.clock.advance(16 * 60_000);
    for (const answer of [
      await agent.get('/api/v1/me/unconfirmed'),
      await agent.get(COMMENTS),
      await agent.post(`${COMMENTS}/not-mine`).send({ rows }),
      await agent.post(`${COMMENTS}/mine`).send({ rows }),
    ])
      expect([answer.status, answer.body.type]).toEqual([403, expect.stringContaining('step-up-required')]);
  });
});
