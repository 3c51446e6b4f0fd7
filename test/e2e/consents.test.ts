import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChoiceSweep } from '../../src/consent/choice-sweep.js';
import { retention } from '../../src/policy/retention.js';
import { type Agent, PASSWORD, TestApp } from '../support/app.js';
import { cookieOf, cookiesOf } from '../support/cookies.js';
import { readBinary } from '../support/read-binary.js';
import { unzip } from '../support/zip.js';

let portal: TestApp;
let admin: Agent;
let second: Agent;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_COOLING_OFF: 'PT0S' });
  for (const username of ['karim', 'salma', 'omar', 'nadia']) await portal.account('member', username);
  for (const username of ['amina', 'adil']) await portal.account('admin', username);
  admin = await portal.signIn('amina');
  second = await portal.signIn('adil');
});
afterAll(() => portal.stop());

const accept = (agent: Agent, ...accepted: string[]) =>
  agent.put('/api/v1/cookie-choice').send({ answer: 'settings', accepted }).expect(204);
const current = async (agent: Agent) => (await agent.get('/api/v1/cookie-choice').expect(200)).body;
const allowed = async (agent: Agent): Promise<string[]> =>
  (await current(agent)).categories
    .filter((one: { allowed: boolean }) => one.allowed)
    .map(({ category }: { category: string }) => category);
const history = async (agent: Agent) => (await agent.get('/api/v1/me/consents').expect(200)).body.items;
const logIn = (agent: Agent, login: string) =>
  agent.post('/api/v1/auth/login').send({ login, password: PASSWORD }).expect(200);

async function events(): Promise<{ action: string; purposes: string[] }[]> {
  await portal.settleLog();
  const rows = await portal.sql.query(
    `SELECT action, detail FROM audit_events WHERE action LIKE 'consent.%' ORDER BY seq`,
  );
  return rows.map(({ action, detail }: { action: string; detail: { purposes: string[] } }) => ({
    action,
    purposes: detail.purposes,
  }));
}

async function personOf(username: string): Promise<string> {
  const [row] = await portal.sql.query('SELECT person_id FROM accounts WHERE username = $1', [username]);
  return row.person_id;
}

describe('an answer of somebody signed in', () => {
  it('is theirs, shows among their consents, and is in the log with its purposes', async () => {
    const karim = await portal.signIn('karim');
    const before = (await events()).length;
    await accept(karim, 'embeds', 'preferences');
    const [one, two] = await history(karim);
    expect([one.purpose, two.purpose].sort()).toEqual(['embeds', 'remembering']);
    const { choice } = await current(karim);
    expect(choice.linked).toBe(true);
    expect(one).toMatchObject({ choiceId: choice.id, validUntil: choice.validUntil, withdrawnAt: null });
    expect((await events()).slice(before)).toEqual([
      { action: 'consent.given', purposes: ['embeds', 'remembering'] },
    ]);
    const page = await karim.get('/account/consents').expect(200);
    expect(page.text).toContain(`href="/api/v1/me/cookie-choices/${choice.id}"`);
    const { body } = await karim.get(`/api/v1/me/cookie-choices/${choice.id}`).expect(200);
    expect(body.record.record_id).toBe(choice.id);
    expect(body.shown.categories).toHaveLength(5);
    expect(JSON.stringify(body)).not.toContain(await personOf('karim'));
    const salma = await portal.signIn('salma');
    await salma.get(`/api/v1/me/cookie-choices/${choice.id}`).expect(404);
    await salma.delete('/api/v1/me/consents/embeds').expect(404);
  });

  it('changes what it changes: a consent that is affirmed goes on, and one that is left out is withdrawn', async () => {
    const karim = await portal.signIn('karim');
    await accept(karim, 'embeds', 'measurement');
    const first = (await history(karim)).filter((one: { withdrawnAt: null }) => one.withdrawnAt === null);
    const before = (await events()).length;
    portal.clock.advance(1000);
    await accept(karim, 'embeds', 'personalisation');
    const { choice } = await current(karim);
    const now = (await history(karim)).filter(
      (one: { withdrawnAt: null; choiceId: string }) =>
        one.withdrawnAt === null && one.choiceId === choice.id,
    );
    expect(now.map(({ purpose }: { purpose: string }) => purpose).sort()).toEqual([
      'embeds',
      'personalisation',
    ]);
    const embeds = (list: { purpose: string; givenAt: string }[]) =>
      list.find(({ purpose }) => purpose === 'embeds')?.givenAt;
    expect(embeds(now)).toBe(embeds(first));
    expect((await events()).slice(before)).toEqual([
      { action: 'consent.given', purposes: ['personalisation'] },
      { action: 'consent.withdrawn', purposes: ['measurement'] },
    ]);
  });

  it('is taken back from the account in every browser at once', async () => {
    const [phone, desk] = [await portal.signIn('omar'), await portal.signIn('omar')];
    await accept(phone, 'embeds');
    await accept(desk, 'embeds', 'measurement');
    const page = await desk.get('/account/consents').expect(200);
    expect(page.text).toMatch(
      /action="\/account\/consents\/withdraw"[^>]*><input type="hidden" name="purpose" value="embeds"/,
    );
    const done = await desk.post('/account/consents/withdraw').type('form').send({ purpose: 'embeds' });
    expect(done.headers.location).toBe('/account/consents?done=consentWithdrawn');
    expect(await allowed(phone)).toEqual(['necessary']);
    expect(await allowed(desk)).toEqual(['necessary', 'measurement']);
    expect((await current(desk)).record.events.at(-1)).toMatchObject({
      purpose: 'embeds',
      event_state: 'withdrawn',
      event_method: 'withdrawal',
    });
    await desk.post('/account/consents/withdraw').type('form').send({ purpose: 'embeds' }).expect(404);
  });

  it('is over after 182 days, there too', async () => {
    const nadia = await portal.signIn('nadia');
    await accept(nadia, 'embeds');
    await portal.sql.query(
      `UPDATE consents SET given_at = given_at - interval '183 days', valid_until = valid_until - interval '183 days'
       WHERE person_id = $1`,
      [await personOf('nadia')],
    );
    expect(await allowed(nadia)).toEqual(['necessary']);
    const { text } = await nadia.get('/account/consents').expect(200);
    expect(text).toContain('Over since');
    expect(text).not.toContain('In force');
  });
});

