import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestApp } from '../../support/app.js';
import { cookieOf } from '../../support/cookies.js';
import { signedIn } from './sign-in-lifetimes.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
});
afterAll(() => portal.stop());

it.each(['/logout', '/api/v1/auth/logout'])(
  'P12 signing out at %s drops the cookie, and the session is dead on the server at once',
  async (path) => {
    const { agent, cookie } = await signedIn(portal, true, 'form');
    const copy = portal.visitor().set('Cookie', `athar_session=${cookie.value}`);
    await copy.get('/api/v1/me').expect(200);
    const answer = await agent.post(path);
    expect(answer.status).toBeLessThan(400);
    expect(cookieOf(answer, 'athar_session')).toMatchObject({ value: '', dropped: true, path: '/' });
    // Whoever kept the cookie's value is signed out as well.
    await portal.visitor().set('Cookie', `athar_session=${cookie.value}`).get('/api/v1/me').expect(401);
    await agent.get('/api/v1/me').expect(401);
  },
);
