import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureReplay } from '../../src/erasures/erasure-replay.js';
import { PASSWORD } from '../support/app.js';
import { type ReceivedMail, tokenIn } from '../support/mail-sink.js';
import { ErasureOffice } from '../integration/erasures/erasure-office.js';
import { addReviews } from '../integration/erasures/review-tables.js';

const LETTERS = '@مثال.إختبار';
const ASCII = '@xn--mgbh0fb.xn--kgbechtv';
let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
  await addReviews(office);
});
afterAll(() => office.close());

/** The server of these tests tells a domain in its letters; what it was sent stands in the mail. */
async function mailTo(name: string, part: string): Promise<ReceivedMail> {
  const mail = await office.portal.mail.take(`${name}${LETTERS}`, part);
  const to = mail.parsed.headerLines.find(({ key }) => key === 'to')?.line;
  expect(to?.toLowerCase()).toBe(`to: ${name}${ASCII}`);
  return mail;
}

describe('an address whose domain is of other letters', () => {
  it('is one account in either spelling, and mail goes to the one that servers know', async () => {
    const visitor = office.portal.visitor();
    const form = { username: 'amal', email: `Amal${LETTERS}`, password: PASSWORD, locale: 'en' };
    await visitor.post('/api/v1/auth/register').send(form).expect(201);
    await office.work();
    const token = tokenIn(await mailTo('amal', ''), '/confirm-email');
    await visitor.post('/api/v1/auth/confirm-email').send({ token }).expect(204);
    for (const login of [`amal${LETTERS}`, `AMAL${ASCII}`, ` amal${LETTERS} `])
      await visitor.post('/api/v1/auth/login').send({ login, password: PASSWORD }).expect(200);
    const { body } = await visitor.get('/api/v1/me').expect(200);
    expect(body.email).toBe(`Amal${ASCII}`);
    const again = { ...form, username: 'another', email: `amal${ASCII}` };
    await office.portal.visitor().post('/api/v1/auth/register').send(again).expect(201);
    await office.work();
    expect(await office.rows(`SELECT 1 FROM accounts WHERE email LIKE '%xn--mgbh0fb%'`)).toHaveLength(1);
    const search = { q: `amal${LETTERS}` };
    const found = await office.admins[0].post('/api/v1/admin/people/search').send(search).expect(200);
    expect(found.body.items).toHaveLength(1);
  });

  it('asks as a guest by the pages, and by another spelling for a new link', async () => {
    const guest = office.portal.visitor();
    const answers = { kind: 'export', message: '', actingAs: 'self', email: `badr${LETTERS}`, send: 'true' };
    const { headers } = await guest.post('/requests/new').type('form').send(answers).expect(303);
    const reference = /R-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(headers.location ?? '')?.[0] ?? '';
    await office.work();
    const token = tokenIn(await mailTo('badr', reference), '/requests/confirm');
    await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
    await office.portal
      .visitor()
      .post(`/api/v1/requests/${reference}/link`)
      .send({ email: `BADR${ASCII}` })
      .expect(202);
    await office.work();
    expect(tokenIn(await mailTo('badr', reference), '/requests/confirm')).not.toBe('');
    const found = await office.admins[0].get('/api/v1/admin/requests').query({ q: `badr${LETTERS}` });
    expect((found.body.items as { reference: string }[]).map((each) => each.reference)).toEqual([reference]);
  });

  it('finds rows of other systems in both spellings, and erases them, after a restore as well', async () => {
    await office.rows('INSERT INTO shops VALUES (1, 3)');
    const write = (id: string, email: string) =>
      office.rows('INSERT INTO reviews VALUES ($1, $2, $3, 1, 1)', id, email, 'good');
    for (const [n, domain] of [LETTERS, ASCII, '@مثال.example'].entries())
      await write(`1-${n}`, `Chama${domain}`);
    const guest = office.portal.visitor();
    const form = { kind: 'erasure', email: `chama${LETTERS}` };
    const asked = await guest.post('/api/v1/requests').send(form).expect(202);
    const { reference } = asked.body as { reference: string };
    await office.work();
    const token = tokenIn(await mailTo('chama', reference), '/requests/confirm');
    await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
    const { body } = await office.admins[0].get(`/api/v1/admin/requests/${reference}/plan`).expect(200);
    const planned = (body.collections as { collection: string; count: number }[]).find(
      ({ collection }) => collection === 'reviews',
    );
    expect(planned?.count).toBe(2);
    await office.approve(reference);
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    const left = () =>
      office.rows<{ id: string }>('SELECT id FROM reviews WHERE text IS NOT NULL ORDER BY id');
    expect(await left()).toEqual([{ id: '1-2' }]);
    await office.rows('DELETE FROM reviews');
    await write('1-3', `Chama${LETTERS}`);
    await write('1-4', `other${LETTERS}`);
    const { signal } = new AbortController();
    const replayed = await office.portal.app.get(ErasureReplay).run({ type: 'system' }, true, signal);
    expect(replayed).toHaveLength(1);
  });
});

describe('an address with other letters before the @', () => {
  const other = `محمد${LETTERS}`;

  it('is refused with the reason, by the API', async () => {
    const form = { kind: 'export', email: other };
    const { body } = await office.portal.visitor().post('/api/v1/requests').send(form).expect(422);
    expect(body.errors).toEqual([
      { pointer: '/email', message: expect.stringContaining('Before the @') as string },
    ]);
  });

  it.each([
    ['en', 'without accents'],
    ['fr', 'sans accent'],
    ['ar', 'حروف لاتينية'],
  ])('and by the page, which keeps what was typed (%s)', async (lang, reason) => {
    const fields = { question: 'email', kind: 'export', message: '', actingAs: 'self', email: other };
    const { text } = await office.portal
      .visitor()
      .post(`/requests/new?lang=${lang}`)
      .type('form')
      .send(fields)
      .expect(422);
    expect(text).toContain(reason);
    expect(text).toContain(`value="${other}"`);
  });
});
