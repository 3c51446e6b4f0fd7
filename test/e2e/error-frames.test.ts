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
});
