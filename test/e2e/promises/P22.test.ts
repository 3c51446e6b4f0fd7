import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';
import { tokenIn } from '../../support/mail-sink.js';
import { readBinary } from '../../support/read-binary.js';
import { bundleFaults, unzip } from '../../support/zip.js';

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
