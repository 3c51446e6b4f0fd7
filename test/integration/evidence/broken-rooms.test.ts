import { type Response } from 'express';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LastArticleCookie } from '../../../src/articles/last-article-cookie.js';
import { CommentReading } from '../../../src/comments/comment-reading.js';
import { CommentRules } from '../../../src/comments/comment-rules.js';
import { CommenterCookie } from '../../../src/comments/commenter-cookie.js';
import { SpamCheck } from '../../../src/comments/spam-check.js';
import { ChoiceCookie } from '../../../src/consent/choice-cookie.js';
import { CookieChoices } from '../../../src/consent/cookie-choices.js';
import { CookieGuard } from '../../../src/consent/cookie-guard.js';
import { EmbedChoices } from '../../../src/consent/embed-choices.js';
import { Avatars } from '../../../src/media/avatars.js';
import { GravatarAsking } from '../../../src/media/gravatar-asking.js';
import { type PlainCookie, PolicyCookies } from '../../../src/policy/policy-cookies.js';
import { type PromiseId } from '../../../src/policy/promises.js';
import { photograph } from '../../support/images.js';
import { HoldPortal } from '../holds/hold-portal.js';
import { comment, figuresOf, outcomeOf, publish, storeImage } from './evidence-portal.js';

let portal: HoldPortal;
const EMBED = 'https://www.video.example/watch';
const NEW = '0190d0a0-0000-7000-8000-00000000000a';

beforeAll(async () => {
  portal = await HoldPortal.start();
  await publish(portal, 'port', `Words.\n\n${EMBED}\n`);
  await portal.rows(
    `INSERT INTO article_embeds (article_id, host) SELECT id, 'www.video.example' FROM articles`,
  );
  await comment(portal, 'approved');
  await comment(portal, 'pending', ['spam_unanswered']);
  const page = await portal.app.visitor().get('/cookies');
  expect(page.status).toBe(200);
  await portal.app.visitor().post('/cookies/choice').type('form').send({ answer: 'accept_all' });
});
afterAll(() => portal.app.stop());
afterEach(() => vi.restoreAllMocks());

const LOOKED: PromiseId[] = [
  ...(['P02', 'P03', 'P04', 'P05', 'P06', 'P07', 'P08', 'P10', 'P13', 'P14', 'P15', 'P17'] as const),
  ...(['P25', 'P26', 'P27', 'P28'] as const),
];

it('finds every one of them kept on a site in use', async () => {
  const found = await Promise.all(LOOKED.map(async (id) => [id, await outcomeOf(portal, id)]));
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(LOOKED.map((id) => [id, 'passed'])));
  expect(await figuresOf(portal, 'P14')).toEqual({ articles: 1, hosts: 1, loaded: 0 });
  expect(await figuresOf(portal, 'P25')).toEqual({
    on: 0,
    declared: 6,
    sent: 6,
    unanswered: 1,
    unchecked: 0,
  });
  expect(await figuresOf(portal, 'P26')).toMatchObject({ choices: 1, bare: 0, longer: 0 });
  expect(await figuresOf(portal, 'P28')).toMatchObject({ languages: 3 });
});

it('looks for what the public gets of comments (P02) in no article that is a draft again', async () => {
  const draft = await publish(portal, 'draft-again');
  await portal.rows(
    `INSERT INTO comments (article_id, author_name, author_email, body, ip, user_agent, status, created_at)
     SELECT $1, author_name, author_email, body, ip, user_agent, 'approved', now() FROM comments WHERE status = 'approved'`,
    [draft],
  );
  expect(await figuresOf(portal, 'P02')).toEqual({ comments: 2, shown: 0 });
  await portal.rows('UPDATE articles SET published_at = NULL WHERE id = $1', [draft]);
  expect(await figuresOf(portal, 'P02')).toEqual({ comments: 1, shown: 0 });
  await portal.rows('DELETE FROM comments WHERE article_id = $1', [draft]);
  await portal.rows('DELETE FROM articles WHERE id = $1', [draft]);
});

