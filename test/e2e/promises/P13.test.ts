import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';

let portal: TestApp;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('admin', 'editor');
  await portal.account('member', 'reader');
  admin = await portal.signIn('editor');
});

afterAll(() => portal.stop());

const form = { slug: 'the-port', title: 'The port', body: 'A text.', published: false };

function articleCookies(headers: Record<string, unknown>): string[] {
  return [headers['set-cookie'] ?? []]
    .flat()
    .map(String)
    .filter((one) => one.startsWith('athar_last_article'));
}

describe('P13: editing or publishing an article', () => {
  it('sets one cookie with its id alone, for a day', async () => {
    const drafted = await admin.post('/api/v1/admin/articles').send(form).expect(201);
    const id = drafted.body.id as string;
    const expected = expect.stringMatching(
      new RegExp(`^athar_last_article=${id}; Max-Age=86400; Path=/; Expires=[^;]+; HttpOnly; SameSite=Lax$`),
    );
    expect(articleCookies(drafted.headers)).toEqual([expected]);
    const published = await admin
      .post(`/admin/articles/${id}`)
      .type('form')
      .send({ ...form, published: 'true', version: drafted.body.version })
      .expect(303);
    expect(articleCookies(published.headers)).toEqual([expected]);
    const edited = await admin
      .put(`/api/v1/admin/articles/${id}`)
      .send({ ...form, published: true, version: drafted.body.version + 1 })
      .expect(200);
    expect(articleCookies(edited.headers)).toEqual([expected]);
    expect((await admin.get('/admin/articles')).text).toContain(`href="/admin/articles/${id}"`);
  });

  it('sets it where one is begun on the page, and none where one is looked at', async () => {
    const begun = await admin
      .post('/admin/articles/new')
      .type('form')
      .send({ ...form, slug: 'begun' })
      .expect(303);
    const id = /[0-9a-f-]{36}/.exec(String(begun.headers.location))?.[0];
    expect(articleCookies(begun.headers)).toEqual([
      expect.stringMatching(new RegExp(`^athar_last_article=${id}; Max-Age=86400; `)),
    ]);
    for (const path of [`/admin/articles/${id}`, '/admin/articles', `/api/v1/admin/articles/${id}`])
      expect(articleCookies((await admin.get(path).expect(200)).headers)).toEqual([]);
  });

  it('sets none where nothing was written, and none for a reader', async () => {
    const refused = await admin
      .post('/admin/articles/new')
      .type('form')
      .send({ ...form, title: 'Again' });
    expect([refused.status, articleCookies(refused.headers)]).toEqual([422, []]);
    expect(refused.text).toContain('href="#slug"');
    expect(refused.text).toContain('value="Again"');
    const read = await portal.visitor().get('/articles/the-port').expect(200);
    expect(articleCookies(read.headers)).toEqual([]);
    const reader = await portal.signIn('reader');
    await reader
      .post('/api/v1/admin/articles')
      .send({ ...form, slug: 'other' })
      .expect(403);
  });

  it('is in the list of cookies as one that is set', async () => {
    const { body } = await portal.visitor().get('/api/v1/policy').expect(200);
    const cookie = body.cookies.find(({ name }: { name: string }) => name === 'athar_last_article');
    expect(cookie).toMatchObject({ seconds: 86_400, active: true });
  });

  it('is logged, and a draft is nobody’s to read', async () => {
    const draft = { ...form, slug: 'secret-draft', title: 'Not yet' };
    const { body } = await admin.post('/api/v1/admin/articles').send(draft).expect(201);
    const visitor = portal.visitor();
    await visitor.get('/articles/secret-draft').expect(404);
    await visitor.get('/api/v1/articles/secret-draft/comments').expect(404);
    expect((await visitor.get('/api/v1/articles')).text).not.toContain('secret-draft');
    await admin
      .put(`/api/v1/admin/articles/${body.id}`)
      .send({ ...draft, published: true, version: body.version })
      .expect(200);
    await visitor.get('/articles/secret-draft').expect(200);
    await portal.settleLog();
    const events = await portal.sql.query(
      `SELECT leaf::jsonb->'event'->>'action' AS action FROM audit_events WHERE leaf LIKE $1 ORDER BY seq`,
      [`%${body.id}%`],
    );
    const actions = events.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(['article.changed', 'article.published']);
  });
});
