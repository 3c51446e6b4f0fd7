import { readdirSync, readFileSync } from 'node:fs';
import { type VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { invalidFields } from '../../../src/platform/http/problem.js';
import { LOCALES } from '../../../src/platform/i18n/locale.js';
import { page } from '../../../src/web/layout/page.js';
import { ButtonPage } from '../../../src/web/pages/site/button-page.js';
import { DonePage } from '../../../src/web/pages/site/done-page.js';
import { ErrorPage } from '../../../src/web/pages/site/error-page.js';
import { fieldErrors } from '../../../src/web/pages/field-errors.js';
import { ForgotPage } from '../../../src/web/pages/site/forgot-page.js';
import { HomePage } from '../../../src/web/pages/site/home-page.js';
import { KeptPage } from '../../../src/web/pages/site/kept-page.js';
import { LoginPage } from '../../../src/web/pages/site/login-page.js';
import { MailboxPage, MailPage } from '../../../src/web/pages/site/mailbox-page.js';
import { NewLinkPage } from '../../../src/web/pages/person/new-link-page.js';
import { PasswordPage } from '../../../src/web/pages/site/password-page.js';
import { RequestPage } from '../../../src/web/pages/person/request-page.js';
import { presentRequest, writtenSize } from '../../../src/web/pages/person/request-view.js';
import { type PageFrame } from '../../../src/web/layout/frame.js';
import { pageTexts, pageWords } from '../../../src/web/words/words.js';
import { frameOf, HOSTILE, READY } from './samples.js';

const mailWith = (text: string) => ({
  id: '0198c0de-0000-7000-8000-000000000000',
  to: 'mona@example.org',
  subject: HOSTILE,
  at: '2026-11-02T09:30:00.000Z',
  text,
});

const KEPT = { path: '/requests/R-7K3F-92QM/messages', fields: [['body', HOSTILE]] } as const;

const pages: Record<string, (frame: PageFrame) => VNode> = {
  home: (frame) => <HomePage frame={frame} />,
  login: (frame) => (
    <LoginPage frame={frame} login={HOSTILE} rememberMe={false} errors={[]} notice="refused" />
  ),
  late: (frame) => (
    <LoginPage frame={frame} login="" rememberMe={false} errors={[]} notice="ended" kept={KEPT} />
  ),
  kept: (frame) => <KeptPage frame={frame} kept={KEPT} username={HOSTILE} next="/requests" />,
  forgot: (frame) => <ForgotPage frame={frame} email={HOSTILE} errors={[]} />,
  reset: (frame) => <PasswordPage frame={frame} step="reset" least={12} errors={[]} />,
  setUp: (frame) => <PasswordPage frame={frame} step="setUp" least={12} errors={[]} />,
  button: (frame) => <ButtonPage frame={frame} step="confirmRequest" />,
  newLink: (frame) => (
    <NewLinkPage frame={frame} reference="R-7K3F-92QM" typed="" email={HOSTILE} errors={[]} waitMinutes={3} />
  ),
  done: (frame) => <DonePage frame={frame} step="stop" />,
  request: (frame) => <RequestPage {...presentRequest(frame, { ...READY, explanation: HOSTILE })} />,
  error: (frame) => <ErrorPage frame={frame} status={429} retryAfterSeconds={120} />,
  mailbox: (frame) => <MailboxPage frame={frame} mails={[mailWith('')]} />,
  mail: (frame) => <MailPage frame={frame} mail={mailWith(HOSTILE)} />,
};

describe('every page', () => {
  const all = Object.entries(pages).flatMap(([name, view]) =>
    LOCALES.map((locale) => ({ name, view, locale })),
  );

  it.each(all)(
    '$name in $locale is escaped, has its language and direction, and asks nothing of others',
    (one) => {
      const html = page(one.view(frameOf(one.locale, { site: HOSTILE, signedInAs: HOSTILE })));
      const head = { ar: 'lang="ar-MA" dir="rtl"', fr: 'lang="fr-MA" dir="ltr"', en: 'lang="en" dir="ltr"' };
      expect(html.startsWith(`<!doctype html><html ${head[one.locale]}>`)).toBe(true);
      expect(html).not.toMatch(/<script(?! src="\/assets\/)|<b>|<iframe|style=|\son\w+=/);
      expect(html).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//);
      expect(html).not.toMatch(/athar/i);
      expect(html.match(/<h1/g)).toHaveLength(1);
      // An argument that the catalogue did not fill would stay in braces.
      expect(html).not.toMatch(/\{\w+\}|undefined|\[object/);
    },
  );
});

describe('the page of a path that is nothing', () => {
  it.each(['//evil.example/x', '/\\\\evil.example'])('leads to no other site: %j', (path) => {
    const html = page(<ErrorPage frame={frameOf('en', { path, chosen: true })} status={404} />);
    expect(html).not.toContain('evil.example');
  });
});

describe('forms', () => {
  it('post to their own path and keep a chosen language, and only that', () => {
    const view = (chosen: boolean) =>
      page(<ForgotPage frame={frameOf('fr', { chosen, path: '/forgot' })} email="" errors={[]} />);
    expect(view(false)).toContain('<form method="post" action="/forgot"');
    expect(view(true)).toContain('<form method="post" action="/forgot?lang=fr"');
    expect(view(true)).toContain('href="?lang=ar"');
  });

  it('link each error to its field, in the reader’s language, and never give a password back', () => {
    const frame = frameOf('ar');
    const problem = invalidFields(
      { pointer: '/password', message: 'At least 12 characters.' },
      { pointer: '/other', message: 'There is no such field; leave it out.' },
    );
    const errors = fieldErrors(frame, problem, { password: 'error.newPassword' }, 12);
    const html = page(<PasswordPage frame={frame} step="reset" least={12} errors={errors} />);
    expect(errors).toEqual([
      { field: 'password', message: 'أدخلوا كلمة مرور لا يقل عدد أحرفها عن 12.' },
      { field: 'other', message: 'صحّحوا ما كُتب في «other».' },
    ]);
    expect(html).toContain('<a href="#password">');
    expect(html).toMatch(
      /<input id="password"[^>]*aria-invalid="true"[^>]*aria-describedby="password-hint password-error"/,
    );
    expect(html).toMatch(/<title>خطأ: /);
    expect(html).not.toMatch(/type="password"[^>]* value/);
  });

  it('have the fields that sign-in reads', () => {
    const html = page(
      <LoginPage frame={frameOf('en')} login="mona" rememberMe={true} errors={[]} next="/requests/R-1" />,
    );
    expect(html).toMatch(
      /<input[^>]* name="login"[^>]* dir="auto" autocomplete="username"[^>]* value="mona"/,
    );
    expect(html).toMatch(
      /<input[^>]* name="password"[^>]* type="password"[^>]* autocomplete="current-password"/,
    );
    expect(html).toMatch(/name="rememberMe" type="checkbox" value="true" checked/);
    expect(html).toContain('<input type="hidden" name="next" value="/requests/R-1"/>');
  });
});

describe('the page of a request', () => {
  it('shows state, date, timeline and download, with left-to-right values apart', () => {
    const html = page(<RequestPage {...presentRequest(frameOf('ar'), READY)} />);
    expect(html).toContain('<bdi dir="ltr" class="text-nowrap">R-7K3F-92QM</bdi>');
    expect(html).toContain('href="/requests/R-7K3F-92QM/bundle"');
    expect(html).toContain(
      '<bdi dir="ltr">9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08</bdi>',
    );
    expect(html).toContain('2 نونبر 2026');
    expect(html).toContain('<time datetime="2026-11-03T08:02:00.000Z">');
    expect(html.match(/<li><time/g)).toHaveLength(5);
  });

  it('names the date that the law sets, or the office itself, only while an answer is awaited', () => {
    const running = { ...READY, state: 'running', bundle: undefined } as const;
    expect(presentRequest(frameOf('en'), running).due).toEqual({
      on: 'December 2, 2026',
      basis: 'A date that the office set itself; the law names none (Law 09-08, Morocco).',
      notes: [],
    });
    expect(presentRequest(frameOf('en'), { ...running, dueBasis: 'law' }).due?.basis).toContain(
      'the law sets',
    );
    expect(presentRequest(frameOf('en'), { ...running, regime: 'EG' }).due?.basis).toContain('(EG)');
    expect(presentRequest(frameOf('en'), { ...running, state: 'unconfirmed' }).due).toBeUndefined();
  });

  it('gives no link to a bundle that still waits', () => {
    const bundle = { ...READY.bundle!, availableFrom: new Date('2026-11-04T08:02:00Z') };
    const html = page(<RequestPage {...presentRequest(frameOf('fr'), { ...READY, bundle })} />);
    expect(html).not.toContain('/bundle"');
    expect(html).toContain('4 novembre 2026');
  });

  it('writes lengths in the unit that fits', () => {
    expect([0, 999, 1000, 12_345_678, 5_000_000_000].map((bytes) => writtenSize(bytes, 'en'))).toEqual([
      '0 byte',
      '999 byte',
      '1 kB',
      '12.3 MB',
      '5 GB',
    ]);
  });
});

describe('the mailbox', () => {
  it('makes links of web addresses alone, without the isolates around them', () => {
    const text = 'Open\n\u2066http://127.0.0.1:3000/reset/abc-_ \u2069\nor javascript:alert(1)';
    const html = page(<MailPage frame={frameOf('ar', { demo: true })} mail={mailWith(text)} />);
    expect(html).toContain(
      '<a href="http://127.0.0.1:3000/reset/abc-_" rel="noreferrer"><bdi dir="ltr">http://127.0.0.1:3000/reset/abc-_</bdi></a>',
    );
    expect(html).not.toContain('href="javascript');
    expect(html).toContain('<bdi dir="ltr">mona@example.org</bdi>');
  });

  it('is linked in the demo only', () => {
    expect(page(<HomePage frame={frameOf('en')} />)).not.toContain('/mailbox');
    expect(page(<HomePage frame={frameOf('en', { demo: true })} />)).toContain('href="/mailbox"');
  });
});

describe('the words', () => {
  it.each([0, 1, 2, 3, 11, 100, 103])('count %i minutes in Arabic', (minutes) => {
    const html = page(<ErrorPage frame={frameOf('ar')} status={429} retryAfterSeconds={minutes * 60} />);
    const wanted: Record<number, string> = {
      0: 'دقيقة واحدة',
      1: 'دقيقة واحدة',
      2: 'دقيقتين',
      3: '3 دقائق',
      11: '11 دقيقة',
      100: '100 دقيقة',
      103: '103 دقائق',
    };
    expect(html).toContain(wanted[minutes]);
  });

  it('are there in three languages, with the same arguments', () => {
    const { en, fr, ar }: Record<string, Record<string, string>> = pageTexts;
    const argumentsOf = (text: string) => [...new Set(text.match(/\{\w+(?=[},])/g) ?? [])].sort();
    for (const [key, text] of Object.entries(en ?? {})) {
      for (const other of [fr ?? {}, ar ?? {}]) {
        expect([key, argumentsOf(other[key] ?? '')]).toEqual([key, argumentsOf(text)]);
      }
    }
  });

  it('never leave a French sign alone on a line', () => {
    const say = pageWords('fr');
    expect(say('ask.kind.title')).toMatch(/demander\u00a0\?$/);
    expect(say('bundle.often', { downloads: 2 })).toMatch(/voulez\u00a0; 2 fois/);
  });

  it('keep numbers with hyphens apart in Arabic, which would turn them round', () => {
    const turned = Object.entries(pageTexts.ar).filter(([, text]) =>
      /\d-\d/.test(text.replace(/\u2066[^\u2069]*\u2069/g, '')),
    );
    expect(turned).toEqual([]);
  });

  it('stand in one catalogue each, or one would hide the other', () => {
    const folder = new URL('../../../src/web/words/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /[\\/]en\.ts$/.test(name),
    );
    const keys = files.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/^ {2}'([\w.]+)':/gm)].map(([, key]) => key),
    );
    expect(keys.length).toBeGreaterThan(500);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('are all used', () => {
    const { literal, patterns } = usedKeys();
    const unused = Object.keys(pageTexts.en).filter(
      (key) => !literal.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});

/** Keys as the sources of the pages name them: whole, or put together from a part that is written and one that is not. */
function usedKeys(): { literal: Set<string>; patterns: RegExp[] } {
  const folder = new URL('../../../src/web/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/^words[\\/]\w+[\\/]/.test(name),
  );
  const sources = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const literal = new Set(sources.match(/(?<=['"])[a-zA-Z]+(?:\.\w+)+(?=['"])/g) ?? []);
  const templates = sources.match(/(?<=`)(?:[a-zA-Z]+\.|\$\{\w+\}\.)[\w.${}]*(?=`)/g) ?? [];
  const patterns = templates
    .filter(
      (template) =>
        template.includes('${') && /[a-z]+\.|\.[a-z]+/i.test(template.replace(/\$\{[^}]*\}/g, '')),
    )
    .map((template) => new RegExp(`^${template.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[\\w.]+')}$`));
  return { literal, patterns };
}
