import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, TestApp } from '../support/app.js';
import { tokenIn } from '../support/mail-sink.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
  await portal.account('admin', 'amal');
  await portal.account('auditor', 'rachid');
});

afterAll(() => portal.stop());

describe('after signing in', () => {
  it.each([
    ['karim', '/'],
    ['amal', '/admin'],
    ['rachid', '/audit'],
  ])('%s begins at %s, unless led elsewhere', async (login, desk) => {
    const signIn = (fields: object) =>
      portal
        .visitor()
        .post('/login')
        .type('form')
        .send({ login, password: PASSWORD, ...fields });
    expect((await signIn({}).expect(303)).headers.location).toBe(desk);
    expect((await signIn({ next: '/account' }).expect(303)).headers.location).toBe('/account');
  });
});

describe('the places to go to', () => {
  it('do not offer to sign in where a request was opened by its link', async () => {
    const guest = portal.visitor();
    const email = 'guest@readers.example';
    await guest.post('/api/v1/requests').send({ kind: 'export', email });
    const token = tokenIn(await portal.mail.take(email), '/requests/confirm');
    const opened = await guest.post(`/requests/confirm/${token}`).expect(303);
    const { text } = await guest.get(opened.headers.location ?? '').expect(200);
    expect(text).toContain('action="/logout"');
    expect(text).not.toContain('href="/login"');
    expect((await portal.visitor().get('/').expect(200)).text).toContain('href="/login"');
  });
});
