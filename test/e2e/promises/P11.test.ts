import { afterAll, beforeAll, it } from 'vitest';
import { TestApp } from '../../support/app.js';
import { lasts } from './sign-in-lifetimes.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
});
afterAll(() => portal.stop());

it('P11 a sign-in with “remember me” lasts two weeks, in the browser and on the server', async () => {
  await lasts(portal, true, 1_209_600);
});
