import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CommentChecks } from '../../../src/comments/comment-checks.js';
import { CommentPosting } from '../../../src/comments/comment-posting.js';
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
      await app.get(CommentRuling).withdrawn(manager, comment, { type: 'anonymous' });
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

describe('while an answer is written', () => {
  it('what it answers cannot be deleted, and one that is being deleted is not answered', async () => {
    const { app, sql } = site.portal;
    const parent = await posted();
    await sql.query(`UPDATE comments SET status = 'approved' WHERE id = $1`, [parent.id]);
    const answer = { ...GUEST, body: 'an answer', parentId: parent.id };
    const remove = (manager: Pick<typeof sql, 'query'>) =>
      manager
        .query('DELETE FROM comments WHERE id = $1', [parent.id])
        .catch((error: { code: string }) => error.code);
    const ruling = app.get(CommentRuling);
    const first = ruling.first.bind(ruling);
    let removed: Promise<unknown> | undefined;
    vi.spyOn(ruling, 'first').mockImplementationOnce(async (...given) => {
      removed = remove(sql);
      await Promise.race([removed, someoneWaits(sql)]);
      return first(...given);
    });
    const { id } = await site.post(site.portal.visitor(), answer);
    expect(await removed).toBe('23503');
    await sql.query('DELETE FROM comments WHERE id = $1', [id]);

    let late: Promise<{ errors: unknown }> | undefined;
    await sql.transaction(async (manager) => {
      await remove(manager);
      late = site.post(site.portal.visitor(), answer, 422);
      await someoneWaits(sql);
    });
    expect((await late)?.errors).toMatchObject([{ pointer: '/parentId' }]);
  });
});

describe('while a member’s account is closed', () => {
  it('what they send is refused as from nobody who is signed in', async () => {
    const { app, sql } = site.portal;
    const [{ id }] = await sql.query(`SELECT id FROM accounts WHERE username = 'rachid'`);
    await sql.query('UPDATE accounts SET closed_at = now() WHERE id = $1', [id]);
    const post = app.get(CommentPosting).post('port', { body: 'late' }, { accountId: id, origin: {} });
    await expect(post).rejects.toMatchObject({ status: 401 });
    await sql.query('UPDATE accounts SET closed_at = NULL WHERE id = $1', [id]);
  });
});
