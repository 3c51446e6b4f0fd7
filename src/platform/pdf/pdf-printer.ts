import { Injectable } from '@nestjs/common';
import { type BrowserContext } from 'playwright-core';
import { Problem } from '../http/problem.js';
import { findChromium } from './find-chromium.js';

/** Of a printing that hangs. */
const TIMEOUT = 30_000;
/** Each takes a second and some 200 MB of another process: they go one by one, and few may wait. */
const MOST_WAITING = 8;
/** Of no host: everything that the page asks for is answered here or not at all. */
const ORIGIN = 'http://page.invalid';

/** Answers what a printed page may ask for: the file of a path such as `/assets/site.css`, if there is one. */
export type PageFiles = (path: string) => string | undefined;

/**
 * Makes PDF files of the portal's own pages by a Chromium that is on the machine, since it shapes mixed Arabic and Latin
 * text as it should be. The page runs no script and reaches no network.
 */
@Injectable()
export class PdfPrinter {
  private readonly chromium = findChromium();
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** Whether this machine can print. */
  get available(): boolean {
    return this.chromium !== undefined;
  }

  /**
   * @param html a whole document
   * @throws Problem 503 where there is no Chromium, too many wait, or it fails
   */
  async print(html: string, files: PageFiles): Promise<Buffer> {
    const { chromium } = this;
    if (chromium === undefined) throw unavailable('This machine has no Chromium to print with.');
    if (this.waiting >= MOST_WAITING) throw unavailable('Too many files are being made. Try again shortly.');
    this.waiting += 1;
    const printed = this.last.then(() => printWith(chromium, html, files));
    this.last = printed.catch(() => undefined);
    try {
      return await printed;
    } catch (error) {
      throw unavailable('The file could not be made. Try again shortly.', error);
    } finally {
      this.waiting -= 1;
    }
  }
}

function unavailable(text: string, cause?: unknown): Problem {
  return Object.assign(new Problem(503, 'no-pdf', text, [], { 'Retry-After': '30' }), { cause });
}

async function printWith(executablePath: string, html: string, files: PageFiles): Promise<Buffer> {
  // Loaded when first needed: starting the portal does not wait for it.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, timeout: TIMEOUT });
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, serviceWorkers: 'block' });
    context.setDefaultTimeout(TIMEOUT);
    await answerFrom(context, html, files);
    const page = await context.newPage();
    await page.goto(`${ORIGIN}/`, { waitUntil: 'load' });
    const margin = { top: '18mm', bottom: '18mm', left: '16mm', right: '16mm' };
    return await page.pdf({ format: 'A4', margin, tagged: true, printBackground: true });
  } finally {
    await browser.close();
  }
}

async function answerFrom(context: BrowserContext, html: string, files: PageFiles): Promise<void> {
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== ORIGIN) return route.abort();
    if (url.pathname === '/') return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' });
    const path = files(url.pathname);
    return path === undefined ? route.abort() : route.fulfill({ path });
  });
}
