import { expect } from 'vitest';
import { type Agent, PASSWORD, type TestApp } from '../../support/app.js';
import { cookieOf } from '../../support/cookies.js';

/** Signs a new browser in, by the form or by the API. */
export async function signedIn(portal: TestApp, rememberMe: boolean, by: 'form' | 'api') {
  const agent = portal.visitor();
  const form = { login: 'karim', password: PASSWORD };
  const answer =
    by === 'form'
      ? await agent
          .post('/login')
          .type('form')
          .send({ ...form, ...(rememberMe ? { rememberMe: 'true' } : {}) })
          .expect(303)
      : await agent
          .post('/api/v1/auth/login')
          .send({ ...form, rememberMe })
          .expect(200);
  return { agent, cookie: cookieOf(answer, 'athar_session') };
}

/**
 * Proves that a sign-in lasts so many seconds: its cookie, and the session on the server, which is dead a second later.
 * The database's clock counts, so the session's row is moved instead.
 */
export async function lasts(portal: TestApp, rememberMe: boolean, seconds: number): Promise<void> {
  for (const by of ['form', 'api'] as const) {
    const { agent, cookie } = await signedIn(portal, rememberMe, by);
    expect(cookie).toMatchObject({ maxAge: seconds, httpOnly: true, sameSite: 'Lax', path: '/' });
    const [row] = await portal.sql.query<{ seconds: number }[]>(
      'SELECT extract(epoch FROM expires_at - created_at)::float8 AS seconds FROM sessions ORDER BY created_at DESC LIMIT 1',
    );
    expect(row?.seconds).toBeCloseTo(seconds, 0);
    await age(portal, seconds - 60);
    await agent.get('/api/v1/me').expect(200);
    await age(portal, 61);
    await dead(agent);
  }
}

async function age(portal: TestApp, seconds: number): Promise<void> {
  await portal.sql.query(`UPDATE sessions SET expires_at = expires_at - $1 * interval '1 second'`, [seconds]);
}

/** The browser still has its cookie, and it opens nothing. */
export async function dead(agent: Agent): Promise<void> {
  await agent.get('/api/v1/me').expect(401);
  await agent.get('/account').expect(401);
}
