import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../support/app.js';

const GUEST = { name: 'Salma', email: 'salma@visitors.example' };
let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web' });
  await portal.account('member', 'rachid');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at)
     SELECT 'port' || n, 'The port ' || n, E'First <i>.\n\nSecond.', now() - n * interval '1 day' FROM generate_series(1, 32) n`,
  );
});
afterAll(() => portal.stop());

const write = (agent: Agent, form: object, slug = 'port1') =>
  agent.post(`/articles/${slug}`).type('form').send(form);
const publish = () => portal.sql.query(`UPDATE comments SET status = 'approved' WHERE status = 'pending'`);
const read = async (path: string, agent = portal.visitor()) => (await agent.get(path).expect(200)).text;
const idOf = async (body: string) =>
  (await portal.sql.query<{ id: string }[]>('SELECT id FROM comments WHERE body = $1', [body]))[0]?.id ?? '';

describe('the pages of articles', () => {
  it('list them newest first, page by page, and are linked from the front door', async () => {
    const first = await read('/articles');
    expect(first.indexOf('The port 1<')).toBeLessThan(first.indexOf('The port 2<'));
    expect(first).not.toContain('The port 31<');
    const next = /rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await read(next);
    expect(second).toContain('The port 31<');
    expect(second).not.toContain('The port 30<');
    expect(await read('/')).toContain('href="/articles"');
  });

  it('show an article in its paragraphs, as text', async () => {
    const html = await read('/articles/port1');
    expect(html).toContain('First &lt;i>.');
    expect(html.match(/class="as-written"/g)).toHaveLength(2);
    await portal.visitor().get('/articles/nothing').expect(404);
    await portal.visitor().get('/articles/port1%00').expect(404);
  });

  it('take a guest’s comment without scripts, and tell that it waits', async () => {
    const guest = portal.visitor();
    const answer = await write(guest, { ...GUEST, body: 'hello', website: '' }).expect(303);
    expect(answer.headers.location).toMatch(/^\/comments\/[0-9a-f-]{36}\/edit\/[\w-]{43}$/);
    expect(await read(answer.headers.location as string)).toContain('It has arrived');
    expect(await read('/articles/port1')).not.toContain('hello');
    await publish();
    const again = await write(guest, { ...GUEST, body: 'again' }).expect(303);
    expect(await read(again.headers.location as string)).toContain('It is published');
    expect(await read('/articles/port1')).toMatch(/hello[\s\S]*again/);
  });

  it('show answers below what they answer, by a form that quotes it', async () => {
    const guest = portal.visitor();
    await write(guest, { ...GUEST, body: 'question <b>' }, 'port2');
    await publish();
    await write(guest, { ...GUEST, body: 'in between' }, 'port2');
    const id = await idOf('question <b>');
    const html = await read('/articles/port2');
    expect(html).toContain(`href="/articles/port2?answer=${id}#write"`);
    const form = await read(`/articles/port2?answer=${id}`);
    expect(form).toMatch(/<blockquote[^>]*>[\s\S]*question &lt;b>[\s\S]*<\/blockquote>/);
    expect(form).toContain(`name="parentId" value="${id}"`);
    await write(guest, { ...GUEST, body: 'reply', parentId: id }, 'port2').expect(303);
    const thread = await read('/articles/port2');
    const inner = new RegExp(
      `id="comment-${id}"[\\s\\S]*?<ol class="comments">[\\s\\S]*?reply[\\s\\S]*?</ol>[\\s\\S]*in between`,
    );
    expect(thread).toMatch(inner);
    await read('/articles/port2?answer=nonsense');
    await read('/articles/port1?answer=' + id);
  });

  it('page a long thread by key, with answers to what another page shows', async () => {
    const [{ id }] = await portal.sql.query(`SELECT id FROM articles WHERE slug = 'port3'`);
    await portal.sql.query(
      `INSERT INTO comments (article_id, author_name, body, status, created_at)
       SELECT $1, 'N', 'said ' || n || '.', 'approved', now() - (100 - n) * interval '1 minute' FROM generate_series(1, 60) n`,
      [id],
    );
    await portal.sql.query(
      `UPDATE comments SET parent_id = (SELECT id FROM comments WHERE body = 'said 1.') WHERE body = 'said 60.'`,
    );
    const first = await read('/articles/port3');
    expect(first).toContain('said 50.');
    expect(first).not.toContain('said 51.');
    const next = /rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await read(next);
    expect(second).toMatch(/Reply to a comment that is not on this page[\s\S]*said 60\./);
    expect(second).not.toContain('said 50.');
    await portal.visitor().get('/articles/port3?cursor=broken').expect(422);
  });

  it('give back what was typed, with what is wrong and a link to it', async () => {
    const sent = { name: '', email: 'salma@', website: 'javascript:alert(1)', body: '<b>kept</b>' };
    const { text } = await write(portal.visitor(), sent).expect(422);
    for (const field of ['name', 'email', 'website']) expect(text).toContain(`<a href="#${field}">`);
    expect(text).toContain('&lt;b>kept&lt;/b>');
    expect(text).toContain('value="salma@"');
    const long = await write(portal.visitor(), { ...GUEST, body: 'x'.repeat(10_001) }).expect(422);
    expect(long.text).toContain('10,000');
    const lost = { ...GUEST, body: 'x', parentId: '00000000-0000-7000-8000-000000000000' };
    expect((await write(portal.visitor(), lost).expect(422)).text).toContain('<a href="#body">');
    await write(portal.visitor(), { ...GUEST, body: 'x'.repeat(1_000_000) }).expect(413);
    await write(portal.visitor(), { ...GUEST, body: 'x\0' }).expect(422);
    await write(portal.visitor(), { ...GUEST, body: 'x' }, 'nothing').expect(404);
  });

  it('take name and address of a member from the account', async () => {
    const member = await portal.signIn('rachid');
    await write(member, { body: 'as member', name: 'Mallory', email: 'm@m.example' }, 'port4').expect(303);
    const [row] = await portal.sql.query(`SELECT * FROM comments WHERE body = 'as member'`);
    expect(row).toMatchObject({ author_name: 'rachid', author_email: 'rachid@readers.example' });
  });

  it('refuse a form that another site’s page sends', async () => {
    await write(portal.visitor().set('Sec-Fetch-Site', 'cross-site'), { ...GUEST, body: 'x' }).expect(403);
  });

  it('tell whoever sends too many how long to wait, and keep what was typed', async () => {
    let refused;
    for (let sent = 0; sent < 70 && refused === undefined; sent += 1) {
      const answer = await write(portal.visitor(), { ...GUEST, body: 'typed' });
      if (answer.status === 429) refused = answer;
    }
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused?.text).toMatch(/Please wait \d+ minutes[\s\S]*>typed</);
  });
});
