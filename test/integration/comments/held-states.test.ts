import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { Sealer } from '../../../src/platform/crypto/sealer.js';
import { SpamServer } from '../../support/spam-server.js';
import { CommentSite, GUEST } from './comment-site.js';

let service: SpamServer;
let site: CommentSite;

beforeAll(async () => {
  service = await SpamServer.start();
  site = await CommentSite.start({
    ATHAR_SPAM_CHECK_URL: service.url,
    ATHAR_SPAM_CHECK_KEY: 'a-key-of-the-office',
  });
});
afterAll(async () => {
  await site.stop();
  await service.stop();
});

const work = () => site.portal.app.get(JobWorker).runUntilIdle();
const act = (id: string, what: string) => site.admin.post(`/api/v1/admin/comments/${id}/${what}`).expect(200);

async function posted(email: string) {
  const guest = { ...GUEST, email };
  await site.known(site.portal.visitor(), guest);
  return (await site.post(site.portal.visitor(), { ...guest, body: 'as it was' })) as {
    id: string;
    editToken: string;
  };
}

async function hold(id: string): Promise<void> {
  await site.admin
    .post('/api/v1/admin/holds')
    .send({
      matter: 'Case 12/2026',
      purpose: 'legal',
      citation: 'Order 12/2026',
      scope: { source: 'portal', collection: 'comments', recordIds: [id] },
      reviewOn: '2030-01-01',
    })
    .expect(201);
}

/** What a hold keeps of what a comment was, oldest first. */
async function kept(id: string): Promise<unknown[]> {
  const rows = await site.portal.sql.query<{ id: string; field: string; sealed: Buffer }[]>(
    'SELECT id, field, sealed FROM held_versions WHERE key = ARRAY[$1] ORDER BY id',
    [id],
  );
  const sealer = site.portal.app.get(Sealer);
  return rows.map((row) => [row.field, sealer.open('held_versions', row.sealed, row.id)]);
}

describe('the state of a comment that a legal hold keeps', () => {
  it('is kept as it was at each step of an admin, alone or among several', async () => {
    const { id } = await posted('held@visitors.example');
    const free = await posted('free@visitors.example');
    await hold(id);
    await act(id, 'approve');
    await act(id, 'approve');
    await site.admin
      .post('/admin/comments')
      .type('form')
      .send({ act: 'trash', chosen: [id, free.id] })
      .expect(303);
    await act(id, 'restore');
    expect(await site.stored(id)).toMatchObject({ status: 'pending' });
    expect(await kept(id)).toEqual([
      ['status', 'pending'],
      ['status', 'approved'],
      ['status', 'trash'],
    ]);
    expect(await kept(free.id)).toEqual([]);
    const events = await site.portal.settleLog().then(() =>
      site.portal.sql.query<{ type: string }[]>(
        `SELECT leaf::jsonb->'event'->'actor'->>'type' AS type FROM audit_events
         WHERE leaf LIKE '%hold.version_kept%'`,
      ),
    );
    expect(events).toEqual(Array(3).fill({ type: 'account' }));
  });

  it('is kept where its author takes it back or changes it, and where the spam check decides', async () => {
    const { id, editToken: token } = await posted('author@visitors.example');
    await hold(id);
    await work();
    expect(await site.stored(id)).toMatchObject({ status: 'approved' });
    const visitor = site.portal.visitor();
    await visitor.patch(`/api/v1/comments/${id}`).send({ body: 'as it is now', token }).expect(200);
    await visitor.post(`/api/v1/comments/${id}/withdraw`).send({ token }).expect(204);
    expect(await kept(id)).toEqual([
      ['status', 'pending'],
      ['body', 'as it was'],
      ['status', 'approved'],
      ['status', 'pending'],
    ]);
  });
});
