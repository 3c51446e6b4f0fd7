import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { SPAM_CHECK_FIELDS } from '../../../src/policy/recipients.js';
import { TestApp } from '../../support/app.js';
import { type SpamAnswer, SpamServer } from '../../support/spam-server.js';

const GUEST = { name: 'سلمى', email: 'salma@visitors.example', website: 'https://salma.example/' };
const KEY = 'a-key-of-the-office';

let service: SpamServer;
let portal: TestApp;

beforeAll(async () => {
  service = await SpamServer.start();
  portal = await TestApp.start({
    ATHAR_ROLE: 'web',
    ATHAR_SPAM_CHECK_URL: service.url,
    ATHAR_SPAM_CHECK_KEY: KEY,
  });
  await site(portal);
});
afterAll(async () => {
  await portal.stop();
  await service.stop();
});
beforeEach(() => {
  service.answer = 'false';
  service.calls.splice(0);
});

async function site(app: TestApp): Promise<void> {
  await app.account('admin', 'nadia');
  await app.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', 'Text', now())`,
  );
  await app.sql.query(
    `INSERT INTO comments (article_id, author_name, author_email, body, status, created_at)
     SELECT id, $1, $2, 'earlier', 'approved', now() FROM articles`,
    [GUEST.name, GUEST.email],
  );
}

const post = async (form: object = {}) =>
  (
    await portal
      .visitor()
      .set('User-Agent', 'Browser/1')
      .post('/api/v1/articles/port/comments')
      .send({ body: 'hello', ...GUEST, ...form })
      .expect(201)
  ).body as { id: string; status: string };

async function state(id: string) {
  const [row] = await portal.sql.query<{ status: string; reasons: string[]; body: string }[]>(
    'SELECT status, body, reasons FROM comments JOIN comment_checks ON comment_id = id WHERE id = $1',
    [id],
  );
  return row;
}

/** Runs what is due, and every further try at once. */
async function work(): Promise<void> {
  for (let tries = 0; tries < 6; tries += 1) {
    await portal.sql.query(
      `UPDATE tasks SET run_at = now() WHERE name = 'comments.check_spam' AND state = 'waiting'`,
    );
    await portal.app.get(JobWorker).runUntilIdle();
  }
}

describe('P25 comments may be checked by an automated service', () => {
  it('which is a named recipient that gets exactly the declared fields, and no more', async () => {
    const { id } = await post({ body: 'مرحبا & <b>' });
    await work();
    const { body: policy } = await portal.visitor().get('/api/v1/policy').expect(200);
    const recipient = policy.recipients.find((one: { id: string }) => one.id === 'spam_check');
    expect(recipient).toMatchObject({ fields: [...SPAM_CHECK_FIELDS], switchable: true });
    expect(service.calls).toEqual([
      {
        path: 'POST /1.1/comment-check',
        fields: {
          api_key: KEY,
          blog: 'http://portal.example',
          blog_charset: 'UTF-8',
          comment_type: 'comment',
          comment_content: 'مرحبا & <b>',
          comment_author: GUEST.name,
          comment_author_email: GUEST.email,
          comment_author_url: GUEST.website,
          user_ip: '127.0.0.1',
          user_agent: 'Browser/1',
        },
      },
    ]);
    expect(await state(id)).toMatchObject({ status: 'approved', reasons: [] });
  });

  it('and is asked before even a known author’s comment appears', async () => {
    const { id, status } = await post();
    expect(status).toBe('pending');
    expect(await state(id)).toMatchObject({ reasons: ['checking'] });
    await work();
    expect(await state(id)).toMatchObject({ status: 'approved' });
  });

  it('whose yes lets the comment wait for a person, who is told why', async () => {
    service.answer = 'true';
    const { id } = await post();
    await work();
    expect(await state(id)).toMatchObject({ status: 'pending', reasons: ['spam_service'] });
    const admin = await portal.signIn('nadia');
    const { body } = await admin.get('/api/v1/admin/comments').expect(200);
    expect(body.items.find((one: { id: string }) => one.id === id)).toMatchObject({
      reasons: ['spam_service'],
    });
  });

  it('whose no changes nothing of the rules', async () => {
    const { id } = await post({ email: 'new@visitors.example' });
    await work();
    expect(await state(id)).toMatchObject({ status: 'pending', reasons: ['first_comment'] });
  });

  const failures: [string, SpamAnswer][] = [
    ['garbage', 'maybe'],
    ['an invalid key', 'invalid'],
    ['nothing', ''],
    ['an error that says no', (_request, response) => response.writeHead(500).end('false')],
    ['a redirect', (_request, response) => response.writeHead(302, { Location: '/elsewhere' }).end('false')],
    ['an answer without end', (_request, response) => void response.write('false'.padEnd(100_000))],
    ['a broken connection', (request) => request.socket.destroy()],
  ];

  it.each(failures)('and when it fails (%s) the comment waits, and is not lost', async (_what, answer) => {
    service.answer = answer;
    const { id } = await post({ body: 'kept' });
    await work();
    expect(service.calls.map(({ path }) => path)).toEqual(Array(4).fill('POST /1.1/comment-check'));
    expect(await state(id)).toEqual({ status: 'pending', reasons: ['spam_unanswered'], body: 'kept' });
  });

  it('whose late answer is not waited for', async () => {
    service.answer = () => undefined;
    const { id } = await post({ body: 'late' });
    await portal.sql.query(
      `UPDATE tasks SET attempts = 3 WHERE name = 'comments.check_spam' AND state = 'waiting'`,
    );
    await work();
    expect(await state(id)).toMatchObject({ status: 'pending', reasons: ['spam_unanswered'] });
  }, 30_000);

  it('and is asked again until it answers, which is in the log without a word of the comment', async () => {
    let asked = 0;
    service.answer = (_request, response) => {
      asked += 1;
      response.writeHead(asked < 3 ? 503 : 200).end('false');
    };
    const { id } = await post();
    await work();
    expect(await state(id)).toMatchObject({ status: 'approved' });
    await portal.settleLog();
    const logged = await portal.sql.query(
      `SELECT detail FROM audit_events WHERE action = 'comment.checked' AND detail ->> 'comment' = $1`,
      [id],
    );
    expect(logged).toEqual([{ detail: { comment: id, verdict: 'ham', status: 'approved' } }]);
  });

  it('whose answer comes too late where an admin has decided', async () => {
    service.answer = 'true';
    const { id } = await post();
    const admin = await portal.signIn('nadia');
    await admin.post(`/api/v1/admin/comments/${id}/approve`).expect(200);
    await work();
    expect(await state(id)).toMatchObject({ status: 'approved' });
    expect(service.calls).toEqual([]);
  });

  it('and its key and comments are in no log line', () => {
    const lines = portal.log.text;
    for (const secret of [KEY, GUEST.email, GUEST.name]) expect(lines).not.toContain(secret);
  });

  it('and can be switched off: then nothing leaves, and a known author waits for nobody', async () => {
    const off = await TestApp.start({ ATHAR_ROLE: 'web' });
    try {
      await site(off);
      const form = { body: 'hello', ...GUEST };
      const { body } = await off.visitor().post('/api/v1/articles/port/comments').send(form).expect(201);
      expect(body.status).toBe('approved');
      expect(await off.sql.query(`SELECT FROM tasks WHERE name = 'comments.check_spam'`)).toEqual([]);
    } finally {
      await off.stop();
    }
  });
});