/** Cookies that are set otherwise than the policy says. */
function otherCookies(change: (name: PlainCookie, value: string) => [string, string, number?]): void {
  vi.spyOn(portal.get(PolicyCookies), 'set').mockImplementation((response: Response, name, value) => {
    const [asName, asValue, maxAge] = change(name, value);
    const plain = { path: '/', httpOnly: true, sameSite: 'lax', secure: false } as const;
    response.cookie(asName, asValue, maxAge === undefined ? plain : { ...plain, maxAge });
  });
}

const YEARS = 2 * 365 * 86_400_000;

describe('a class that breaks a promise is noticed', () => {
  it.each<[PromiseId, string, string, () => unknown]>([
    ['P02', 'comments tell an IP address', 'public_values', tellIp],
    [
      'P03',
      'the address itself leaves',
      'payload_differs',
      () => sendMore({ url: '?e=some.body@check.example' }),
    ],
    ['P03', 'a header more leaves', 'payload_differs', () => sendMore({ header: 'some.body@check.example' })],
    ['P04', 'a picture beside a comment that waits', 'unapproved_picture', pictureAll],
    ['P06', 'remembered without a tick', 'set_unasked', rememberAll],
    ['P07', 'remembered for two years', 'cookie_differs', () => otherCookies((n, v) => [n, v, YEARS])],
    [
      'P08',
      'another value each time',
      'value_differs',
      () => otherCookies((n) => [n, String(Math.random())]),
    ],
    ['P08', 'a trial that lasts', 'cookie_differs', () => otherCookies((n, v) => [n, v, 1000])],
    ['P10', 'options that go with the browser', 'cookie_differs', () => otherCookies((n, v) => [n, v])],
    ['P10', 'options that nobody saved', 'set_unasked', setAnyhow],
    ['P13', 'more than the number', 'value_differs', () => articleCookie((id) => `${id}:nadia`, 86_400_000)],
    ['P13', 'a number kept too long', 'cookie_differs', () => articleCookie((id) => id, YEARS)],
    ['P14', 'embeds that load by themselves', 'embed_loaded', loadAll],
    ['P17', 'a known author who waits', 'known_waits', forgetAuthors],
    ['P25', 'a field more', 'payload_differs', () => payload((found) => found.append('account', 'x'))],
    ['P25', 'a field less', 'payload_differs', () => payload((found) => found.delete('user_ip'))],
    ['P26', 'an answer kept for years', 'cookie_differs', () => otherCookies((n, v) => [n, v, YEARS])],
    ['P26', 'an answer that counts for ever', 'counts_too_long', neverEnds],
    [
      'P26',
      'a banner that is not shown',
      'banner_incomplete',
      () => vi.spyOn(portal.get(CookieChoices), 'asks').mockReturnValue(false),
    ],
    ['P27', 'a cookie that no list names', 'unknown_cookie', () => otherCookies((_, v) => ['athar_ads', v])],
    ['P27', 'personalisation before a choice', 'set_unasked', allowAll],
  ])('%s: %s', async (id, _what, reason, breakIt) => {
    breakIt();
    expect(await outcomeOf(portal, id)).toBe(`failed: ${reason}`);
  });
});

function tellIp(): void {
  const reading = portal.get(CommentReading);
  const real = reading.comments.bind(reading);
  vi.spyOn(reading, 'comments').mockImplementation(async (...asked) => {
    const thread = await real(...asked);
    return { ...thread, items: thread.items.map((one) => ({ ...one, from: '192.0.2.77' })) };
  });
}

function sendMore({ url = '', header }: { url?: string; header?: string }): void {
  const asking = portal.get(GravatarAsking);
  const real = asking.call.bind(asking);
  vi.spyOn(asking, 'call').mockImplementation((address) => {
    const call = real(address);
    const headers = header === undefined ? call.headers : { ...call.headers, 'X-For': header };
    return { url: url === '' ? call.url : new URL(url, call.url), headers };
  });
}

function pictureAll(): void {
  vi.spyOn(portal.get(Avatars), 'of').mockImplementation(
    async (ids) => new Map(ids.map((id) => [id, '/media/x'])),
  );
}

function rememberAll(): void {
  const cookie = portal.get(CommenterCookie);
  const real = cookie.answer.bind(cookie);
  vi.spyOn(cookie, 'answer').mockImplementation((request, response, form) =>
    real(request, response, form, true),
  );
}

