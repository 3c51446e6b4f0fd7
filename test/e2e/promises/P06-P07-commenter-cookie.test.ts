import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';

const NAME = 'athar_commenter';
const FORM = { name: 'سلمى', email: 'salma@visitors.example', website: 'https://salma.example/' };

let portal: TestApp;
beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web' });
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', 'Text', now())`,
  );
});
afterAll(() => portal.stop());

const write = (agent: Agent, form: object) =>
  agent
    .post('/articles/port')
    .type('form')
    .send({ body: 'hello', ...FORM, ...form })
    .expect(303);
const cookies = (answer: { headers: Record<string, unknown> }) =>
  ((answer.headers['set-cookie'] ?? []) as string[]).filter((line) =>
    line.replace(/^__Host-/, '').startsWith(NAME),
  );
const box = (html: string) => /<input [^>]*name="remember"[^>]*>/.exec(html)?.[0];

describe('P06 a commenter is remembered only where they ask for it', () => {
  it('by a box that starts unticked', async () => {
    const { text, headers } = await portal.visitor().get('/articles/port').expect(200);
    expect(box(text)).toContain('type="checkbox"');
    expect(box(text)).not.toContain('checked');
    expect(cookies({ headers })).toEqual([]);
  });

  it('and no cookie is set unless it is ticked', async () => {
    for (const form of [{}, { remember: '' }, { remember: 'false' }])
      expect(cookies(await write(portal.visitor(), form))).toEqual([]);
    expect(cookies(await write(portal.visitor(), { remember: 'true' }))).toHaveLength(1);
    const byApi = await portal
      .visitor()
      .post('/api/v1/articles/port/comments')
      .send({ body: 'hello', ...FORM });
    expect(cookies(byApi)).toEqual([]);
  });

  it('fills the form again, is read by nobody else, and is forgotten by a button', async () => {
    const guest = portal.visitor();
    const [line = ''] = cookies(await write(guest, { remember: 'true' }));
    const bytes = Buffer.from(/=([^;]+)/.exec(line)?.[1] ?? '', 'base64url');
    for (const said of Object.values(FORM)) {
      expect(line).not.toContain(encodeURIComponent(said));
      expect(bytes.includes(Buffer.from(said))).toBe(false);
    }
    const { text } = await guest.get('/articles/port').expect(200);
    for (const said of Object.values(FORM)) expect(text).toContain(`value="${said}"`);
    expect(box(text)).toContain('checked');

    const forgotten = await guest.post('/articles/port/forget').type('form').send({}).expect(303);
    expect(cookies(forgotten)[0]).toMatch(/=; .*Expires=Thu, 01 Jan 1970/);
    expect((await guest.get('/articles/port').expect(200)).text).not.toContain(FORM.email);
  });

  it('and no longer where they take the tick out', async () => {
    const guest = portal.visitor();
    await write(guest, { remember: 'true' });
    expect(cookies(await write(guest, {}))[0]).toContain('Expires=Thu, 01 Jan 1970');
  });

  it('while a forged, a changed and a stranger’s cookie fill nothing', async () => {
    const guest = portal.visitor();
    const [line = ''] = cookies(await write(guest, { remember: 'true' }));
    const value = /=([^;]+)/.exec(line)?.[1] ?? '';
    for (const sent of ['x', `${value.slice(0, -2)}AA`, '{"name":"<b>"}', '%00']) {
      const { text } = await portal
        .visitor()
        .get('/articles/port')
        .set('Cookie', `${NAME}=${sent}`)
        .expect(200);
      expect(text).not.toContain(FORM.email);
    }
  });

  it('is not for members, whose account says who they are', async () => {
    await portal.account('member', 'rachid');
    const { text } = await (await portal.signIn('rachid')).get('/articles/port').expect(200);
    expect(text).not.toMatch(/name="(remember|email|name)"/);
  });
});

describe('P07 that cookie lasts one year', () => {
  it('in the browser, which alone holds it, and not a day longer where a browser keeps it', async () => {
    const guest = portal.visitor();
    const [line = ''] = cookies(await write(guest, { remember: 'true' }));
    const parts = line.split('; ').slice(1);
    expect(parts).toEqual(expect.arrayContaining(['Max-Age=31536000', 'HttpOnly', 'SameSite=Lax']));
    portal.clock.advance(31_536_000_000 - 60_000);
    expect((await guest.get('/articles/port')).text).toContain(FORM.email);
    portal.clock.advance(120_000);
    const sent = line.split(';')[0] ?? '';
    expect((await portal.visitor().get('/articles/port').set('Cookie', sent)).text).not.toContain(FORM.email);
  });

  it('goes over encrypted connections alone where the site has them', async () => {
    const secure = await TestApp.start({ ATHAR_ROLE: 'web', BASE_URL: 'https://portal.example' });
    try {
      await secure.sql.query(
        `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', 'Text', now())`,
      );
      const form = { body: 'x', ...FORM, remember: 'true' };
      const answer = await secure.visitor().post('/articles/port').type('form').send(form).expect(303);
      const [line = ''] = cookies(answer);
      expect(line).toMatch(/^__Host-athar_commenter=/);
      expect(line.split('; ')).toContain('Secure');
    } finally {
      await secure.stop();
    }
  });

  it('as the published policy says, where it is listed as active', async () => {
    const { body } = await portal.visitor().get('/api/v1/policy').expect(200);
    const listed = body.cookies.find(({ name }: { name: string }) => name === NAME);
    expect(listed).toMatchObject({ seconds: 31_536_000, active: true, category: 'preferences' });
  });
});
