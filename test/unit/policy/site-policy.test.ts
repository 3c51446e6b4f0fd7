import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Locale, LOCALES } from '../../../src/platform/i18n/locale.js';
import { aboutFor } from '../../../src/policy/about.js';
import { COOKIE_CATEGORIES, COOKIE_CATEGORY_IDS } from '../../../src/policy/cookie-categories.js';
import { COOKIES, servedName } from '../../../src/policy/cookies.js';
import { KEPT } from '../../../src/policy/kept.js';
import { PROMISES } from '../../../src/policy/promises.js';
import { PURPOSES } from '../../../src/policy/purposes.js';
import { retention, RETENTION, retentionSeconds } from '../../../src/policy/retention.js';
import { sitePolicy } from '../../../src/policy/site-policy.js';
import { written, writtenDuration } from '../../../src/policy/written.js';

const OFFICE = { siteName: 'صدى طنجة', regimeCode: 'MA', siteAddress: 'https://news.example.ma' };
const policy = sitePolicy({ ...OFFICE, embedHosts: ['video.example'] });

/** Every text for people in the document, by its path. */
function texts(value: unknown, locale: Locale, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const own = (value as Record<string, unknown>)[locale];
  if (typeof own === 'string') return [[path, own]];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, locale, `${path}/${key}`));
}

describe('retention', () => {
  it('is what the policy promises', () => {
    const HOUR = 3_600_000;
    expect(retention).toMatchObject({
      bundle: 7 * 24 * HOUR,
      unconfirmedRequest: 48 * HOUR,
      session: 48 * HOUR,
      rememberedSession: 14 * 24 * HOUR,
      passwordReset: HOUR / 2,
      guestLink: 24 * HOUR,
      auditValues: 365 * 24 * HOUR,
      closedRequest: 730 * 24 * HOUR,
      outboxBody: 0,
    });
    expect(Object.keys(retention)).toEqual(Object.keys(RETENTION));
  });

  it('counts cookies in seconds as the promises do', () => {
    expect(retentionSeconds('session')).toBe(172_800);
    expect(retentionSeconds('rememberedSession')).toBe(1_209_600);
    expect(retentionSeconds('rememberedCommenter')).toBe(31_536_000);
    expect(retentionSeconds('screenOptions')).toBe(31_536_000);
    expect(retentionSeconds('lastArticle')).toBe(86_400);
    expect(retentionSeconds('cookieChoice')).toBe(182 * 86_400);
  });

  it('is named for every collection of the portal’s own data map', () => {
    const map = parse(readFileSync('src/sources/maps/portal.yaml', 'utf8')) as {
      collections: { id: string }[];
    };
    const kept = KEPT.map(({ collection }) => collection);
    expect(map.collections.map(({ id }) => id).filter((id) => !kept.includes(id))).toEqual([]);
    expect(new Set(kept).size).toBe(kept.length);
  });

  it('is told by the text wherever the text names a length', () => {
    for (const { collection, lengths, until } of KEPT) {
      const named = [...until.en.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(lengths, collection).toEqual(expect.arrayContaining(named));
    }
  });
});

describe('the policy in three languages', () => {
  it('has the promises P01 to P28', () => {
    const ids = Array.from({ length: 28 }, (_, at) => `P${String(at + 1).padStart(2, '0')}`);
    expect(policy.promises.map(({ id }) => id)).toEqual(ids);
  });

  it.each(LOCALES)(
    'says everything in %s, with every length filled in, under the site’s own name',
    (locale) => {
      const found = texts(policy, locale);
      expect(found.length).toBe(texts(policy, 'en').length);
      expect(found.length).toBeGreaterThan(90);
      for (const [path, text] of found) {
        expect(text.trim(), path).not.toBe('');
        expect(text, path).not.toMatch(/[{}]|athar|undefined/i);
      }
    },
  );

  it('says the same lengths and names in every language', () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    for (const titles of [...Object.values(PROMISES), ...KEPT.map(({ until }) => until)]) {
      expect(places(titles.ar)).toEqual(places(titles.en));
      expect(places(titles.fr)).toEqual(places(titles.en));
    }
  });

  it('is written in Arabic where it says so', () => {
    const foreign = texts(policy, 'ar').filter(
      ([path, text]) => !/\p{Script=Arabic}/u.test(text) && !path.includes('/recipients/5'),
    );
    expect(foreign).toEqual([]);
  });

  it.each([
    ['ar', 'مدة الدخول إلى الحساب: يومان. وعند انقضائها تنتهي الجلسة في خادمنا أيضا.'],
    ['fr', 'Durée d’une connexion : 2\u00a0jours. La session prend fin en même temps sur notre serveur.'],
    ['en', 'How long a sign-in lasts: 2 days. The session on our server ends with it.'],
  ] as const)('writes lengths out in %s', (locale, text) => {
    expect(policy.promises.find(({ id }) => id === 'P09')?.text[locale]).toBe(text);
  });

  it('takes the largest unit that fits', () => {
    const each = [
      retention.closedRequest,
      retention.bundle,
      retention.requestSession,
      retention.passwordReset,
    ];
    expect(each.map((length) => writtenDuration(length, 'en'))).toEqual([
      '2 years',
      '7 days',
      '2 hours',
      '30 minutes',
    ]);
  });

  it('refuses a text that names a length nobody knows, and leaves the site’s name as it is', () => {
    const same = (text: string) => ({ ar: text, fr: text, en: text });
    expect(() => written(same('{nothing}'), 'en', 'A')).toThrow('no retention is called nothing');
    expect(() => written(same('{toString}'), 'en', 'A')).toThrow('no retention');
    expect(written(same('of {site}'), 'en', '{bundle} & $&')).toBe('of {bundle} & $&');
  });
});

