import { MetadataScanner } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf } from '../../src/web/api/openapi-document.js';
import { pageControllers } from '../../src/web/pages/page-controllers.js';
import { type Agent, TestApp } from '../support/app.js';

const IDS: Readonly<Record<string, string>> = {
  id: '0198c0de-0000-7000-8000-000000000000',
  reference: 'R-2222-2222',
  seq: '1',
  slug: 'port',
  token: 'x'.repeat(43),
};
const posts = routesOf(pageControllers, new MetadataScanner())
  .filter(({ method }) => method === 'post')
  .map(({ path }) => path);

let portal: TestApp;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('admin', 'amal');
  await portal.account('member', 'karim');
  admin = await portal.signIn('amal');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', 'Text', now())`,
  );
});

afterAll(() => portal.stop());

/** A comment, and what lets its author change it. */
async function commentOf(author: Agent): Promise<Record<string, string>> {
  const form = { body: 'Text.', name: 'Nora', email: 'nora@visitors.example' };
  const { body } = await author.post('/api/v1/articles/port/comments').send(form).expect(201);
  return { id: body.id, token: body.editToken };
}

/** Where the link to the French page leads from a page at `path`. */
function french(html: string, path: string): string {
  const href = /href="([^"]*\?lang=fr[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const url = new URL(href, `http://page.invalid${path}`);
  expect(url.host).toBe('page.invalid');
  return url.pathname + url.search;
}

describe('the links of the languages on the answer to a form', () => {
  it.each(posts)('lead from %s to a page that can be opened', async (pattern) => {
    const ofMember = pattern.startsWith('/comments/') && !pattern.includes('{token}');
    const visitor = ofMember ? await portal.signIn('karim') : portal.visitor();
    const ids = pattern.startsWith('/comments/') ? await commentOf(visitor) : IDS;
    const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
    const answer = await visitor.post(path).type('form').send({});
    if (answer.status === 303) return;
    expect(answer.headers['content-type']).toContain('text/html');
    const opened = await visitor.get(french(answer.text, path));
    expect([404, 405]).not.toContain(opened.status);
  });

  it('lead from a form within a case to the case, and keep the case’s language', async () => {
    const member = await portal.signIn('karim');
    const { body } = await member.post('/api/v1/requests').send({ kind: 'rectification' }).expect(201);
    const path = `/admin/requests/${body.reference}`;
    const notes = await admin
      .post(`${path}/notes`)
      .type('form')
      .send({ note: 'x'.repeat(5001) })
      .expect(422);
    expect(french(notes.text, `${path}/notes`)).toBe(`${path}?lang=fr`);
    const opened = await admin.get(`${path}?lang=fr`).expect(200);
    expect(opened.text).toContain('<html lang="fr-MA"');
    const bulk = await admin
      .post('/admin/requests/bulk')
      .type('form')
      .send({ action: 'none', reference: 'x' });
    expect(bulk.status).toBe(422);
    expect(french(bulk.text, '/admin/requests/bulk')).toBe('/admin/requests?lang=fr');
  });

  it('lead from a message that was refused to its request', async () => {
    const member = await portal.signIn('karim');
    const { body } = await member.post('/api/v1/requests').send({ kind: 'rectification' }).expect(201);
    const path = `/requests/${body.reference}`;
    const refused = await member.post(`${path}/messages`).type('form').send({ body: ' ' }).expect(422);
    expect(french(refused.text, `${path}/messages`)).toBe(`${path}?lang=fr`);
  });
});

describe('the way on from a refused form', () => {
  it.each([
    ['/admin/requests/R-2222-2222/messages', '/admin/requests/R-2222-2222'],
    ['/requests/R-2222-2222/messages', '/requests/R-2222-2222'],
    ['/requests/R-2222-2222/withdraw', '/requests/R-2222-2222/withdraw'],
    ['/admin/requests/bulk', '/admin/requests'],
  ])('leads from %s, posted after the session ended, by the sign-in to %s', async (posted, next) => {
    const { text } = await portal.visitor().post(posted).type('form').send({ step: 'x' }).expect(401);
    expect(text).toContain(`href="/login?next=${encodeURIComponent(next)}"`);
  });

  it('leads from a step that came too late to the request', async () => {
    const member = await portal.signIn('karim');
    const { body } = await member.post('/api/v1/requests').send({ kind: 'rectification' }).expect(201);
    const path = `/requests/${body.reference}`;
    await member.post(`${path}/withdraw`).type('form').send({}).expect(303);
    for (const answer of [await member.get(`${path}/withdraw`), await member.post(`${path}/withdraw`)]) {
      expect(answer.status).toBe(409);
      expect(answer.text).toContain(`<a href="${path}">Go to the request</a>`);
    }
    const late = await admin.post(`/admin/requests/${body.reference}/approve`).type('form').send({});
    expect(late.text).toContain(`<a href="/admin${path}">Go to the request</a>`);
  });
});