function setAnyhow(): void {
  const guard = portal.get(CookieGuard);
  const real = guard.set.bind(guard);
  vi.spyOn(guard, 'set').mockImplementation((request, response, name, value) =>
    real(request, response, name, value, true),
  );
}

function articleCookie(value: (id: string) => string, maxAge: number): void {
  vi.spyOn(portal.get(LastArticleCookie), 'set').mockImplementation((response, id) => {
    response.cookie('athar_last_article', value(id), {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: false,
      maxAge,
    });
  });
}

function loadAll(): void {
  vi.spyOn(portal.get(EmbedChoices), 'of').mockResolvedValue({ loads: () => true });
}

function forgetAuthors(): void {
  vi.spyOn(portal.get(CommentRules), 'rule').mockResolvedValue({
    status: 'pending',
    reasons: ['first_comment'],
  });
}

function payload(change: (found: URLSearchParams) => void): void {
  const spam = portal.get(SpamCheck);
  const real = spam.payload.bind(spam);
  vi.spyOn(spam, 'payload').mockImplementation((one) => {
    const found = real(one);
    change(found);
    return found;
  });
}

function neverEnds(): void {
  vi.spyOn(portal.get(ChoiceCookie), 'read').mockImplementation(({ headers }) =>
    headers.cookie === undefined ? undefined : { id: NEW, at: 0, offer: 'x' },
  );
}

function allowAll(): void {
  vi.spyOn(portal.get(CookieChoices), 'of').mockResolvedValue({
    necessary: true,
    preferences: true,
    embeds: true,
    measurement: true,
    personalisation: true,
  });
}

describe('what lies in the database otherwise than promised is noticed', () => {
  it.each<[PromiseId, string, string, () => Promise<unknown>]>([
    [
      'P03',
      'a hash that is not that of the address',
      'payload_differs',
      () =>
        portal.rows(
          `INSERT INTO gravatars (address, address_sha256, asked_at, ask_again_at)
           VALUES ('salma@visitors.example', md5('salma@visitors.example'), now(), now())`,
        ),
    ],
    [
      'P05',
      'an image that says where it was taken',
      'image_tells',
      async () => storeImage(portal, await photograph('jpeg')),
    ],
    [
      'P15',
      'a site that is embedded and not written down',
      'embed_not_listed',
      () => publish(portal, 'other', 'https://maps.example/tangier'),
    ],
    [
      'P25',
      'a comment that appeared while its check was open',
      'published_unchecked',
      () => comment(portal, 'approved', ['checking']),
    ],
    [
      'P26',
      'an answer to a policy that never was',
      'bare_record',
      () => portal.rows(`UPDATE cookie_choices SET policy_version = '1999-01-01'`),
    ],
    [
      'P26',
      'an answer that counts for a year',
      'counts_too_long',
      () =>
        portal.rows(
          `UPDATE cookie_choices SET valid_until = decided_at + interval '1 year',
                  policy_version = (SELECT version FROM policy_versions LIMIT 1)`,
        ),
    ],
    [
      'P28',
      'a policy that says nothing of Gravatar’s own',
      'not_named',
      () =>
        portal.rows(
          `INSERT INTO policy_versions (version, digest, document, effective_from, effective_at, recorded_at)
           SELECT '2026-11-25', '\\x01', jsonb_set(document, '{policy,recipients}', '[]'), effective_from, now(), now()
           FROM policy_versions LIMIT 1`,
        ),
    ],
  ])('%s: %s', async (id, _what, reason, breakIt) => {
    await breakIt();
    expect(await outcomeOf(portal, id)).toBe(`failed: ${reason}`);
  });
});

describe('a portal under https', () => {
  it('is judged by cookies as they are there', async () => {
    const secure = await HoldPortal.start({ BASE_URL: 'https://portal.example' });
    try {
      await secure.app.account('member', 'rachid');
      await publish(secure, 'port');
      const ids: PromiseId[] = ['P06', 'P07', 'P08', 'P09', 'P10', 'P11', 'P12', 'P13', 'P26', 'P27', 'P28'];
      const found = await Promise.all(ids.map(async (id) => [id, await outcomeOf(secure, id)]));
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(ids.map((id) => [id, 'passed'])));
    } finally {
      await secure.app.stop();
    }
  });
});
