import { expect, it } from 'vitest';
import { unauthenticated } from '../../src/platform/http/problem.js';

it('names the way to sign in wherever a sign-in is asked for', () => {
  expect(unauthenticated()).toMatchObject({
    status: 401,
    code: 'sign-in-required',
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
});
