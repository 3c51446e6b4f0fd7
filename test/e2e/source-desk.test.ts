import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresRemote } from '../integration/erasures/remote-database.js';
import { RemoteShop } from '../integration/erasures/remote-shop.js';
import { type Agent, PASSWORD } from '../support/app.js';

const SOURCES = '/api/v1/admin/sources';
const NEWSLETTER = {
  id: 'newsletter',
  kind: 'manual',
  title: { ar: 'النشرة', fr: 'Lettre', en: 'Newsletter' },
  task: { ar: 'ابحثوا', fr: 'Cherchez', en: 'Search the dashboard' },
};
const BACKUPS = {
  id: 'backups',
  kind: 'manual',
  title: { ar: 'النسخ', fr: 'Sauvegardes', en: 'Backups' },
  concerns: ['erasure'],
  rotates: 'P90D',
};

let shop: RemoteShop;
let admin: Agent;

beforeAll(async () => {
  shop = await RemoteShop.start(postgresRemote, {}, [NEWSLETTER, BACKUPS]);
  await shop.customer('salma');
  admin = await shop.portal.signIn('first');
});
afterAll(() => shop.stop());

const tried = async () => {
  await shop.portal.settleLog();
  return shop.portal.sql.query<
    { source: string; field: string | null; value: string | null; own: boolean }[]
  >(
    `SELECT e.detail ->> 'source' AS source, v.field, v.value, v.owner = e.actor AS own
     FROM audit_events e LEFT JOIN audit_values v ON v.event = e.id AND v.field IN ('email', 'text')
     WHERE e.action = 'source.tried' ORDER BY e.seq`,
  );
};
const steps = async () => {
  const { body } = await admin.get(`${SOURCES}/shop`).expect(200);
  return (body.steps as { step: string; done: boolean }[]).flatMap(({ step, done }) => (done ? [step] : []));
};
const look = (email: string, agent = admin) => agent.post(`${SOURCES}/shop/try`).send({ email });

describe('a source, for admins', () => {
  it('says when it answered, whether it is pinned, and which systems are searched by hand', async () => {
    const { body } = await admin.get(SOURCES).expect(200);
    const [, found] = body.items;
    expect(found).toMatchObject({ id: 'shop', state: 'ready', pinnedAt: null, absent: [] });
    expect(Date.now() - Date.parse(found.checkedAt as string)).toBeLessThan(600_000);
    expect(body.manual).toEqual([
      {
        id: 'newsletter',
        title: NEWSLETTER.title,
        task: NEWSLETTER.task,
        concerns: ['export', 'erasure'],
        rotates: null,
      },
      { id: 'backups', title: BACKUPS.title, task: null, concerns: ['erasure'], rotates: 'P90D' },
    ]);
    await admin.get(`${SOURCES}/nothing`).expect(404);
  });
});

