import { chromium } from 'playwright-core';
import { browserPath, HOW_TO_GET_A_BROWSER } from '../../support/browser.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';

const BODY = [
  'A first paragraph with https://within.example/a-sentence in it.',
  'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  'https://maps.example/embed?at=35.77',
  'http://plain.example/not-embedded',
  'https://user:secret@maps.example/',
  'The end.',
].join('\n\n');

let portal: TestApp;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('admin', 'editor');
  admin = await portal.signIn('editor');
  const form = { slug: 'walls', title: 'The walls', body: BODY, published: true };
  await admin.post('/api/v1/admin/articles').send(form).expect(201);
});

afterAll(() => portal.stop());

const policyOf = ({ headers }: { headers: Record<string, string> }) =>
  headers['content-security-policy'] ?? '';
const frames = (html: string) => [...html.matchAll(/<iframe [^>]*src="([^"]+)"/g)].map(([, src]) => src);

describe('P14: content of other sites', () => {
  it('is not there before the visitor agrees: no frame, nothing that a browser loads', async () => {
    const page = await portal.visitor().get('/articles/walls').expect(200);
    expect(frames(page.text)).toEqual([]);
    expect(page.text).not.toMatch(/(?:src|srcset|action|poster)="https:|<link[^>]+https:/);
    expect(policyOf(page)).not.toContain('frame-src');
    expect(page.text).toContain('www.youtube-nocookie.com');
    expect(page.text).toContain('href="/privacy"');
  });

  it('is loaded one by one, in the answer alone, with no more let in than is shown', async () => {
    const visitor = portal.visitor();
    const loaded = await visitor
      .post('/articles/walls/embeds')
      .type('form')
      .send('load=2@maps.example')
      .expect(200);
    expect(frames(loaded.text)).toEqual(['https://maps.example/embed?at=35.77']);
    expect(policyOf(loaded)).toMatch(/;frame-src https:\/\/maps\.example$/);
    expect(loaded.text).toMatch(/<iframe [^>]*sandbox="[^"]+" referrerpolicy="no-referrer"/);
    expect(frames((await visitor.get('/articles/walls?load=2@maps.example')).text)).toEqual([]);
    const both = await visitor
      .post('/articles/walls/embeds')
      .type('form')
      .send('load=2@maps.example&load=1@www.youtube-nocookie.com');
    expect(frames(both.text)).toEqual([
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
      'https://maps.example/embed?at=35.77',
    ]);
    await visitor
      .post('/articles/walls/embeds')
      .set('Origin', 'https://evil.example')
      .type('form')
      .send('load=1@www.youtube-nocookie.com')
      .expect(403);
  });

  it('is loaded of the host alone that the visitor saw named, whatever the article embeds by then', async () => {
    const form = { slug: 'changed', title: 'T', body: 'https://films.example/1', published: true };
    const { id, version } = (await admin.post('/api/v1/admin/articles').send(form).expect(201)).body;
    const visitor = portal.visitor();
    const wish = /name="load" value="([^"]+)"/.exec((await visitor.get('/articles/changed')).text)?.[1];
    await admin
      .put(`/api/v1/admin/articles/${id}`)
      .send({ ...form, body: 'https://tracker.example/1', version })
      .expect(200);
    const page = await visitor.post('/articles/changed/embeds').type('form').send({ load: wish }).expect(200);
    expect([frames(page.text), policyOf(page).includes('frame-src')]).toEqual([[], false]);
  });

  it('is loaded at once for a visitor who agreed to all of it', async () => {
    const visitor = portal.visitor();
    await visitor
      .put('/api/v1/cookie-choice')
      .send({ answer: 'settings', accepted: ['embeds'] })
      .expect(204);
    const page = await visitor.get('/articles/walls');
    expect(frames(page.text)).toHaveLength(2);
    expect(policyOf(page)).toContain(';frame-src https://www.youtube-nocookie.com https://maps.example');
    expect(frames((await visitor.get('/articles/walls').set('Sec-GPC', '1')).text)).toEqual([]);
    await visitor.delete('/api/v1/cookie-choice').expect(204);
    expect(frames((await visitor.get('/articles/walls')).text)).toEqual([]);
  });

  it('is never a page of the portal itself', async () => {
    const form = { slug: 'own', title: 'Own', body: 'https://portal.example/account', published: true };
    const own = await admin.post('/api/v1/admin/articles').send(form);
    // The portal of this test has its address over http; a host by the same name is the portal all the same.
    expect([own.status, own.body.errors?.[0]?.pointer]).toEqual([422, '/body']);
  });

  it.skipIf(browserPath === undefined)(
    `is asked of nobody by a browser before the click, and of its host after it (${HOW_TO_GET_A_BROWSER})`,
    async () => {
      const browser = await chromium.launch({
        executablePath: browserPath,
      });
      try {
        const context = await browser.newContext({ locale: 'en' });
        const asked: string[] = [];
        await context.route('**', (route) => {
          const { hostname } = new URL(route.request().url());
          if (hostname === '127.0.0.1') return route.continue();
          asked.push(`${hostname} ${route.request().headers().referer ?? 'no referrer'}`);
          return route.fulfill({ contentType: 'text/html', body: '<p>A map</p>' });
        });
        const page = await context.newPage();
        await page.goto(`http://127.0.0.1:${portal.port}/articles/walls`, { waitUntil: 'networkidle' });
        expect(asked).toEqual([]);
        await page.getByRole('button', { name: 'maps.example' }).click();
        await page.frameLocator('iframe').getByText('A map').waitFor();
        expect(asked).toEqual(['maps.example no referrer']);
      } finally {
        await browser.close();
      }
    },
  );
});
