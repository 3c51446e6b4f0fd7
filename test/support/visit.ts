import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, type Page, type Response } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/demo/demo-settings.js';
import { type Locale } from '../../src/platform/i18n/locale.js';

/** Where screenshots go that are not kept; git ignores it. */
const SHOTS = join(process.cwd(), '.cache', 'screenshots');

/** Where those are that are kept. */
const SHOWN = join(process.cwd(), 'docs', 'screenshots');

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1200, height: 900 };

/** One visitor, with everything that went wrong in the browser meanwhile. */
export class Visit {
  /** Console errors, refused content, calls to other hosts, since a look at a page took them. */
  readonly faults: string[] = [];
  /** The answer that the page came with. */
  private answer?: Response;

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly origin: string,
    readonly locale: Locale,
    /** Whether pages may run scripts. */
    readonly scripts: boolean,
  ) {
    page.on('console', (message) => {
      // A page whose status says that something is wrong is an answer, not a fault of the page.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) {
        this.faults.push(`console: ${message.text()}`);
      }
    });
    page.on('pageerror', (error) => this.faults.push(`script: ${error.message}`));
    page.on('response', (response) => {
      const isDocument = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
      if (isDocument && isHtml(response)) this.answer = response;
    });
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

  /** Opens a page in the visitor's language. @returns false for what is no page: a file, data for programs */
  async open(path: string): Promise<boolean> {
    try {
      const answer = await this.page.goto(withLanguage(path, this.locale));
      return answer !== null && isHtml(answer);
    } catch (error) {
      if (/Download is starting|ERR_ABORTED/.test(String(error))) return false;
      throw error;
    }
  }

  /** Path and query of the page that is open. */
  get path(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  get status(): number {
    return this.answer?.status() ?? 0;
  }

  /** The page that is open, as it came. */
  async html(): Promise<string> {
    return (await this.answer?.text()) ?? '';
  }

  /** Keeps pictures of the whole page for whoever wants to look, as a phone and as a desk show it, where `SCREENSHOTS` is set. */
  async picture(name: string): Promise<void> {
    if (process.env.SCREENSHOTS === undefined) return;
    mkdirSync(SHOTS, { recursive: true });
    const size = this.page.viewportSize() ?? WIDE;
    for (const [screen, shown] of Object.entries({ phone: PHONE, wide: WIDE })) {
      await this.page.setViewportSize(shown);
      const path = join(SHOTS, `${name}-${this.locale}-${screen}.png`);
      await this.page.screenshot({ path, fullPage: true });
    }
    await this.page.setViewportSize(size);
  }

  /** Takes the picture of that name that the README shows, where `SCREENSHOTS` is set: the top of the page on a desk. */
  async show(name: string): Promise<void> {
    if (process.env.SCREENSHOTS === undefined) return;
    const size = this.page.viewportSize() ?? WIDE;
    await this.page.setViewportSize(WIDE);
    await this.page.evaluate(() => window.scrollTo(0, 0));
    await this.page.screenshot({ path: join(SHOWN, `${name}.png`) });
    await this.page.setViewportSize(size);
  }

  /** Keeps a file beside the pictures, on the same terms. */
  keep(name: string, file: Buffer): void {
    if (process.env.SCREENSHOTS === undefined) return;
    mkdirSync(SHOTS, { recursive: true });
    writeFileSync(join(SHOTS, name), file);
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

function isHtml(response: Response): boolean {
  return (response.headers()['content-type'] ?? '').startsWith('text/html');
}

function withLanguage(path: string, locale: Locale): string {
  const url = new URL(path, 'http://page.invalid');
  url.searchParams.set('lang', locale);
  return url.pathname + url.search;
}
