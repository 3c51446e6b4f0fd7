import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FirstAdmin } from '../../src/accounts/first-admin.js';
import { COOKIES } from '../../src/policy/cookies.js';
import { PROMISES } from '../../src/policy/promises.js';
import { TestApp } from '../support/app.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
});
afterAll(() => portal.stop());

describe('the policy', () => {
  it('is the same as data and as a page, with every promise in each language', async () => {
    const { body } = await portal.visitor().get('/api/v1/policy').expect(200);
    expect(body.promises.map(({ id }: { id: string }) => id)).toEqual(Object.keys(PROMISES));
    for (const lang of ['ar', 'fr', 'en'] as const) {
      const { text } = await portal.visitor().get(`/privacy?lang=${lang}`).expect(200);
      for (const promise of body.promises) expect(text).toContain(promise.text[lang]);
      for (const kept of body.retention) expect(text).toContain(kept.text[lang]);
      expect(text).toContain(body.authority.url);
    }
  });

  it('lists every cookie with its lifetime', async () => {
    const { text } = await portal.visitor().get('/cookies?lang=en').expect(200);
    for (const { name } of COOKIES) expect(text).toContain(`<bdi dir="ltr">${name}</bdi>`);
    expect(text).toContain('2 days; 14 days if you ask to be remembered');
  });
});

describe('versions of the policy', () => {
  it('are listed, each with what it says otherwise than the one before', async () => {
    const { body } = await portal.visitor().get('/api/v1/policy/versions').expect(200);
    const { version } = body.items[0];
    expect(body.items).toMatchObject([{ state: 'in_force' }]);
    // As if this one followed another that promised less and named one recipient more.
    await portal.sql.query(
      `INSERT INTO policy_versions (version, digest, document, effective_from, effective_at, recorded_at)
       SELECT '2020-01-01', '\\x00', jsonb_set(jsonb_set(document, '{policy,promises,0,text,en}', '"We <b>asked</b> {site}."'),
                '{policy,recipients,0,id}', '"elsewhere"'), '2020-01-01', '2020-01-01', '2020-01-01'
       FROM policy_versions`,
    );
    const list = await portal.visitor().get('/privacy/versions?lang=en').expect(200);
    expect(list.text).toContain('href="/privacy/versions/2020-01-01?lang=en"');
    const { text } = await portal.visitor().get(`/privacy/versions/${version}?lang=en`).expect(200);
    expect(text).toContain('<del dir="auto">We &lt;b>asked&lt;/b> Site Test.</del>');
    expect(text.match(/<del /g)).toHaveLength(2);
    expect(text.match(/<ins /g)).toHaveLength(2);
    const first = await portal.visitor().get('/privacy/versions/2020-01-01?lang=ar').expect(200);
    expect(first.text).toContain('هذه أول نسخة');
    const old = await portal.visitor().get('/api/v1/policy/versions/2020-01-01').expect(200);
    expect(old.body.promises[0].text.en).toBe('We <b>asked</b> Site Test.');
    await portal.visitor().get('/api/v1/policy/versions/nothing').expect(404);
    await portal.visitor().get('/privacy/versions/nothing').expect(404);
  });
});

describe('files of pages', () => {
  it('are kept for a year under their version, and compressed', async () => {
    const { text } = await portal.visitor().get('/login').expect(200);
    const path = /\/assets\/site\.css\?v=[\w-]{12}/.exec(text)?.[0] ?? '';
    const styles = await portal.visitor().get(path).expect(200);
    expect(styles.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(styles.headers['content-encoding']).toBe('gzip');
    const stale = await portal.visitor().get('/assets/site.css?v=older').expect(200);
    expect(stale.headers['cache-control']).toBe('public, max-age=86400');
    await portal.visitor().get('/assets/../package.json').expect(404);
  });
});

describe('the first admin', () => {
  const form = {
    username: 'first',
    email: 'first@example.org',
    displayName: '',
    password: 'a long enough phrase for it',
  };

  it('is made once, by the link alone, and the form comes back with what is wrong', async () => {
    const first = portal.app.get(FirstAdmin);
    const token = (await first.offer())!;
    const other = (await first.offer())!;
    const visitor = portal.visitor();
    await visitor.get(`/first-admin/${'A'.repeat(43)}`).expect(410);
    expect((await visitor.get(`/first-admin/${token}?lang=en`).expect(200)).text).toContain('first admin');

    const wrong = await visitor
      .post(`/first-admin/${token}?lang=en`)
      .type('form')
      .send({ ...form, email: 'nobody', password: 'short' })
      .expect(422);
    expect(wrong.text).toContain('<a href="#email">');
    expect(wrong.text).toContain('<a href="#password">');
    expect(wrong.text).toContain('value="first"');
    expect(wrong.text).not.toContain('value="short"');

    const made = await visitor.post(`/first-admin/${token}`).type('form').send(form).expect(303);
    expect(made.headers.location).toBe('/login?done=firstAdmin');
    await portal
      .visitor()
      .post('/api/v1/auth/login')
      .send({ login: 'first', password: form.password })
      .expect(200);

    await visitor
      .post(`/first-admin/${token}`)
      .type('form')
      .send({ ...form, username: 'second' })
      .expect(410);
    await visitor.get(`/first-admin/${other}`).expect(410);
    expect(await first.offer()).toBeUndefined();
  });
});
