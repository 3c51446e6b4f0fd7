import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';
import { tokenIn } from '../../support/mail-sink.js';
import { readBinary } from '../../support/read-binary.js';
import { traces } from '../../support/person-traces.js';
import { bundleFaults, unzip } from '../../support/zip.js';

/** Tables that the data map of the portal reads. */
const MAPPED = new Set(
  [
    ...readFileSync(new URL('../../../src/sources/maps/portal.yaml', import.meta.url), 'utf8').matchAll(
      /\btable: (\w+)/g,
    ),
  ].map(([, table]) => table),
);
const GUEST = 'guest.one@visitors.example';

let portal: TestApp;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
  await portal.account('admin', 'reviewer');
  admin = await portal.signIn('reviewer');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'Port', 'text', now())`,
  );
});
afterAll(() => portal.stop());

/** The bundle of a request once the office approved it, whole and with its seals looked at. */
async function bundleOf(agent: Agent, reference: string): Promise<ReadonlyMap<string, Buffer>> {
  await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
  for (;;) {
    const { body } = await agent.get(`/api/v1/requests/${reference}`).expect(200);
    if (body.state === 'ready') break;
    if (body.state === 'failed') throw new Error('the export failed');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const answer = await agent
    .get(`/api/v1/requests/${reference}/bundle`)
    .buffer(true)
    .parse(readBinary)
    .expect(200);
  const files = await unzip(answer.body as Buffer);
  const keys = await portal.visitor().get('/.well-known/athar-keys.json').expect(200);
  const { kid } = JSON.parse(files.get('manifest.json')?.toString() ?? '') as { kid: string };
  const jwk = keys.body.keys.find((key: { kid: string }) => key.kid === kid);
  expect(bundleFaults(files, jwk)).toEqual([]);
  const cut = new Map(files).set('data/portal/comments.json', Buffer.from('[]'));
  expect(bundleFaults(cut, jwk)).not.toEqual([]);
  return files;
}

const records = (files: ReadonlyMap<string, Buffer>, collection: string) =>
  JSON.parse(files.get(`data/portal/${collection}.json`)?.toString() ?? '[]') as Record<string, unknown>[];

describe('P22: a file of all data held', () => {
  it('goes to whoever has an account, with what they gave and what was noted beside', async () => {
    const karim = await portal.signIn('karim');
    await karim.patch('/api/v1/me').send({ about: 'Plays chess.' }).expect(200);
    await karim.post('/api/v1/articles/port/comments').send({ body: 'words of karim' }).expect(201);
    const { body } = await karim.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    const files = await bundleOf(karim, body.reference);
    expect(records(files, 'account')).toMatchObject([
      { username: 'karim', email: 'karim@readers.example', about: 'Plays chess.' },
    ]);
    expect(records(files, 'comments')).toMatchObject([{ body: 'words of karim', ip: '127.0.0.1' }]);
  });

  it('has what every room holds of them: no table that leads to the person is left out', async () => {
    await portal.account('member', 'salma');
    const salma = await portal.signIn('salma');
    await portal.signIn('salma');
    await salma.patch('/api/v1/me').send({ email: 'salma.new@readers.example' }).expect(200);
    await salma.post('/api/v1/me/tokens').send({ name: 'A script of salma', days: 7 }).expect(201);
    await salma
      .put('/api/v1/cookie-choice')
      .send({ answer: 'settings', accepted: ['embeds'] })
      .expect(204);
    await salma.post('/api/v1/articles/port/comments').send({ body: 'words of salma' }).expect(201);
    const { body } = await salma.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    const message = { body: 'A message of salma' };
    await salma.post(`/api/v1/requests/${body.reference}/messages`).send(message).expect(201);
    await portal.settleLog();
    const files = await bundleOf(salma, body.reference);
    const held: readonly (readonly [collection: string, what: string])[] = [
      ['account', 'salma@readers.example'],
      ['account_links', 'salma.new@readers.example'],
      ['activity', '127.0.0.1'],
      ['api_tokens', 'A script of salma'],
      ['comments', 'words of salma'],
      ['consents', 'embeds'],
      ['cookie_choices', '27560'],
      ['identifiers', 'salma@readers.example'],
      ['mails', 'request_received'],
      ['request_messages', 'A message of salma'],
      ['request_people', body.reference as string],
      ['request_steps', 'submitted'],
      ['requests', body.reference as string],
      ['sessions', '127.0.0.1'],
    ];
    for (const [collection, what] of held)
      expect(files.get(`data/portal/${collection}.json`)?.toString() ?? '', collection).toContain(what);
    const [ids] = await portal.sql.query(
      `SELECT id, person_id AS person FROM accounts WHERE username = 'salma'`,
    );
    const places = await traces(portal, ['salma', ids.id, ids.person]);
    const tables = new Set(places.flatMap((place) => /^(\w+)\.\w+: /.exec(place)?.[1] ?? []));
    expect([...tables].filter((table) => !MAPPED.has(table))).toEqual([]);
  });

  it('goes to whoever left comments without an account', async () => {
    const guest = portal.visitor();
    const comment = { body: 'words of a guest', name: 'Guest One', email: GUEST };
    await guest.post('/api/v1/articles/port/comments').send(comment).expect(201);
    const { body } = await guest.post('/api/v1/requests').send({ kind: 'export', email: GUEST }).expect(202);
    const token = tokenIn(await portal.mail.take(GUEST, body.reference), '/requests/confirm');
    await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
    const files = await bundleOf(guest, body.reference);
    expect(records(files, 'comments')).toMatchObject([
      { body: 'words of a guest', authorName: 'Guest One', authorEmail: GUEST, ip: '127.0.0.1' },
    ]);
    expect([...files.values()].map(String).join('\n')).not.toContain('words of karim');
  });
});
