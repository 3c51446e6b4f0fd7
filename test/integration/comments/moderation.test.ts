import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommentSite, GUEST } from './comment-site.js';

let site: CommentSite;
let sent = 0;
beforeAll(async () => {
  site = await CommentSite.start();
});
afterAll(() => site.stop());

const waiting = async (body: string): Promise<string> => {
  sent += 1;
  const visitor = site.portal.visitor().set('User-Agent', 'Browser/1');
  return (await site.post(visitor, { ...GUEST, email: `g${sent}@visitors.example`, body })).id;
};
const act = async (id: string, step: string, status = 200) =>
  (await site.admin.post(`/api/v1/admin/comments/${id}/${step}`).expect(status)).body;
const list = async (query = '') => (await site.admin.get(`/api/v1/admin/comments${query}`).expect(200)).body;
const page = async (path: string) => (await site.admin.get(path).expect(200)).text;
const ids = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);

async function events(action: string) {
  await site.portal.settleLog();
  return site.portal.sql.query<{ detail: Record<string, unknown>; actor: string }[]>(
    'SELECT detail, actor FROM audit_events WHERE action = $1 ORDER BY seq',
    [action],
  );
}

describe('moderation by the API', () => {
  it('lists those that wait, oldest first, page by page, with what only admins see', async () => {
    const [one, two, three] = [await waiting('one'), await waiting('two'), await waiting('three')];
    const first = await list('?limit=2');
    expect(ids(first)).toEqual([one, two]);
    expect(first.items[0]).toMatchObject({
      authorEmail: 'g1@visitors.example',
      ip: '127.0.0.1',
      userAgent: 'Browser/1',
      reasons: ['first_comment'],
      article: { slug: 'port', title: 'The port' },
    });
    expect(ids(await list(`?limit=2&cursor=${first.next}`))).toEqual([three]);
    await site.admin.get(`/api/v1/admin/comments?status=spam&cursor=${first.next}`).expect(422);
    await site.admin.get('/api/v1/admin/comments?status=erased').expect(422);
  });

  it('approves, marks, puts away and restores, each once and as an event without an address', async () => {
    const id = await waiting('moved about');
    for (const [step, status, action] of [
      ['approve', 'approved', 'comment.approved'],
      ['spam', 'spam', 'comment.marked_spam'],
      ['trash', 'trash', 'comment.trashed'],
      ['restore', 'pending', 'comment.restored'],
    ] as const) {
      expect(await act(id, step)).toEqual({ id, status });
      expect(await act(id, step)).toEqual({ id, status });
      expect((await events(action)).filter(({ detail }) => detail.comment === id)).toEqual([
        { detail: { comment: id }, actor: expect.any(String) },
      ]);
    }
    expect(await site.stored(id)).toMatchObject({ body: 'moved about', author_email: expect.any(String) });
    await act('00000000-0000-7000-8000-000000000000', 'approve', 404);
    await act('nonsense', 'approve', 404);
  });

  it('shows and moves nothing that was erased or is left to holds', async () => {
    const [erased, left] = [await waiting('erased'), await waiting('left')];
    await site.portal.sql.query(`UPDATE comments SET status = 'erased' WHERE id = $1`, [erased]);
    await site.leave(left);
    const shown = ids(await list('?limit=200'));
    for (const id of [erased, left]) {
      expect(shown).not.toContain(id);
      await act(id, 'approve', 404);
    }
    const found = await site.admin
      .post('/api/v1/admin/comments/search')
      .send({ email: (await site.stored(left)).author_email })
      .expect(200);
    expect(found.body).toEqual({ items: [], next: null });
  });

  it('tells each look and each search to the log, with ids and fields, and no address', async () => {
    const id = await waiting('looked at');
    await list('?limit=200');
    const email = (await site.stored(id)).author_email as string;
    const found = await site.admin
      .post('/api/v1/admin/comments/search')
      .send({ email: email.toUpperCase() })
      .expect(200);
    expect(ids(found.body)).toEqual([id]);
    const [looks, searches] = [await events('comment.viewed'), await events('comment.searched')];
    expect(looks.at(-1)?.detail).toMatchObject({
      status: 'pending',
      comments: expect.arrayContaining([id]),
      fields: ['name', 'email', 'website', 'text', 'ip', 'userAgent'],
    });
    expect(searches.at(-1)?.detail).toMatchObject({ by: 'email', comments: [id] });
    const values = await site.portal.sql.query(
      `SELECT value FROM audit_values WHERE value ILIKE '%visitors.example%'`,
    );
    expect(values).toEqual([]);
  });

  it('says that an address is banned where an admin looks, and nowhere else', async () => {
    const id = await waiting('banned');
    const email = (await site.stored(id)).author_email as string;
    await site.admin.post('/api/v1/admin/bans').send({ email, reason: 'Insults.' }).expect(201);
    const { items } = await list('?limit=200');
    expect(items.find((one: { id: string }) => one.id === id).reasons).toEqual(['first_comment', 'banned']);
    expect((await site.stored(id)).reasons).toEqual(['first_comment']);
  });

  it('keeps the list of blocked words, each once however it is written', async () => {
    const words = '/api/v1/admin/comments/words';
    const { body } = await site.admin.post(words).send({ word: ' إعـلان ' }).expect(201);
    expect(body.word).toBe('إعـلان');
    for (const word of ['اعلان', '!!', '', 'x'.repeat(101), 'a\0'])
      await site.admin.post(words).send({ word }).expect(422);
    expect((await site.admin.get(words).expect(200)).body.items).toMatchObject([{ id: body.id }]);
    await site.admin.delete(`${words}/${body.id}`).expect(204);
    await site.admin.delete(`${words}/${body.id}`).expect(404);
    expect(await events('comment.word_blocked')).toMatchObject([{ detail: { word: body.id } }]);
    expect(await events('comment.word_unblocked')).toHaveLength(1);
  });
});

