import { MetadataScanner } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf } from '../../src/web/api/openapi-document.js';
import { pageControllers } from '../../src/web/pages/page-controllers.js';
import { type Agent, TestApp } from '../support/app.js';

const IDS: Readonly<Record<string, string>> = {
  id: '0198c0de-0000-7000-8000-000000000000',
  reference: 'R-2222-2222',
  seq: '1',
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
});

afterAll(() => portal.stop());

/** Where the link to the French page leads from a page at `path`. */
function french(html: string, path: string): string {
  const href = /href="([^"]*\?lang=fr[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const url = new URL(href, `http://page.invalid${path}`);
  expect(url.host).toBe('page.invalid');
  return url.pathname + url.search;
}

describe('the links of the languages on the answer to a form', () => {
  it.each(posts)('lead from %s to a page that can be opened', async (pattern) => {
    const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => IDS[name] ?? name);
    const answer = await portal.visitor().post(path).type('form').send({});
    if (answer.status === 303) return;
    expect(answer.headers['content-type']).toContain('text/html');
    const opened = await portal.visitor().get(french(answer.text, path));
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
});