describe('trying a source with one address', () => {
  it('counts what the address finds, kind by kind, and says nothing else of it', async () => {
    expect(await steps()).not.toContain('try');
    const { body, text } = await look('Salma@readers.example').expect(200);
    expect(body.available).toBe(true);
    expect(body.collections.map(({ id, count }: { id: string; count: number }) => [id, count])).toEqual([
      ['customers', 1],
      ['orders', 3],
      ['letters', 1],
    ]);
    expect(text).not.toMatch(/dear shop|salma/i);
    expect(await steps()).toContain('try');
  });

  it('leaves no event without whose address it was, and puts none into the copy of the admin', async () => {
    const before = (await tried()).length;
    await look('salma@readers.example').expect(200);
    await look('nobody@elsewhere.example').expect(200);
    expect((await tried()).slice(before)).toEqual([
      { source: 'shop', field: 'email', value: 'salma@readers.example', own: false },
      { source: 'shop', field: 'text', value: 'nobody@elsewhere.example', own: true },
    ]);
    expect(shop.portal.log.text).not.toMatch(/nobody@elsewhere|salma@readers/);
  });

  it('is not for the admin’s own address, nor for anybody else than admins', async () => {
    const before = (await tried()).length;
    const { body } = await look('FIRST@readers.example').expect(403);
    expect(body.type).toBe('/problems/own-account');
    await look('second@readers.example').expect(200);
    await shop.portal.account('auditor', 'auditor');
    await look('salma@readers.example', await shop.portal.signIn('salma')).expect(403);
    await look('salma@readers.example', await shop.portal.signIn('auditor')).expect(403);
    expect(await tried()).toHaveLength(before + 1);
  });

  it('is refused after so many in an hour, for the one admin and by every way, which is logged', async () => {
    const denied = async () => {
      await shop.portal.settleLog();
      return shop.portal.sql.query<{ source: string; value: string | null }[]>(
        `SELECT e.detail ->> 'source' AS source, v.value FROM audit_events e
         LEFT JOIN audit_values v ON v.event = e.id AND v.field IN ('email', 'text')
         WHERE e.action = 'source.tried' AND e.outcome = 'denied'`,
      );
    };
    await shop.portal.account('admin', 'curious');
    const curious = await shop.portal.signIn('curious');
    for (let trial = 0; trial < 30; trial += 1)
      await look(`person-${trial}@readers.example`, curious).expect(200);
    const made = (await tried()).length;
    const { body, headers } = await look('salma@readers.example', curious).expect(429);
    expect(body).toMatchObject({ type: '/problems/too-many' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(await denied()).toEqual([{ source: 'shop', value: null }]);
    const form = { email: 'salma@readers.example' };
    const { text } = await curious.post('/admin/sources/portal?lang=en').type('form').send(form).expect(429);
    expect(text).toMatch(/role="alert"[^>]*>[^<]*minutes/);
    expect(text).toContain('value="salma@readers.example"');
    for (let trial = 0; trial < 6; trial += 1) await look('salma@readers.example', curious).expect(429);
    expect(await denied()).toHaveLength(5);
    expect((await tried()).length - made).toBe(5);
    await look('salma@readers.example').expect(200);
  });

  it('refuses what is no address, and knows no other systems', async () => {
    const before = (await tried()).length;
    await look('salma').expect(422);
    await admin.post(`${SOURCES}/newsletter/try`).send({ email: 'salma@readers.example' }).expect(404);
    await admin.post(`${SOURCES}/a@b.example/try`).send({ email: 'salma@readers.example' }).expect(404);
    expect(await tried()).toHaveLength(before);
  });
});

describe('the pages of systems', () => {
  it('name those that are searched by hand, and lead to each other', async () => {
    const { text } = await admin.get('/admin/sources').expect(200);
    expect(text).toContain('href="/admin/sources/shop"');
    expect(text).toMatch(/Newsletter[^]*Search the dashboard[^]*Backups[^]*90 days/);
    const { text: one } = await admin.get('/admin/sources/shop').expect(200);
    expect(one).toContain('href="/admin/sources"');
    expect(one).toContain('none yet: the first dry run accepts');
    await admin.get('/admin/sources/nothing').expect(404);
  });

  it('count what a posted address finds, without it in any address', async () => {
    const send = (email: string) => admin.post('/admin/sources/shop').type('form').send({ email });
    const before = (await tried()).length;
    const { text } = await send('salma@readers.example').expect(200);
    expect(text).toContain('The address finds 5 records.');
    expect(text).not.toMatch(/(?:href|action)="[^"]*salma/);
    expect((await send('nobody@elsewhere.example').expect(200)).text).toContain('finds nothing here');
    expect(await tried()).toHaveLength(before + 2);
    const refused = await send('salma').expect(422);
    expect(refused.text).toContain('<a href="#email">');
    expect(refused.text).toMatch(/name="email"[^>]* value="salma"/);
    await send('first@readers.example').expect(403);
    await admin.post('/admin/sources/nothing').type('form').send({ email: 'a@b.example' }).expect(404);
  });

  it('say in each language what to do next', async () => {
    await shop.all('ALTER TABLE shop.customers ADD COLUMN phone text');
    for (const [language, todo] of [
      ['en', 'To do'],
      ['fr', 'À faire'],
      ['ar', 'لم يتم بعد'],
    ] as const) {
      const { text } = await admin.get(`/admin/sources/shop?lang=${language}`).expect(200);
      expect(text).toContain(todo);
      expect(text).toContain('npx athar source check shop');
    }
    await shop.all('ALTER TABLE shop.customers DROP COLUMN phone');
    const { text } = await admin.get('/admin/sources/shop').expect(200);
    expect(text).not.toContain('npx athar source check shop');
  });
});

describe('the way to being erased in', () => {
  it('has its dry run once a plan looked into the source', async () => {
    expect(await steps()).not.toContain('plan');
    const member = await shop.portal.signIn('salma');
    await member.post('/api/v1/auth/step-up').send({ password: PASSWORD });
    const { body } = await member.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
    await shop.work();
    await admin.get(`/api/v1/admin/requests/${body.reference as string}/plan`).expect(200);
    expect(await steps()).toEqual(['connect', 'check', 'try', 'plan', 'erase']);
  });

  it('is not checked while a column that looks personal is in no map', async () => {
    await shop.all('ALTER TABLE shop.customers ADD COLUMN phone text');
    expect(await steps()).toEqual(['connect', 'try', 'plan', 'erase']);
    await shop.all('ALTER TABLE shop.customers DROP COLUMN phone');
  });

  it('says of a source whose map does not fit any more that it is neither checked nor erased in', async () => {
    await shop.all('ALTER TABLE shop.letters RENAME COLUMN text TO words');
    expect(await steps()).toEqual(['connect', 'try', 'plan']);
    await shop.all('ALTER TABLE shop.letters RENAME COLUMN words TO text');
    expect(await steps()).toContain('check');
  });
});

describe('a source that may only be read, and does not answer', () => {
  it('is not tried, though the look is logged, and says how it is connected and erased in', async () => {
    const url = 'postgres://reader:secret@127.0.0.1:1/none';
    const other = await RemoteShop.start(postgresRemote, {}, [{ id: 'archive', map: './shop.yaml', url }]);
    try {
      const official = await other.portal.signIn('first');
      const { body } = await official
        .post(`${SOURCES}/archive/try`)
        .send({ email: 'salma@readers.example' })
        .expect(200);
      expect(body).toEqual({ available: false, collections: [] });
      await other.portal.settleLog();
      const events = await other.portal.sql.query(
        `SELECT FROM audit_events WHERE action = 'source.tried' AND detail ->> 'source' = 'archive'`,
      );
      expect(events).toHaveLength(1);
      const { body: guide } = await official.get(`${SOURCES}/archive`).expect(200);
      expect(guide.steps.filter(({ done }: { done: boolean }) => done)).toEqual([]);
      const { text } = await official.get('/admin/sources/archive').expect(200);
      expect(text).toContain('- id: archive\n  map: ./archive.yaml\n  url: postgres://reader:');
      expect(text).toContain('  mode: erase\n  writeUrl: postgres://eraser:');
      expect(text).not.toMatch(/secret|127\.0\.0\.1:1/);
      const { text: tried } = await official
        .post('/admin/sources/archive')
        .type('form')
        .send({ email: 'salma@readers.example' })
        .expect(200);
      expect(tried).toContain('Nothing was counted.');
    } finally {
      await other.stop();
    }
  });
});