describe('the policy as data', () => {
  it('names the site, its address, the law and the authority', () => {
    expect(policy.controller).toMatchObject({ name: 'صدى طنجة', address: 'https://news.example.ma' });
    expect(policy.promises.at(-1)?.text.ar).toContain('صدى طنجة');
    expect(policy.regime).toMatchObject({ code: 'MA', reviewed: true });
    expect(policy.authority.url).toBe('https://www.cndp.ma');
  });

  it('names Gravatar with what it gets and its policy, the spam check with its fields, and every embed host', () => {
    const by = Object.fromEntries(policy.recipients.map((one) => [one.id, one]));
    expect(by.gravatar).toMatchObject({ fields: ['emailSha256'], switchable: true, country: 'US' });
    expect(by.gravatar?.policyUrl).toMatch(/^https:/);
    expect(by.spam_check?.fields).toEqual([
      'body',
      'authorName',
      'authorEmail',
      'authorWebsite',
      'ip',
      'userAgent',
    ]);
    expect(by['embed:video.example']).toMatchObject({ purpose: 'embeds' });
    expect(policy.transfers.map(({ recipient }) => recipient)).toEqual([
      'gravatar',
      'spam_check',
      'embed:video.example',
    ]);
  });

  it('gives each recipient a purpose it knows', () => {
    const purposes = PURPOSES.map(({ id }) => id);
    expect(policy.recipients.filter(({ purpose }) => !purposes.includes(purpose))).toEqual([]);
  });

  it('lists the cookies, and uses none today but necessary ones and those that somebody asks for by name', () => {
    expect(COOKIES[0]).toMatchObject({
      name: 'athar_session',
      category: 'necessary',
      seconds: 172_800,
      rememberedSeconds: 1_209_600,
      active: true,
    });
    const used = COOKIES.filter(({ active }) => active);
    expect(used.filter(({ category, onRequest }) => category !== 'necessary' && !onRequest)).toEqual([]);
    const seconds = Object.fromEntries(COOKIES.map((cookie) => [cookie.name, cookie.seconds]));
    expect(seconds).toMatchObject({ athar_cookie_choice: 15_724_800, athar_screen_options: 31_536_000 });
    expect(COOKIES.find(({ name }) => name === 'athar_cookie_check')?.seconds).toBeNull();
    expect(servedName('athar_session', true)).toBe('__Host-athar_session');
    expect(servedName('athar_session', false)).toBe('athar_session');
  });

  it('asks for a consent to each category but the necessary one, for a purpose that rests on consent', () => {
    const byConsent = PURPOSES.filter(({ basis }) => basis === 'consent').map(({ id }) => id);
    for (const category of COOKIE_CATEGORY_IDS) {
      const { purpose, refusedBySignal } = COOKIE_CATEGORIES[category];
      if (category === 'necessary') expect([purpose, refusedBySignal]).toEqual([null, false]);
      else expect(byConsent, category).toContain(purpose);
    }
  });
});

describe('about.json', () => {
  it.each(LOCALES)('tells in %s alone what the law wants told with a copy', (locale) => {
    const about = aboutFor(locale, sitePolicy(OFFICE));
    for (const part of [
      'purposes',
      'categories',
      'recipients',
      'retention',
      'origin',
      'transfers',
      'rights',
    ] as const) {
      expect(about[part].length, part).toBeGreaterThan(0);
    }
    expect(about.automatedDecisions.length).toBeGreaterThan(0);
    expect(JSON.stringify(about)).not.toMatch(/"(?:ar|fr|en)":/);
    expect(about.authority).toEqual({ name: policy.authority.name[locale], url: 'https://www.cndp.ma' });
  });

  it('is in the language asked for, with codes that do not change', () => {
    const [ar, fr] = [aboutFor('ar', sitePolicy(OFFICE)), aboutFor('fr', sitePolicy(OFFICE))];
    expect(ar.language).toBe('ar-MA');
    expect(fr.purposes[0]).toEqual({
      id: 'account',
      title: 'Ouvrir un compte, le gérer et s’y connecter',
      basis: { id: 'contract', title: 'Exécution du service demandé' },
      categories: ['identity', 'contact', 'credentials', 'content', 'behaviour', 'technical'],
    });
    expect(ar.purposes.map(({ id }) => id)).toEqual(fr.purposes.map(({ id }) => id));
    expect(fr.retention.find(({ collection }) => collection === 'bundles')).toEqual({
      collection: 'bundles',
      title: 'Archives préparées',
      durations: ['P7D'],
      text: 'Une fois le fichier prêt : 7\u00a0jours.',
    });
    expect(ar.keptByLaw).toBe('قد يفرض القانون الاحتفاظ ببعض السجلات.');
  });

  it('names the authority of another law', () => {
    expect(aboutFor('en', sitePolicy({ siteName: 'A', regimeCode: 'UK' })).authority.name).toContain(
      'Information Commissioner',
    );
    expect(() => sitePolicy({ siteName: 'A', regimeCode: 'XX' })).toThrow(RangeError);
  });
});
