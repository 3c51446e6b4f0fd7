import { type Request, type Response } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CookieChoices } from '../../../src/consent/cookie-choices.js';
import { CookieGuard } from '../../../src/consent/cookie-guard.js';
import { EmbedChoices } from '../../../src/consent/embed-choices.js';
import { TestApp } from '../../support/app.js';
import { cookieOf } from '../../support/cookies.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
});
afterAll(() => portal.stop());

/** A call of a browser that accepted these categories. */
async function callOf(accepted: readonly string[], method = 'GET', signal = false): Promise<Request> {
  const answer = await portal.visitor().put('/api/v1/cookie-choice').send({ answer: 'settings', accepted });
  const cookie = `athar_cookie_choice=${cookieOf(answer, 'athar_cookie_choice').value}`;
  return { method, headers: { cookie, ...(signal ? { 'sec-gpc': '1' } : {}) } } as unknown as Request;
}

const stranger = (method: string) => ({ method, headers: {} }) as Request;

describe('content of other sites', () => {
  const loads = async (request: Request, ...wished: string[]) => {
    const embeds = await portal.app.get(EmbedChoices).of(request, wished);
    return ['a', 'b'].filter((id) => embeds.loads(id));
  };

  it('loads where its category was accepted, and the browser does not ask otherwise', async () => {
    expect(await loads(stranger('GET'))).toEqual([]);
    expect(await loads(await callOf(['preferences', 'measurement']))).toEqual([]);
    expect(await loads(await callOf(['embeds']))).toEqual(['a', 'b']);
    expect(await loads(await callOf(['embeds'], 'GET', true))).toEqual([]);
  });

  it('loads once, one of it, where somebody asked for that by a form; a link cannot ask', async () => {
    expect(await loads(stranger('POST'), 'b')).toEqual(['b']);
    expect(await loads(stranger('GET'), 'b')).toEqual([]);
    expect(await loads(await callOf([], 'POST'), 'a')).toEqual(['a']);
    expect(await portal.app.get(CookieChoices).of(await callOf([], 'POST'))).toMatchObject({ embeds: false });
  });
});

describe('a cookie', () => {
  const set = async (
    request: Request,
    name: 'athar_commenter' | 'athar_last_article',
    byRequest?: boolean,
  ) => {
    const written: string[] = [];
    const response = { cookie: (one: string) => written.push(one) } as unknown as Response;
    const done = await portal.app.get(CookieGuard).set(request, response, name, 'x', byRequest);
    expect(written).toEqual(done ? [name] : []);
    return done;
  };

  it('that is set on request alone needs the request, and no answer to the banner', async () => {
    expect(await set(stranger('POST'), 'athar_commenter')).toBe(false);
    expect(await set(await callOf(['preferences']), 'athar_commenter')).toBe(false);
    expect(await set(stranger('POST'), 'athar_commenter', true)).toBe(true);
  });

  it('that is necessary is set for everybody', async () => {
    expect(await set(stranger('POST'), 'athar_last_article')).toBe(true);
  });
});
