import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../src/platform/pdf/find-chromium.js';
import { type Locale } from '../../src/platform/i18n/locale.js';
import { DEMO_PASSWORD, DEMO_SETTINGS } from '../../src/demo/demo-settings.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { TestApp } from './app.js';
import { freePort } from './free-port.js';

/** Said by the tests that are skipped without one. */
export const HOW_TO_GET_A_BROWSER = 'needs Chromium: apt-get install chromium, or set CHROMIUM_PATH';

export const browserPath = findChromium();

/** Where screenshots go that are not kept. */
const SHOTS = join(process.cwd(), '.cache', 'screenshots');

/** The demo's site under test, and a browser that looks at it. */
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
      { ...settings, LOG_LEVEL: 'error', PORT: String(port), BASE_URL: origin },
      true,
    );
    await seedDemo(portal.app);
    const browser = await chromium.launch({ executablePath: browserPath });
    return new BrowserTest(portal, browser, origin);
  }

  /** A visitor's browser window in one language. */
  async visit(locale: Locale, options: { scripts?: boolean; width?: number } = {}): Promise<Visit> {
    const context = await this.browser.newContext({
      baseURL: this.origin,
      locale: { ar: 'ar-MA', fr: 'fr-MA', en: 'en-GB' }[locale],
      javaScriptEnabled: options.scripts ?? true,
      viewport: { width: options.width ?? 1200, height: 900 },
      reducedMotion: 'reduce',
    });
    return new Visit(context, await context.newPage(), this.origin, locale);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.portal.stop();
  }
}

/** One visitor, with everything that went wrong in the browser meanwhile. */
export class Visit {
  /** Console errors, refused content, calls to other hosts. */
  readonly faults: string[] = [];

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly origin: string,
    readonly locale: Locale,
  ) {
    page.on('console', (message) => {
      // A page whose status says that something is wrong is an answer, not a fault of the page.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
        this.faults.push(`console: ${message.text()}`);
      }
    });
    page.on('pageerror', (error) => this.faults.push(`script: ${error.message}`));
    context.on('request', (request) => {
      const { origin: asked, protocol } = new URL(request.url());
      if (asked !== origin && protocol !== 'about:') this.faults.push(`asked ${request.url()}`);
    });
  }

  async signIn(username: string): Promise<void> {
    await this.page.goto(`/login?lang=${this.locale}`);
    await this.page.fill('#login', username);
    await this.page.fill('#password', DEMO_PASSWORD);
    await this.page.click('main button[type=submit]');
  }

  /** Opens a page in the visitor's language. @returns its status */
  async open(path: string): Promise<number> {
    const answer = await this.page.goto(withLanguage(path, this.locale));
    return answer?.status() ?? 0;
  }

  /** Violations of WCAG 2.2 A and AA and of good practice, as axe finds them, one line each. */
  async accessibilityFaults(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const { violations } = await this.page.evaluate(async () => {
      const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
      return inPage.run(document, { resultTypes: ['violations'] });
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
  }

  /** How many pixels the page is wider than a window of 320. */
  async overflowWhenNarrow(): Promise<number> {
    const size = this.page.viewportSize() ?? { width: 1200, height: 900 };
    await this.page.setViewportSize({ width: 320, height: 900 });
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await this.page.setViewportSize(size);
    return over;
  }

  /** Keeps a picture for whoever wants to look; git ignores it. */
  async picture(name: string): Promise<void> {
    mkdirSync(SHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SHOTS, `${name}-${this.locale}.png`), fullPage: true });
  }

  /** Paths of this site that the page links to. */
  async links(): Promise<string[]> {
    const found = await this.page.$$eval('a[href]:not([download])', (links) =>
      links.map((link) => (link as HTMLAnchorElement).href),
    );
    return found
      .filter((href) => href.startsWith(`${this.origin}/`))
      .map((href) => new URL(href))
      .map(({ pathname, search }) => pathname + search);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

export function withLanguage(path: string, locale: Locale): string {
  const url = new URL(path, 'http://page.invalid');
  url.searchParams.set('lang', locale);
  return url.pathname + url.search;
}

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Matters of taste, and the forms that our renderer writes.
    'void-style': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-implicit-button-type': 'error',
    // HTML lets an id be any text without blanks, and boxes of one question share its name.
    'valid-id': ['error', { relaxed: true }],
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
  },
});

/** Errors of a document by the HTML standard, one line each. */
export async function htmlFaults(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${ruleId} at ${line}:${column}: ${message}`),
  );
}
