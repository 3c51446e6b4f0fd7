import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApp } from '../support/app.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
  await portal.sql.query(`UPDATE accounts SET locale = 'ar' WHERE username = 'karim'`);
});

afterAll(() => portal.stop());

describe('the page of a refusal', () => {
  it.each([
    ['/requests/R-2222-2222', 404],
    ['/admin', 403],
    ['/nowhere/at/all', 404],
    ['/nowhere', 404],
  ])('at %s speaks the account’s language and keeps its places', async (path, status) => {
    const member = await portal.signIn('karim');
    const { text } = await member.get(path).set('Accept-Language', 'fr').expect(status);
    expect(text).toContain('dir="rtl"');
    expect(text).toContain('href="/account/data"');
    expect(text).not.toContain('href="/login"');
    const chosen = await member.get(`${path}?lang=fr`).expect(status);
    expect(chosen.text).toContain('<html lang="fr-MA"');
  });

  it('where there is no page asks nobody with a session to sign in', async () => {
    const member = await portal.signIn('karim');
    const { text } = await member.get('/no-such-page').expect(404);
    expect(text).not.toContain('href="/login"');
    expect(text).toContain('action="/logout"');
    const nobody = await portal.visitor().get('/no-such-page').expect(404);
    expect(nobody.text).toContain('href="/login"');
    expect(nobody.text).not.toContain('action="/logout"');
  });

  it('at an address that nobody answers is what it always was to strangers and to programs', async () => {
    const stranger = await portal.visitor().get('/nowhere').expect(404);
    expect(stranger.text).toContain('<html lang="en"');
    expect(stranger.text).toContain('href="/login"');
    const member = await portal.signIn('karim');
    const posted = await member.post('/nowhere').type('form').send({ a: 'b' }).expect(404);
    expect(posted.text).toContain('dir="rtl"');
    for (const path of ['/api/v1/nowhere', '/assets/nowhere.css', '/.well-known/nowhere']) {
      const { headers, body } = await member.get(path).expect(404);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(headers['cache-control']).toBe('no-store');
      if (body.type !== undefined) expect(body.type).toBe('/problems/not-found');
    }
    await member.delete('/requests').expect(404);
  });
});
