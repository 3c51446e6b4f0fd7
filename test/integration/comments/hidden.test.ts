import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommentHiding } from '../../../src/comments/comment-hiding.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { SpamServer } from '../../support/spam-server.js';
import { CommentSite, GUEST } from './comment-site.js';

let service: SpamServer;
let site: CommentSite;
let guests = 0;

beforeAll(async () => {
  service = await SpamServer.start();
  site = await CommentSite.start({
    ATHAR_SPAM_CHECK_URL: service.url,
    ATHAR_SPAM_CHECK_KEY: 'a-key-of-the-office',
  });
  await site.portal
    .visitor()
    .post('/api/v1/requests')
    .send({ kind: 'export', email: 'x@visitors.example' })
    .expect(202);
});
afterAll(async () => {
  await site.stop();
  await service.stop();
});

/** A guest of whom one comment was approved. */
async function knownGuest() {
  guests += 1;
  const guest = { ...GUEST, email: `h${guests}@visitors.example` };
  await site.known(site.portal.visitor(), guest);
  await work();
  return guest;
}

async function work(): Promise<void> {
  await site.portal.app.get(JobWorker).runUntilIdle();
}

/** As a restriction or an erasure that waits does. */
async function hide(address: string): Promise<void> {
  const { manager } = site.portal.sql;
  const [row] = await manager.query<{ id: string }[]>('SELECT id FROM requests LIMIT 1');
  await site.portal.app
    .get(CommentHiding)
    .hide(manager, row?.id ?? '', { accountIds: [], addresses: [address] });
}

describe('a comment that is hidden', () => {
  it('is sent to no spam check, and waits for an admin', async () => {
    const guest = await knownGuest();
    const { id } = await site.post(site.portal.visitor(), { ...guest, body: 'kept to ourselves' });
    await hide(guest.email);
    service.calls.splice(0);
    await work();
    expect(service.calls).toEqual([]);
    expect(await site.stored(id)).toMatchObject({
      status: 'pending',
      reasons: ['first_comment', 'spam_unanswered'],
    });
  });

  it('is answered by nobody, as if it were erased', async () => {
    const guest = await knownGuest();
    const { id } = await site.post(site.portal.visitor(), { ...guest, body: 'a place in the thread' });
    await work();
    const answer = { ...guest, body: 'an answer', parentId: id };
    await site.post(site.portal.visitor(), answer);
    await hide(guest.email);
    const refused = await site.post(site.portal.visitor(), answer, 422);
    expect(refused.errors).toMatchObject([{ pointer: '/parentId' }]);
  });

  it('makes nobody known', async () => {
    const guest = await knownGuest();
    await hide(guest.email);
    const { id } = await site.post(site.portal.visitor(), { ...guest, body: 'again' });
    expect((await site.stored(id)).reasons).toContain('first_comment');
  });
});
