import { type Browser, chromium } from 'playwright-core';
import { DEMO_SETTINGS } from '../../src/demo/demo-settings.js';
import { seedDemo } from '../../src/demo/seed-demo.js';
import { type Locale } from '../../src/platform/i18n/locale.js';
import { findChromium } from '../../src/platform/pdf/find-chromium.js';
import { TestApp } from './app.js';
import { freePort } from './free-port.js';
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
      { ...settings, SMTP_URL: undefined, LOG_LEVEL: 'error', PORT: String(port), BASE_URL: origin },
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