describe('an answer of a visitor', () => {
  it('becomes a person’s when they sign in with it, by the form too', async () => {
    for (const byForm of [false, true]) {
      const visitor = portal.visitor();
      await accept(visitor, 'embeds');
      const before = (await events()).length;
      if (byForm)
        await visitor.post('/login').type('form').send({ login: 'salma', password: PASSWORD }).expect(303);
      else await logIn(visitor, 'salma');
      expect((await current(visitor)).choice.linked).toBe(true);
      const { choice } = await current(visitor);
      expect(await history(visitor)).toContainEqual(
        expect.objectContaining({ purpose: 'embeds', choiceId: choice.id }),
      );
      expect((await events()).slice(before)).toEqual([{ action: 'consent.given', purposes: ['embeds'] }]);
    }
  });

  it('does not become a second person’s: that person is asked anew', async () => {
    const browser = portal.visitor();
    await accept(browser, 'embeds');
    await logIn(browser, 'salma');
    const { choice } = await current(browser);
    await browser.post('/api/v1/auth/logout').expect(204);
    const login = await logIn(browser, 'karim');
    expect(cookieOf(login, 'athar_cookie_choice').dropped).toBe(true);
    expect(await current(browser)).toMatchObject({ asked: true, choice: null });
    const [row] = await portal.sql.query('SELECT person_id FROM cookie_choices WHERE id = $1', [choice.id]);
    expect(row.person_id).toBe(await personOf('salma'));
  });

  it('signed out, in the browser of somebody who answered, is recorded as nobody’s', async () => {
    const browser = await portal.signIn('salma');
    await accept(browser, 'embeds');
    const own = (await current(browser)).choice.id;
    await browser.post('/api/v1/auth/logout').expect(204);
    await accept(browser, 'embeds', 'personalisation');
    const { choice } = await current(browser);
    expect(choice.linked).toBe(false);
    const salmas = await portal.sql.query('SELECT purpose, withdrawn_at FROM consents WHERE choice_id = $1', [
      own,
    ]);
    expect(salmas).toMatchObject([{ purpose: 'embeds', withdrawn_at: expect.any(Date) }]);
  });

  it('is deleted once it has proven long enough what rested on it; a person’s is not', async () => {
    const [visitor, held] = [portal.visitor(), portal.visitor()];
    await accept(held, 'embeds');
    await accept(visitor, 'embeds');
    const { choice } = await current(visitor);
    const count = async (linked: boolean) => {
      const [row] = await portal.sql.query(
        `SELECT count(*)::int AS found FROM cookie_choices WHERE (person_id IS NOT NULL) = $1`,
        [linked],
      );
      return row.found as number;
    };
    const linked = await count(true);
    const age = (milliseconds: number) =>
      portal.sql.query(`UPDATE cookie_choices SET decided_at = decided_at - $1 * interval '1 millisecond'`, [
        milliseconds,
      ]);
    await age(retention.anonymousChoice - 3_600_000);
    await portal.app.get(ChoiceSweep).run();
    expect(await count(false)).toBeGreaterThan(0);
    await age(7_200_000);
    const kept = (await current(held)).choice.id;
    const scope = { source: 'portal', collection: 'cookie_choices', recordIds: [kept] };
    const hold = { matter: 'An inspection', purpose: 'legal', citation: 'Law 09-08', reviewOn: '2030-01-01' };
    await admin
      .post('/api/v1/admin/holds')
      .send({ ...hold, scope })
      .expect(201);
    await portal.app.get(ChoiceSweep).run();
    expect(await portal.sql.query('SELECT id FROM cookie_choices WHERE person_id IS NULL')).toEqual([
      { id: kept },
    ]);
    expect(await count(true)).toBe(linked);
    expect(await portal.sql.query('SELECT FROM consents WHERE choice_id = $1', [choice.id])).toEqual([]);
    expect(await current(visitor)).toMatchObject({ asked: true, choice: null });
    const page = await visitor.get('/cookies?lang=en').expect(200);
    expect(page.text).toContain('id="cookie-banner"');
    expect(cookieOf(page, 'athar_cookie_choice').dropped).toBe(true);
  });

  it('is refused where it says nothing that can be understood', async () => {
    const visitor = portal.visitor();
    for (const [body, pointer] of [
      [{ answer: 'maybe' }, '/answer'],
      [{ answer: 'settings' }, '/accepted'],
      [{ answer: 'settings', accepted: ['necessary'] }, '/accepted/0'],
      [{ answer: 'settings', accepted: ['embeds', 'embeds'] }, '/accepted'],
    ] as const) {
      const refused = await visitor.put('/api/v1/cookie-choice').send(body).expect(422);
      expect(refused.body.errors[0].pointer).toBe(pointer);
      expect(cookiesOf(refused)).toEqual([]);
    }
  });
});

