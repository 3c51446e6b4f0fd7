import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobWorker } from '../../src/platform/jobs/job-worker.js';
import { type Agent, TestApp } from '../support/app.js';
import { tokenIn } from '../support/mail-sink.js';

const LIST = '/unconfirmed/portal/comments';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web', ATHAR_COOLING_OFF: 'PT0S' });
  for (const username of ['karim', 'salma']) await portal.account('member', username);
  for (const username of ['first', 'second']) await portal.account('admin', username);
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 't', 'b', now())`,
  );
});
afterAll(() => portal.stop());

/** Comments of guests who typed this address. */
async function typed(name: string, many: number): Promise<void> {
  await portal.sql.query(
    `INSERT INTO comments (article_id, author_name, author_email, body, status, created_at)
     SELECT r.id, 'Somebody', $1 || '@readers.example', '<b>typed</b> ' || n, 'approved', now() - interval '1 day'
     FROM articles r, generate_series(1, $2::int) n`,
    [name, many],
  );
}

/** The rows of a page as its form sends them, and which are ticked. */
async function formOf(
  agent: Agent,
  path = LIST,
): Promise<{ shown: string[]; notMine: string[]; text: string }> {
  const { text } = await agent.get(path).expect(200);
  const values = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, value = '']) => value);
  return {
    text,
    shown: values(/<input type="hidden" name="shown" value="([^"]+)"/g).flatMap((all) => all.split(' ')),
    notMine: values(/<input [^>]*name="notMine" [^>]*value="([^"]+)" checked/g),
  };
}

const send = (agent: Agent, fields: Readonly<Record<string, string | readonly string[]>>, path = LIST) =>
  agent
    .post(path)
    .type('form')
    .send({ ...fields, shown: [fields.shown ?? []].flat().join(' ') });

describe('the page of records that may not be one’s own', () => {
  it('leads from what is held to the list, and saves what is ticked and what is not', async () => {
    await typed('karim', 21);
    const karim = await portal.signIn('karim');
    expect((await karim.get('/account/data').expect(200)).text).toContain('href="/unconfirmed"');
    const places = await karim.get('/unconfirmed').expect(200);
    expect(places.text).toContain(`href="${LIST}"`);
    expect(places.text).toContain('none said to be somebody else’s');
    const { shown, notMine, text } = await formOf(karim);
    expect(shown).toHaveLength(20);
    expect(notMine).toEqual([]);
    expect(text).toContain('&lt;b>typed&lt;/b>');
    const saved = await send(karim, { shown, notMine: shown.slice(0, 2) }).expect(303);
    expect(saved.headers.location).toBe(`${LIST}?done=doubt`);
    expect((await formOf(karim)).notMine).toEqual(shown.slice(0, 2));
    await send(karim, { shown, notMine: shown.slice(1, 2) }).expect(303);
    expect((await formOf(karim)).notMine).toEqual(shown.slice(1, 2));
    const held = await karim.get('/account/data').expect(200);
    expect(held.text).toContain('You said that one record is not yours');
    const next = /href="([^"]*cursor=[^"]+)"/.exec(text)?.[1] ?? '';
    const second = await formOf(karim, next.replaceAll('&amp;', '&'));
    expect(second.shown).toHaveLength(1);
    const cursor = new URLSearchParams(next.split('?')[1]).get('cursor') ?? '';
    const stays = await send(karim, { shown: second.shown, notMine: second.shown, cursor }).expect(303);
    expect(stays.headers.location).toBe(`${LIST}?done=doubt&cursor=${cursor}`);
    expect((await formOf(karim)).notMine).toEqual(shown.slice(1, 2));
  });

  it('shows a refused form again, and says that the list has changed', async () => {
    await typed('salma', 3);
    const salma = await portal.signIn('salma');
    const { shown } = await formOf(salma);
    await portal.sql.query(
      `DELETE FROM comments WHERE author_email = 'salma@readers.example' AND body LIKE '%1'`,
    );
    const stale = await send(salma, { shown, notMine: shown });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('href="#notMine"');
    expect(stale.text).toContain('id="notMine"');
    // What was ticked stays ticked, and nothing of it was done.
    expect(stale.text.match(/name="notMine"[^>]* checked/g)).toHaveLength(2);
    expect(
      await portal.sql.query(
        'SELECT 1 FROM disowned_rows WHERE person_id IN (SELECT person_id FROM accounts WHERE username = $1)',
        ['salma'],
      ),
    ).toEqual([]);
    expect((await send(salma, {})).status).toBe(422);
    await salma.get('/unconfirmed/portal/comments%2F').expect(404);
    await salma.get('/unconfirmed/portal/account').expect(404);
    const karim = await portal.signIn('karim');
    expect((await send(karim, { shown, notMine: shown })).status).toBe(422);
  });

  it('says so where an erasure has begun, and takes nothing any more', async () => {
    const salma = await portal.signIn('salma');
    const { shown } = await formOf(salma);
    const { body } = await salma.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
    await portal.sql.query(`UPDATE requests SET state = 'approved' WHERE reference = $1`, [body.reference]);
    await portal.sql.query(`UPDATE requests SET state = 'running' WHERE reference = $1`, [body.reference]);
    const refused = await send(salma, { shown, notMine: shown });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(`href="/requests/${body.reference as string}"`);
    const { text } = await salma.get(LIST).expect(200);
    expect(text).toContain('has begun');
    expect(text).not.toContain(`action="${LIST}"`);
  });

  it('leads a guest there from their case, and to a new link once theirs is old', async () => {
    const email = 'guest@readers.example';
    await typed('guest', 1);
    const guest = portal.visitor();
    const { body } = await guest.post('/api/v1/requests').send({ kind: 'export', email }).expect(202);
    const { reference } = body as { reference: string };
    await portal.app.get(JobWorker).runUntilIdle();
    const token = tokenIn(await portal.mail.take(email, reference), '/requests/confirm');
    await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
    expect((await guest.get(`/requests/${reference}`).expect(200)).text).toContain('href="/unconfirmed"');
    expect((await guest.get('/unconfirmed').expect(200)).text).toContain(`href="/requests/${reference}"`);
    const { shown } = await formOf(guest);
    await send(guest, { shown, notMine: shown }).expect(303);
    expect((await formOf(guest)).notMine).toEqual(shown);
    portal.clock.advance(16 * 60_000);
    for (const path of ['/unconfirmed', LIST])
      expect((await guest.get(path).expect(303)).headers.location).toBe(`/requests/${reference}/link`);
    const karim = await portal.signIn('karim');
    portal.clock.advance(16 * 60_000);
    expect((await karim.get(LIST).expect(303)).headers.location).toBe(`/login?again=true&next=${LIST}`);
    expect((await send(karim, { shown })).headers.location).toBe(`/login?again=true&next=${LIST}`);
  });
});
