import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../support/app.js';
import { tokenIn } from '../support/mail-sink.js';
import { readBinary } from '../support/read-binary.js';
import { bundleFaults, type Manifest, unzip } from '../support/zip.js';

const MINUTE = 60_000;
let portal: TestApp;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  for (const username of ['karim', 'salma']) await portal.account('member', username);
  await portal.account('admin', 'reviewer');
  admin = await portal.signIn('reviewer');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'مشروع الميناء', 'نص', now())`,
  );
});

afterAll(() => portal.stop());

/** Waits until the case is in `state`, as its own person sees it. */
async function reach(agent: Agent, reference: string, state: string): Promise<void> {
  for (;;) {
    const { body } = await agent.get(`/api/v1/requests/${reference}`).expect(200);
    if (body.state === state) return;
    if (body.state === 'failed') throw new Error('the export failed');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function download(agent: Agent, reference: string): Promise<Buffer> {
  const answer = await agent
    .get(`/api/v1/requests/${reference}/bundle`)
    .buffer(true)
    .parse(readBinary)
    .expect(200);
  expect(answer.headers['content-type']).toBe('application/zip');
  return answer.body as Buffer;
}

describe('a member asks for their data', () => {
  it('gets a signed bundle of their own data, after an approval and a fresh sign-in', async () => {
    const karim = await portal.signIn('karim');
    const salma = await portal.signIn('salma');
    await karim.post('/api/v1/articles/port/comments').send({ body: '<b>رأيي</b> =1+1' }).expect(201);
    await salma.post('/api/v1/articles/port/comments').send({ body: 'salma was here' }).expect(201);

    const asked = await karim.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    expect(asked.body).toMatchObject({ kind: 'export', state: 'received', regime: 'MA', dueBasis: 'target' });
    const { reference } = asked.body;
    expect(reference).toMatch(/^R-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    await portal.mail.take('karim@readers.example', reference);

    await karim.get(`/api/v1/requests/${reference}/bundle`).expect(409);
    const open = await portal.signLog();
    await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
    await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(409);
    await reach(karim, reference, 'ready');
    await portal.mail.take('karim@readers.example', /ready/i);

    // Nobody else: not another member, not an admin, not somebody unknown.
    await salma.get(`/api/v1/requests/${reference}/bundle`).expect(404);
    await admin.get(`/api/v1/requests/${reference}/bundle`).expect(404);
    await portal.visitor().get(`/api/v1/requests/${reference}/bundle`).expect(401);

    portal.clock.advance(16 * MINUTE);
    const stale = await karim.get(`/api/v1/requests/${reference}/bundle`).expect(403);
    expect(stale.body.type).toBe('/problems/step-up-required');
    await karim.post('/api/v1/auth/step-up').send({ password: 'correct horse battery' }).expect(204);

    const bundle = await unzip(await download(karim, reference));
    await checkSeals(bundle);
    const { checkpoint } = JSON.parse(bundle.get('manifest.json')?.toString() ?? '') as Manifest;
    expect(open(checkpoint ?? '')).toMatchObject({
      origin: expect.stringMatching(/^athar\/[0-9a-f]{12}\/1$/),
    });
    expect([...bundle.keys()]).toEqual(
      expect.arrayContaining([
        'index.html',
        'about.json',
        'manifest.json',
        'manifest.sig',
        'data/portal/account.json',
        'data/portal/comments.json',
        'data/portal/comments.csv',
      ]),
    );
    const comments = JSON.parse(bundle.get('data/portal/comments.json')?.toString() ?? '');
    expect(comments).toHaveLength(1);
    expect(comments[0]).toMatchObject({ body: '<b>رأيي</b> =1+1' });
    const everything = [...bundle.values()].map(String).join('\n');
    expect(everything).not.toMatch(/salma/);
    expect(everything).not.toContain('<b>رأيي</b> =1+1</');
    expect(bundle.get('index.html')?.toString()).toMatch(/<html lang="en" dir="ltr">/);
    await reach(karim, reference, 'completed');
  });

  it('can fetch a part of the bundle, and no part that is not there', async () => {
    const { reference } = (await ownRequests('karim'))[0] ?? {};
    const karim = await portal.signIn('karim');
    const part = await karim
      .get(`/api/v1/requests/${reference}/bundle`)
      .set('Range', 'bytes=0-3')
      .buffer(true)
      .parse(readBinary);
    expect(part.status).toBe(206);
    expect((part.body as Buffer).toString('latin1')).toBe('PK\u0003\u0004');
    await karim.get(`/api/v1/requests/${reference}/bundle`).set('Range', 'bytes=99999999-').expect(416);
  });

  it('may withdraw until the bundle was fetched, which deletes it', async () => {
    const salma = await portal.signIn('salma');
    const { body } = await salma.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    await admin.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
    await reach(salma, body.reference, 'ready');
    await salma.post(`/api/v1/requests/${body.reference}/withdraw`).expect(200);
    await salma.post(`/api/v1/requests/${body.reference}/withdraw`).expect(409);
    const gone = await salma.get(`/api/v1/requests/${body.reference}/bundle`);
    expect([409, 410]).toContain(gone.status);
  });
});

describe('a guest asks for their data', () => {
  const email = 'Guest.One@visitors.example';

  it('confirms by the link in the mail and follows the request in a session of its own', async () => {
    const commenter = portal.visitor();
    const comment = { body: 'a guest wrote this', name: 'Guest', email: email.toLowerCase() };
    await commenter.post('/api/v1/articles/port/comments').send(comment).expect(201);

    const guest = portal.visitor();
    const asked = await guest.post('/api/v1/requests').send({ kind: 'export', email }).expect(202);
    const { reference } = asked.body;
    expect(asked.body.state).toBe('unconfirmed');
    await guest.get(`/api/v1/requests/${reference}`).expect(401);
    await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(409);

    const token = tokenIn(await portal.mail.take(email, reference), '/requests/confirm');
    // A mail program that opens the link changes nothing.
    await portal.visitor().get(`/requests/confirm/${token}`).expect(200);
    await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
    await portal.visitor().post('/api/v1/requests/confirm').send({ token }).expect(422);

    await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
    await reach(guest, reference, 'ready');
    const bundle = await unzip(await download(guest, reference));
    await checkSeals(bundle);
    const comments = JSON.parse(bundle.get('data/portal/comments.json')?.toString() ?? '');
    expect(comments.map((each: { body: string }) => each.body)).toEqual(['a guest wrote this']);
  });

  it('reaches nothing but that request, and can end the session', async () => {
    const address = 'guest.two@visitors.example';
    const guest = portal.visitor();
    const { body } = await guest
      .post('/api/v1/requests')
      .send({ kind: 'export', email: address })
      .expect(202);
    const token = tokenIn(await portal.mail.take(address, body.reference), '/requests/confirm');
    // The same person's second request, and somebody else's.
    const second = await guest.post('/api/v1/requests').send({ kind: 'export', email: address }).expect(202);
    const later = tokenIn(await portal.mail.take(address, second.body.reference), '/requests/confirm');
    await portal.visitor().post('/api/v1/requests/confirm').send({ token: later }).expect(200);
    const [others] = await ownRequests('karim');
    const confirmed = await guest.post(`/requests/confirm/${token}`).expect(303);

    expect((await guest.get('/api/v1/requests').expect(200)).body.items).toMatchObject([
      { reference: body.reference },
    ]);
    for (const reference of [second.body.reference, others?.reference]) {
      await guest.get(`/api/v1/requests/${reference}`).expect(404);
      await guest.get(`/requests/${reference}`).expect(404);
      await guest.get(`/api/v1/requests/${reference}/bundle`).expect(404);
      await guest.post(`/api/v1/requests/${reference}/withdraw`).expect(404);
    }
    for (const path of ['/api/v1/me', '/api/v1/me/sessions', '/api/v1/me/tokens', '/api/v1/admin/requests']) {
      await guest.get(path).expect(403);
    }
    await guest.post('/api/v1/auth/step-up').send({ password: 'correct horse battery' }).expect(403);
    await guest.post('/api/v1/requests').send({ kind: 'export' }).expect(422);

    const cookie = confirmed.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const page = await guest.get(`/requests/${body.reference}`).expect(200);
    expect(page.text).toContain('<form method="post" action="/logout">');
    await guest.post('/logout').expect(303);
    const view = portal.visitor().get(`/api/v1/requests/${body.reference}`);
    await view.set('Cookie', cookie).expect(401);
  });

  it('gets the same answer for an address under which nothing is held', async () => {
    const known = await portal.visitor().post('/api/v1/requests').send({ kind: 'export', email }).expect(202);
    const unknown = await portal
      .visitor()
      .post('/api/v1/requests')
      .send({ kind: 'export', email: 'nobody@visitors.example' })
      .expect(202);
    expect(Object.keys(unknown.body).sort()).toEqual(Object.keys(known.body).sort());
    await portal.mail.take('nobody@visitors.example', unknown.body.reference);
  });

  it('gets a new link only with the right address, and is told nothing', async () => {
    const guest = portal.visitor();
    const { body } = await guest.post('/api/v1/requests').send({ kind: 'export', email }).expect(202);
    const first = tokenIn(await portal.mail.take(email, body.reference), '/requests/confirm');
    const wrong = await guest
      .post(`/api/v1/requests/${body.reference}/link`)
      .send({ email: 'else@visitors.example' });
    const right = await guest.post(`/api/v1/requests/${body.reference}/link`).send({ email });
    expect([wrong.status, right.status]).toEqual([202, 202]);
    expect(wrong.body).toEqual(right.body);
    const second = tokenIn(await portal.mail.take(email, body.reference), '/requests/confirm');
    expect(second).not.toBe(first);
    await guest.post('/api/v1/requests/confirm').send({ token: second }).expect(200);
    await guest.post('/api/v1/requests/confirm').send({ token: first }).expect(200);
    expect(portal.mail.mails.filter((mail) => mail.to === 'else@visitors.example')).toEqual([]);
  });
});

describe('a letter comes in', () => {
  it('is recorded by an admin and goes the same way', async () => {
    const email = 'writer@letters.example';
    const receivedAt = new Date(Date.now() - 3 * 86_400_000).toISOString();
    const letter = { channel: 'letter', receivedAt, kind: 'export', email, name: 'A Writer', locale: 'fr' };
    const { body } = await admin.post('/api/v1/admin/requests').send(letter).expect(201);
    expect(body).toMatchObject({ state: 'received', channel: 'letter', receivedAt });
    const token = tokenIn(await portal.mail.take(email, body.reference), '/requests/confirm');
    await admin.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
    const writer = portal.visitor();
    await writer.post('/api/v1/requests/confirm').send({ token }).expect(200);
    await reach(writer, body.reference, 'ready');
    const bundle = await unzip(await download(writer, body.reference));
    expect(bundle.get('index.html')?.toString()).toMatch(/<html lang="fr-MA" dir="ltr">/);
  });
});

describe('a letter with a day and no time', () => {
  let kiritimati: TestApp;
  beforeAll(async () => {
    kiritimati = await TestApp.start({ TZ_OFFICE: 'Pacific/Kiritimati' });
    await kiritimati.account('admin', 'reviewer');
  });
  afterAll(() => kiritimati.stop());

  it('came on that day where the office is', async () => {
    const reviewer = await kiritimati.signIn('reviewer');
    const letter = { channel: 'letter', kind: 'export', email: 'day@letters.example' };
    const { body } = await reviewer
      .post('/api/v1/admin/requests')
      .send({ ...letter, receivedAt: '2026-03-05' })
      .expect(201);
    expect(body.receivedAt).toBe('2026-03-04T10:00:00.000Z');
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Kiritimati' }).format(new Date());
    await reviewer
      .post('/api/v1/admin/requests')
      .send({ ...letter, receivedAt: today })
      .expect(201);
  });
});

describe('decisions', () => {
  it('are never on one’s own case', async () => {
    const own = await admin.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    const refused = await admin.post(`/api/v1/admin/requests/${own.body.reference}/approve`).expect(403);
    expect(refused.body.type).toBe('/problems/own-case');
  });

  it('refuse with a ground of the law, and say where to complain', async () => {
    const karim = await portal.signIn('karim');
    const { body } = await karim
      .post('/api/v1/requests')
      .send({ kind: 'rectification', message: 'My name.' })
      .expect(201);
    const path = `/api/v1/admin/requests/${body.reference}`;
    const bad = await admin
      .post(`${path}/refuse`)
      .send({ ground: 'because', explanation: 'No.' })
      .expect(422);
    expect(bad.body.errors[0].pointer).toBe('/ground');
    await admin
      .post(`${path}/refuse`)
      .send({ ground: 'manifestly_abusive', explanation: 'Asked ten times.' })
      .expect(200);
    const mail = await portal.mail.take('karim@readers.example', /Asked ten times/);
    expect(mail.text).toContain('CNDP');
    const view = await karim.get(`/api/v1/requests/${body.reference}`).expect(200);
    expect(view.body).toMatchObject({ state: 'refused', refusal: { ground: 'manifestly_abusive' } });
    await admin.post(`${path}/approve`).expect(409);
  });
});

async function ownRequests(username: string): Promise<{ reference: string; state: string }[]> {
  const agent = await portal.signIn(username);
  const { body } = await agent.get('/api/v1/requests?limit=200').expect(200);
  return body.items.filter((each: { kind: string; state: string }) => each.state === 'completed');
}

/** Every hash of the manifest, and the signature by the published key. */
async function checkSeals(bundle: Map<string, Buffer>): Promise<void> {
  const { body } = await portal.visitor().get('/.well-known/athar-keys.json').expect(200);
  expect(bundleFaults(bundle, body.keys[0])).toEqual([]);
}
