import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommentChecks } from '../../../src/comments/comment-checks.js';
import { CommentRuling } from '../../../src/comments/comment-ruling.js';
import { Comment } from '../../../src/comments/comment.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { someoneWaits } from '../../support/someone-waits.js';
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
  await site.known(site.portal.visitor(), GUEST);
  await site.portal.app.get(JobWorker).runUntilIdle();
});
afterAll(async () => {
  await site.stop();
  await service.stop();
});

const posted = async () =>
  (await site.post(site.portal.visitor(), { ...GUEST, body: 'as it was' })) as { id: string };

describe('while an author is at work on a comment', () => {
  it('an admin who approves it waits, and then does not publish what was taken back', async () => {
    const { id } = await posted();
    const { app, sql } = site.portal;
    let approving: Promise<{ status: number }> | undefined;
    await sql.transaction(async (manager) => {
      const comment = await manager.findOneOrFail(Comment, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      await app.get(CommentRuling).withdrawn(manager, comment);
      approving = site.admin.post(`/api/v1/admin/comments/${id}/approve`).then((answer) => answer);
      await someoneWaits(sql);
    });
    expect((await approving)?.status).toBe(409);
    expect(await site.stored(id)).toMatchObject({ status: 'trash', reasons: ['withdrawn'] });
  });

  it('an answer of the spam check about the text before waits, and then decides nothing', async () => {
    const { id } = await posted();
    const { app, sql } = site.portal;
    let working: Promise<unknown> | undefined;
    await sql.transaction(async (manager) => {
      await manager.findOneOrFail(Comment, { where: { id }, lock: { mode: 'pessimistic_write' } });
      working = app.get(JobWorker).runUntilIdle();
      await someoneWaits(sql);
      await manager.query(`UPDATE comments SET body = 'as it is now' WHERE id = $1`, [id]);
      await app.get(CommentChecks).set(manager, id, { reasons: ['checking'], round: 1 });
    });
    await working;
    expect(await site.stored(id)).toMatchObject({ status: 'pending', reasons: ['checking'] });
  });
});
