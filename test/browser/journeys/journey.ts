import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type BrowserTest } from '../../support/browser.js';
import { Keyboard } from '../../support/keyboard.js';
import { kindOf, look, seenKinds } from '../../support/look.js';
import { type Visit } from '../../support/visit.js';
import { type Locale } from '../../../src/platform/i18n/locale.js';
import { pageWords, type PageKey } from '../../../src/web/words/words.js';

/** Milliseconds after which what was waited for does not come any more. */
const PATIENCE = 30_000;

/** A visitor's way through several pages, each of which is looked at. */
export class Journey {
  readonly keys: Keyboard;
  private readonly wrong: string[] = [];
  private count = 0;

  private constructor(
    readonly name: string,
    readonly visit: Visit,
  ) {
    this.keys = new Keyboard(visit.page);
  }

  static async begin(
    site: BrowserTest,
    name: string,
    locale: Locale,
    options: { scripts?: boolean } = {},
  ): Promise<Journey> {
    return new Journey(name, await site.visit(locale, options));
  }

  /** Where a path leads that is never a page of its own, without going there. */
  async leadsTo(path: string): Promise<string> {
    const answer = await this.visit.context.request.get(path, { maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    seenKinds.add(kindOf(path));
    return answer.headers().location ?? '';
  }

  /** Looks at the page that is open. @param heading the key of its first heading, where that says where one is */
  async see(what: string, heading?: PageKey, status = 200): Promise<void> {
    this.count += 1;
    this.wrong.push(...(await look(this.visit, status)));
    await this.visit.picture(`${this.name}-${String(this.count).padStart(2, '0')}-${what}`);
    if (heading !== undefined) expect(await this.text('h1')).toBe(this.say(heading));
  }

  /** Text of the first element that fits. */
  async text(selector: string): Promise<string> {
    return (await this.visit.page.locator(selector).first().innerText()).trim();
  }

  /** The words that a page has for this visitor. */
  say(key: PageKey): string {
    return pageWords(this.visit.locale)(key);
  }

  async open(path: string): Promise<void> {
    expect(await this.visit.open(path)).toBe(true);
  }

  /** Clicks what fits first, and waits for the page that comes of it. */
  async click(selector: string): Promise<void> {
    const { page } = this.visit;
    await Promise.all([page.waitForEvent('load'), page.locator(selector).first().click()]);
  }

  /** Makes a request by the API, for whoever is signed in. @returns its reference */
  async ask(request: Record<string, unknown>): Promise<string> {
    const answer = await this.visit.context.request.post('/api/v1/requests', {
      data: request,
      headers: { origin: this.visit.origin },
    });
    const body = (await answer.json()) as { reference: string };
    expect(answer.status(), JSON.stringify(body)).toBe(201);
    return body.reference;
  }

  /** Makes this visitor's language that of the account, which pages go by where an address names none. */
  async speakOwnLanguage(): Promise<void> {
    const { context, locale, origin } = this.visit;
    const answer = await context.request.patch('/api/v1/me', { data: { locale }, headers: { origin } });
    expect(answer.status()).toBe(200);
  }

  /** Opens a page again and again until it has what is waited for. */
  async until(path: string, selector: string): Promise<void> {
    await this.patiently(selector, async () => {
      await this.open(path);
      return (await this.visit.page.locator(selector).count()) > 0;
    });
  }

  /** Waits for a page with a bar to load itself anew. */
  async progressed(): Promise<void> {
    await this.visit.page.locator('progress').waitFor({ state: 'detached' });
    await this.visit.page.waitForLoadState();
  }

  /** What a link or button downloads. */
  async download(selector: string): Promise<Buffer> {
    const { page } = this.visit;
    const begun = page.waitForEvent('download');
    await page.locator(selector).first().click();
    return readFileSync(await (await begun).path());
  }

  /** Opens the newest mail to an address in the mailbox once it has come. @param part of its subject or text */
  async mail(to: string, part = ''): Promise<void> {
    const { page } = this.visit;
    await this.patiently(`a mail with "${part}"`, async () => {
      await this.open('/mailbox');
      const sent = page.locator('ul.rows li').filter({ has: page.getByText(to, { exact: true }) });
      for (const link of await sent
        .locator('a')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href')))) {
        await page.goto(link ?? '');
        if ((await this.text('main')).includes(part)) return true;
      }
      return false;
    });
  }

  private async patiently(what: string, come: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!(await come())) {
      if (Date.now() > end) throw new Error(`${what} never came`);
    }
  }

  /** @throws where any page on the way had a fault */
  async end(): Promise<void> {
    await this.visit.close();
    expect(this.wrong).toEqual([]);
  }
}

/** The reference in a text. */
export function referenceIn(text: string): string {
  const found = /R(?:-[0-9A-Z]{4}){2}/.exec(text)?.[0];
  if (found === undefined) throw new Error(`no reference in: ${text.slice(0, 200)}`);
  return found;
}
