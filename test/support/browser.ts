import { type Browser, chromium } from 'playwright-core';
import { DEMO_SETTINGS } from '../../src/demo/demo-settings.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { type Locale } from '../../src/platform/i18n/locale.js';
import { JobWorker } from '../../src/platform/jobs/job-worker.js';
import { findChromium } from '../../src/platform/pdf/find-chromium.js';
import { Config } from '../../src/platform/config/config.js';
import { dueDates } from '../../src/policy/due-dates.js';
import { type ManualSystem } from '../../src/sources/manual/manual-system.js';
import { Sources } from '../../src/sources/sources.js';
import { SubjectRequest } from '../../src/requests/subject-request.js';
import { TestApp } from './app.js';
import { freePort } from './free-port.js';
import pg from 'pg';
import { expect, vi } from 'vitest';
import { Visit } from './visit.js';

/** Said by the tests that are skipped without one. */
export const HOW_TO_GET_A_BROWSER = 'needs Chromium: apt-get install chromium, or set CHROMIUM_PATH';

export const browserPath = findChromium();

/** The demo's site under test, its mails in its mailbox, and a browser that looks at it. */
export class BrowserTest {
  private constructor(
    readonly portal: TestApp,
    readonly browser: Browser,
    readonly origin: string,
  ) {}

  static async start(): Promise<BrowserTest> {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const settings = { ...DEMO_SETTINGS };
    delete settings.ATHAR_DATA_DIR;
    const portal = await TestApp.start(
      {
        ...settings,
        ATHAR_COOLING_OFF: 'P3D',
        SMTP_URL: undefined,
        LOG_LEVEL: 'error',
        PORT: String(port),
        BASE_URL: origin,
      },
      true,
    );
    await seedDemo(portal.app);
    const browser = await chromium.launch({ executablePath: browserPath });
    const site = new BrowserTest(portal, browser, origin);
    await site.endWaiting();
    return site;
  }

  /** Lets the approved erasures run as if their three days were over, and comes back when they are. The demo's longest wait goes on. */
  async endWaiting(): Promise<void> {
    await this.portal.sql.query(
      `WITH over AS (
         UPDATE requests SET scheduled_for = now()
         WHERE state = 'scheduled' AND scheduled_for < now() + interval '4 days' RETURNING id
       )
       UPDATE tasks SET run_at = now() FROM over
       WHERE tasks.name = 'request.erase' AND tasks.key = over.id::text AND tasks.state = 'waiting'`,
    );
    await this.portal.app.get(JobWorker).runUntilIdle();
  }

  /** Lets a member have agreed to purposes of the policy, as the site's own forms will. */
  async giveConsents(username: string, purposes: readonly string[]): Promise<void> {
    await this.portal.sql.query(
      `INSERT INTO consents (person_id, purpose, policy_version, given_at)
       SELECT person_id, unnest($2::text[]), '2026-01', now() FROM accounts WHERE username = $1`,
      [username, purposes],
    );
  }

  /**
   * Lets somebody who has no account have written comments under an address that nobody asked them to confirm.
   * @param whose the address, or the user name of whoever has it
   */
  async typeAddress(whose: string, comments: readonly string[]): Promise<void> {
    await this.portal.sql.query(
      `INSERT INTO comments (article_id, author_name, author_email, body, ip, user_agent, status, created_at)
       SELECT a.id, 'Lecteur', coalesce((SELECT email FROM accounts WHERE username = $1), $1), body, '2001:db8::7', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 'approved',
              now() - interval '1 day'
       FROM (SELECT id FROM articles ORDER BY id LIMIT 1) a, unnest($2::text[]) AS body`,
      [whose, comments],
    );
  }

  /** Makes a case one from before the office came under the demo's law: a case keeps the law it was taken under. */
  async putUnderLaw(reference: string, regime: string): Promise<void> {
    const requests = this.portal.sql.getRepository(SubjectRequest);
    const { kind, receivedAt } = await requests.findOneByOrFail({ reference });
    const { dueOn, dueAt, basis } = dueDates(regime, kind, receivedAt, this.portal.app.get(Config).zone);
    await requests.update({ reference }, { regime, dueOn, dueAt, dueBasis: basis });
  }

  /** Does `work` while the site has a system that is searched by hand. */
  async withManualSystem(system: ManualSystem, work: () => Promise<void>): Promise<void> {
    const sources = this.portal.app.get(Sources);
    const spy = vi.spyOn(sources, 'manual').mockReturnValue([system]);
    try {
      await work();
    } finally {
      spy.mockRestore();
    }
  }

  /** Does `work` while nobody can read or write a table. */
  async withTableLocked(table: 'comments' | 'audit_events', work: () => Promise<void>): Promise<void> {
    await this.withLock(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`, [], work);
  }

  /** Does `work` while nobody can change or delete what a member wrote. */
  async withCommentsLocked(username: string, work: () => Promise<void>): Promise<void> {
    const rows =
      'SELECT FROM comments WHERE account_id = (SELECT id FROM accounts WHERE username = $1) FOR UPDATE';
    await this.withLock(rows, [username], work);
  }

  private async withLock(statement: string, values: string[], work: () => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: this.portal.database.adminUrl });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(statement, values);
      await work();
    } finally {
      await client.end();
    }
  }

  /** User names of readers who have asked for nothing so far, always the same ones. */
  async readers(): Promise<string[]> {
    const rows = await this.portal.sql.query<{ username: string }[]>(
      `SELECT username FROM accounts WHERE role = 'member' AND username <> 'member' ORDER BY username DESC LIMIT 5`,
    );
    return rows.map(({ username }) => username);
  }

  /** The address of an account. */
  async addressOf(username: string): Promise<string> {
    const rows = await this.portal.sql.query<{ email: string }[]>(
      'SELECT email FROM accounts WHERE username = $1',
      [username],
    );
    return rows[0]?.email ?? '';
  }

  /**
   * A visitor's browser window in one language. The banner about cookies was answered before, but where `banner` is set.
   * @param options.signal the browser sends `Sec-GPC: 1`
   */
  async visit(
    locale: Locale,
    options: { scripts?: boolean; width?: number; banner?: boolean; signal?: boolean } = {},
  ): Promise<Visit> {
    const { scripts = true } = options;
    const context = await this.browser.newContext({
      baseURL: this.origin,
      locale: { ar: 'ar-MA', fr: 'fr-MA', en: 'en-GB' }[locale],
      javaScriptEnabled: scripts,
      viewport: { width: options.width ?? 1200, height: 900 },
      reducedMotion: 'reduce',
      extraHTTPHeaders: options.signal === true ? { 'Sec-GPC': '1' } : undefined,
    });
    if (options.banner !== true) {
      const answer = { form: { answer: 'reject_all' }, headers: { origin: this.origin }, maxRedirects: 0 };
      expect((await context.request.post('/cookies/choice', answer)).status()).toBe(303);
    }
    return new Visit(context, await context.newPage(), this.origin, locale, scripts);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.portal.stop();
  }
}
