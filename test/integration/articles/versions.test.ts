import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';

const FORM = { slug: 'harbour', title: 'The harbour', body: 'As it was.', published: true };
let portal: TestApp;
let admin: Agent;
let id: string;
let version: number;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web' });
  await portal.account('admin', 'nadia');
  admin = await portal.signIn('nadia');
});
beforeEach(async () => {
  await portal.sql.query('DELETE FROM articles');
  ({ id, version } = (await admin.post('/api/v1/admin/articles').send(FORM).expect(201)).body);
});
afterAll(() => portal.stop());

const put = (change: object) => admin.put(`/api/v1/admin/articles/${id}`).send({ ...FORM, ...change });
const post = (change: object) =>
  admin
    .post(`/admin/articles/${id}`)
    .type('form')
    .send({ ...FORM, published: 'true', ...change });
const body = async () => (await admin.get(`/api/v1/admin/articles/${id}`).expect(200)).body.body as string;
const versionIn = (html: string) => Number(/name="version" value="(\d+)"/.exec(html)?.[1]);

describe('an article that two editors have open', () => {
  it('is overwritten by neither unseen', async () => {
    const first = await put({ body: 'By the first.', version }).expect(200);
    expect(first.body.version).toBe(version + 1);
    const second = await put({ body: 'By the second.', version }).expect(409);
    expect(second.body.type).toBe('/problems/article-changed');
    expect(await body()).toBe('By the first.');
    await put({ body: 'By the second.', version: version + 1 }).expect(200);
    expect(await body()).toBe('By the second.');
  });

  it('is saved by one of them where both save at once', async () => {
    const came = await Promise.all(
      [1, 2, 3, 4].map(async (n) => (await put({ body: `By ${n}.`, version })).status),
    );
    expect(came.sort()).toEqual([200, 409, 409, 409]);
  });

  it('is saved by no call that does not say which version it read', async () => {
    for (const none of [{}, { version: null }, { version: '1' }, { version: 1.5 }])
      expect((await put(none).expect(422)).body.errors).toMatchObject([{ pointer: '/version' }]);
    await admin
      .put('/api/v1/admin/articles/01a22870-4f9c-7209-9009-f95efdc427ee')
      .send({ ...FORM, version })
      .expect(404);
  });

  it('comes back to the second with both texts, and is saved by saving again', async () => {
    const form = (await admin.get(`/admin/articles/${id}`).expect(200)).text;
    expect(versionIn(form)).toBe(version);
    await post({ body: 'By the <first>.', version }).expect(303);
    const { text } = await post({ title: 'Mine', body: 'By the second.', version }).expect(409);
    expect(text).toContain('value="Mine"');
    expect(text).toMatch(/<textarea[^>]*>By the second\.<\/textarea>/);
    expect(text).toContain('By the &lt;first>.');
    expect(text).toMatch(/role="alert"[\s\S]*saved this article while you were writing/);
    expect(await body()).toBe('By the <first>.');
    await post({ body: 'Of both.', version: versionIn(text) }).expect(303);
    expect(await body()).toBe('Of both.');
  });

  it('stays as it is where a form does not say which version it shows, or nonsense', async () => {
    expect((await post({ body: 'Blind.' }).expect(409)).text).toContain('Blind.');
    await post({ body: 'Blind.', version: 'x' }).expect(422);
    expect(await body()).toBe('As it was.');
  });
});