describe('a person’s answers', () => {
  it('are in their copy with what was shown, and gone after an erasure; the browser is asked anew', async () => {
    await portal.account('member', 'hind');
    const hind = await portal.signIn('hind');
    await accept(hind, 'embeds');
    await accept(hind, 'measurement');
    const bundle = await copyFor(hind);
    const answers = JSON.parse(bundle.get('data/portal/cookie_choices.json')?.toString() ?? '[]');
    expect(answers).toHaveLength(2);
    expect(answers[0]).toMatchObject({
      how: 'settings',
      endedHow: 'replaced',
      record: { schema_version: expect.stringContaining('27560') },
      shown: { words: { 'banner.accept': 'Accept all' } },
    });
    const person = await personOf('hind');
    const { body } = await hind.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
    for (const who of [admin, second])
      await who.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
    await reach(body.reference, 'completed');
    expect(await portal.sql.query('SELECT FROM cookie_choices WHERE person_id = $1', [person])).toEqual([]);
    expect(await portal.sql.query('SELECT FROM consents WHERE person_id = $1', [person])).toEqual([]);
    expect(await current(hind)).toMatchObject({ asked: true, choice: null });
    expect(await allowed(hind)).toEqual(['necessary']);
  });
});

describe('answers that a hidden hold keeps from an erasure', () => {
  it.each(['cookie_choices', 'consents'])(
    'allow nothing more, and nobody sees that they are there: %s',
    async (collection) => {
      const username = collection.replace('_', '-');
      await portal.account('member', username);
      const member = await portal.signIn(username);
      await accept(member, 'embeds', 'measurement');
      const scope = { source: 'portal', collection, email: `${username}@readers.example` };
      const hold = {
        matter: 'An inspection',
        purpose: 'legal',
        citation: 'Law 09-08',
        reviewOn: '2030-01-01',
      };
      await admin
        .post('/api/v1/admin/holds')
        .send({ ...hold, scope, visibility: 'existence-hidden' })
        .expect(201);
      const { body } = await member.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
      for (const who of [admin, second])
        await who.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
      await reach(body.reference, 'deferred');
      const now = await current(member);
      expect(now).toMatchObject({ asked: true, choice: null });
      expect(await allowed(member)).toEqual(['necessary']);
      await member.delete('/api/v1/cookie-choice').expect(204);
      await accept(member, 'embeds');
      expect(await allowed(member)).toContain('embeds');
    },
  );
});

async function reach(reference: string, state: string): Promise<void> {
  for (;;) {
    const { body } = await admin.get(`/api/v1/admin/requests/${reference}`).expect(200);
    if (body.state === state) return;
    if (body.state === 'failed') throw new Error(`failed: ${body.failure}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function copyFor(agent: Agent): Promise<Map<string, Buffer>> {
  const { body } = await agent.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
  await admin.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
  await reach(body.reference, 'ready');
  const path = `/api/v1/requests/${body.reference}/bundle`;
  return unzip((await agent.get(path).buffer(true).parse(readBinary).expect(200)).body as Buffer);
}
