import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestApp } from '../support/app.js';

let demo: TestApp;
let real: TestApp;

beforeAll(async () => {
  demo = await TestApp.start({ ATHAR_TRUSTED_PROXIES: '127.0.0.1, ::1' }, true);
  real = await TestApp.start();
});

afterAll(async () => {
  await demo.stop();
  await real.stop();
});

it('the mailbox is the demo’s, and opens on the demo’s own machine alone', async () => {
  const open = (forwardedFor?: string) => {
    const call = demo.visitor().get('/mailbox');
    return forwardedFor === undefined ? call : call.set('X-Forwarded-For', forwardedFor);
  };
  expect((await open().expect(200)).text).toContain('<h1>');
  await open('127.0.0.1').expect(200);
  await open('::1').expect(200);
  await open('203.0.113.9').expect(404);
  await open('192.168.1.20').expect(404);
  await demo.visitor().get('/mailbox/1').set('X-Forwarded-For', '203.0.113.9').expect(404);
  await real.visitor().get('/mailbox').expect(404);
});