describe('moderation by pages, without scripts', () => {
  it('moves one by its own button and several by ticks', async () => {
    const [one, two, three] = [await waiting('p1 <b>'), await waiting('p2'), await waiting('p3')];
    const html = await page('/admin/comments');
    expect(html).toContain(`value="approve:${one}"`);
    expect(html).toContain('p1 &lt;b>');
    expect(html).toMatch(/first comment of its author/);
    const post = (form: object) => site.admin.post('/admin/comments').type('form').send(form);
    const { headers } = await post({ status: 'pending', one: `approve:${one}`, chosen: [two] }).expect(303);
    expect(headers.location).toBe('/admin/comments?status=pending&done=moderated');
    await post({ status: 'pending', act: 'spam', chosen: [two, three, 'nonsense'] }).expect(303);
    const statuses = await Promise.all([one, two, three].map(async (id) => (await site.stored(id)).status));
    expect(statuses).toEqual(['approved', 'spam', 'spam']);
    expect(await page('/admin/comments?status=spam')).toContain(`value="restore:${two}"`);
    expect((await post({ act: 'approve' }).expect(303)).headers.location).toContain('nothingModerated');
    await post({ act: 'erase', chosen: [two] }).expect(422);
  });

  it('finds the comments of an address by a posted form, page by page', async () => {
    await site.portal.sql.query(
      `INSERT INTO comments (article_id, author_name, author_email, body, status, created_at)
       SELECT id, 'Many', 'many@visitors.example', 'many ' || n || '.', 'trash', now() FROM articles, generate_series(1, 30) n`,
    );
    const search = (form: object) => site.admin.post('/admin/comments/search').type('form').send(form);
    const { text } = await search({ email: 'Many@visitors.example' }).expect(200);
    expect(text.match(/many \d+\./g)).toHaveLength(25);
    const cursor = /name="cursor" value="([^"]+)"/.exec(text)?.[1];
    const rest = await search({ email: 'many@visitors.example', cursor }).expect(200);
    expect(rest.text.match(/many \d+\./g)).toHaveLength(5);
    expect((await search({ email: 'many' }).expect(422)).text).toContain('<a href="#email">');
  });

  it('keeps the words', async () => {
    const add = (word: string) => site.admin.post('/admin/comments/words').type('form').send({ word });
    await add('قمار').expect(303);
    expect((await add('قِمار').expect(422)).text).toContain('<a href="#word">');
    const html = await page('/admin/comments/words');
    const path = /action="(\/admin\/comments\/words\/[^"]+\/remove)"/.exec(html)?.[1] ?? '';
    await site.admin.post(path).expect(303);
    expect(await page('/admin/comments/words')).not.toContain('قمار');
  });
});
