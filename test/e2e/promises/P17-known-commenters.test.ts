import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { TestApp } from '../../support/app.js';

const GUEST = { name: 'Salma', email: 'salma@visitors.example' };
const YEARS = 10 * 365 * 86_400_000;

let portal: TestApp;
beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('admin', 'nadia');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', 'Text', now())`,
  );
});
afterAll(() => portal.stop());

const post = async (body: string) =>
  (
    await portal
      .visitor()
      .post('/api/v1/articles/port/comments')
      .send({ ...GUEST, body })
      .expect(201)
  ).body;

describe('P17 comments are kept without limit, and their authors recognised', () => {
  it('a first comment waits; after its approval the next one skips the queue', async () => {
    const first = await post('first');
    expect(first.status).toBe('pending');
    const admin = await portal.signIn('nadia');
    await admin.post(`/api/v1/admin/comments/${first.id}/approve`).expect(200);
    expect((await post('second')).status).toBe('approved');
  });

  it('no purge touches them: after ten years each is as it was, and its author is known still', async () => {
    const all = () => portal.sql.query('SELECT * FROM comments ORDER BY id');
    const before = await all();
    portal.clock.advance(YEARS);
    await portal.sql.query(`UPDATE tasks SET run_at = now() WHERE state = 'waiting'`);
    await portal.app.get(JobWorker).runUntilIdle();
    const done = await portal.sql.query(`SELECT DISTINCT name FROM tasks WHERE state = 'done'`);
    expect(done.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['comments.sweep_bans', 'accounts.sweep', 'request.purge_closed']),
    );
    expect(await all()).toEqual(before);
    expect((await post('third')).status).toBe('approved');
  });
});
