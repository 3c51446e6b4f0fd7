import { MetadataScanner } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMENT_FIELDS } from '../../../src/policy/comment-fields.js';
import { routesOf } from '../../../src/web/api/openapi-document.js';
import { apiControllers } from '../../../src/web/api/api-controllers.js';
import { pageControllers } from '../../../src/web/pages/page-controllers.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { type Agent, TestApp } from '../../support/app.js';

const GUEST = { name: 'Salma', email: 'salma@visitors.example', website: 'https://salma.example/' };
const AGENT = 'SecretBrowser/7';
const IP = '203.0.113.77';
/** Of the comments' table what says nothing about a person by itself: keys, status and time. */
const OTHERS = ['id', 'article_id', 'parent_id', 'account_id', 'status', 'created_at'];

let portal: TestApp;
beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web', ATHAR_TRUSTED_PROXIES: '127.0.0.1, ::1' });
  await portal.account('member', 'rachid');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', 'Text', now())`,
  );
});
afterAll(() => portal.stop());

const underscored = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe('P01 a comment stores the form’s fields, the IP address and the browser, and nothing else about a person', () => {
  it('as the columns of its table, the data map and the policy say', async () => {
    const rows = await portal.sql.query<{ name: string }[]>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'comments'`,
    );
    const columns = rows.map(({ name }) => name).sort();
    expect(columns).toEqual([...COMMENT_FIELDS.map(underscored), ...OTHERS].sort());
    const mapped = readMap('portal').collections.find(({ id }) => id === 'comments');
    const own = (mapped?.fields ?? []).filter(
      ({ column, join }) => join === undefined && !OTHERS.includes(column),
    );
    expect(own.map(({ name }) => name).sort()).toEqual([...COMMENT_FIELDS].sort());
  });

  it('as a comment that was posted shows', async () => {
    await portal
      .visitor()
      .set('User-Agent', AGENT)
      .set('X-Forwarded-For', IP)
      .post('/api/v1/articles/port/comments')
      .send({ body: 'hello', ...GUEST })
      .expect(201);
    const [row] = await portal.sql.query(`SELECT *, host(ip) AS ip FROM comments`);
    expect(row).toMatchObject({
      body: 'hello',
      author_name: GUEST.name,
      author_email: GUEST.email,
      author_website: GUEST.website,
      ip: IP,
      user_agent: AGENT,
    });
  });
});

describe('P02 IP address and user agent of a comment are never public', () => {
  const secrets = [IP, AGENT, GUEST.email, 'rachid@readers.example'];
  const paths = routesOf([...apiControllers, ...pageControllers], new MetadataScanner())
    .filter(({ method, allow }) => method === 'get' && allow === 'anyone')
    .map(({ path }) => path);

  async function said(agent: Agent, id: string, token: string): Promise<void> {
    const open = [...paths, '/articles/port?answer={id}'].map((path) =>
      path.replace('{slug}', 'port').replace('{id}', id).replace('{token}', token),
    );
    expect(open.length).toBeGreaterThan(25);
    for (const path of open) {
      const { text = '', body, headers } = await agent.get(path);
      const whole = `${text}${Buffer.isBuffer(body) ? body.toString() : JSON.stringify(body)}${JSON.stringify(headers)}`;
      for (const secret of secrets) expect(whole.includes(secret), `${path} tells ${secret}`).toBe(false);
    }
  }

  it('by any page or answer that everybody can open, whether it is approved or not', async () => {
    const write = async (agent: Agent, form: object) =>
      (
        await agent
          .post('/api/v1/articles/port/comments')
          .set('User-Agent', AGENT)
          .set('X-Forwarded-For', IP)
          .send(form)
          .expect(201)
      ).body as { id: string; editToken: string };
    const guest = await write(portal.visitor(), { body: 'by a guest', ...GUEST });
    await write(await portal.signIn('rachid'), { body: 'by a member' });
    await said(portal.visitor(), guest.id, guest.editToken);
    await portal.sql.query(`UPDATE comments SET status = 'approved'`);
    await said(portal.visitor(), guest.id, guest.editToken);
    const { text } = await portal.visitor().get('/articles/port').expect(200);
    for (const shown of ['by a guest', 'by a member', GUEST.website]) expect(text).toContain(shown);
  });

  it('nor by what comes back when one is posted, answered or refused', async () => {
    const post = (path: string, form: object) =>
      portal.visitor().post(path).type('form').set('User-Agent', AGENT).set('X-Forwarded-For', IP).send(form);
    for (const form of [
      { body: 'x', ...GUEST },
      { body: '', ...GUEST, email: 'other@visitors.example' },
    ]) {
      const { text, headers } = await post('/articles/port', form);
      for (const secret of secrets) expect(`${text}${JSON.stringify(headers)}`).not.toContain(secret);
    }
  });
});
