import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageWords } from '../../src/web/words/words.js';
import { BrowserTest, browserPath, HOW_TO_GET_A_BROWSER } from '../support/browser.js';
import { look } from '../support/look.js';
import { type Visit } from '../support/visit.js';

const PHONE = 390;

let site: BrowserTest;

beforeAll(async () => {
  if (browserPath !== undefined) site = await BrowserTest.start();
});
afterAll(async () => site?.stop());

/** What has the focus, or what of it cannot be seen. */
async function focused(page: Page): Promise<{ name: string; hidden: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return { name: 'none', hidden: false };
    const { left, top, width, height } = element.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    const seen = at !== null && (element.contains(at) || at.contains(element));
    return { name: (element.textContent ?? '').trim().slice(0, 40), hidden: !seen };
  });
}

/** Presses a button of the banner and waits for the page that comes of it. */
async function press(visit: Visit, button: string): Promise<void> {
  await Promise.all([
    visit.page.waitForEvent('load'),
    visit.page.locator(`#cookie-banner ${button}`).click(),
  ]);
}

const hasBanner = (visit: Visit) => visit.page.locator('#cookie-banner').count();

describe.skipIf(browserPath === undefined)(`the banner (${HOW_TO_GET_A_BROWSER})`, () => {
  it.each(['ar', 'fr'] as const)(
    'is first by the keyboard, and hides nothing that has the focus, on a phone in %s',
    async (locale) => {
      const visit = await site.visit(locale, { banner: true, width: PHONE });
      const say = pageWords(locale);
      await visit.open('/register');
      expect(await look(visit)).toEqual([]);
      await visit.picture('banner');
      const order: string[] = [];
      const hidden: string[] = [];
      for (let tabs = 0; tabs < 40; tabs += 1) {
        await visit.page.keyboard.press('Tab');
        const { name, hidden: isHidden } = await focused(visit.page);
        order.push(name);
        if (isHidden) hidden.push(name);
      }
      expect(order.slice(0, 5)).toEqual([
        say('site.skip'),
        say('banner.policy'),
        say('banner.accept'),
        say('banner.reject'),
        say('banner.settings'),
      ]);
      expect(hidden).toEqual([]);
      const sizes = await visit.page.$$eval('#cookie-banner button', (buttons) =>
        buttons.map((button) => {
          const { width, height } = button.getBoundingClientRect();
          const { backgroundColor, color, fontSize } = getComputedStyle(button);
          return { width, height, backgroundColor, color, fontSize };
        }),
      );
      expect(sizes).toHaveLength(3);
      for (const size of sizes) expect(size).toEqual(sizes[0]);
      await visit.close();
    },
    60_000,
  );

  it('is answered without scripts, on the page where one is', async () => {
    const visit = await site.visit('fr', { banner: true, scripts: false });
    await visit.open('/requests/new?kind=export');
    await press(visit, 'button[value=reject_all]');
    expect(visit.path).toContain('/requests/new?kind=export');
    expect(await visit.page.locator('[role=status]').innerText()).toBe(pageWords('fr')('done.choice'));
    expect(await look(visit)).toEqual([]);
    await visit.open('/cookies');
    expect(await hasBanner(visit)).toBe(0);
    await visit.close();
  }, 60_000);

  it('is answered in place with scripts: what was typed stays, and the focus is where the answer is', async () => {
    const visit = await site.visit('ar', { banner: true, width: PHONE });
    await visit.open('/register');
    await visit.page.fill('#username', 'kalima');
    await visit.page.locator('#cookie-banner button[value=accept_all]').click();
    const said = visit.page.locator('.cookie-banner [role=status]');
    await said.waitFor();
    expect(await said.innerText()).toBe(pageWords('ar')('done.choice'));
    expect(await said.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await visit.page.inputValue('#username')).toBe('kalima');
    expect(visit.faults).toEqual([]);
    await visit.open('/register');
    expect(await hasBanner(visit)).toBe(0);
    await visit.close();
  }, 60_000);

  it('leads to the settings and back, with boxes that nobody has ticked', async () => {
    const visit = await site.visit('en', { banner: true, scripts: false });
    const { page } = visit;
    await visit.open('/forgot');
    await press(visit, 'form[method=get] button');
    expect(await look(visit)).toEqual([]);
    await visit.picture('cookies-unanswered');
    expect(await page.locator('input[name=accepted]').count()).toBe(4);
    expect(await page.locator('input[name=accepted]:checked').count()).toBe(0);
    await page.check('#embeds');
    await Promise.all([page.waitForEvent('load'), page.click('main button[value=settings]')]);
    expect(visit.path).toContain('/forgot');
    await visit.open('/cookies');
    expect(
      await page.locator('input[name=accepted]:checked').evaluateAll((all) => all.map(({ id }) => id)),
    ).toEqual(['embeds']);
    expect(await look(visit)).toEqual([]);
    await visit.picture('cookies-answered');
    await Promise.all([page.waitForEvent('load'), page.click('main form[action*=withdraw] button')]);
    expect(await page.locator('input[name=accepted]:checked').count()).toBe(0);
    expect(await hasBanner(visit)).toBe(0);
    await visit.close();
  }, 60_000);

  it('keeps to a browser that asks not to share data, and says so', async () => {
    const visit = await site.visit('ar', { banner: true, signal: true, width: PHONE });
    await visit.open('/');
    expect(await visit.page.locator('#cookie-banner').innerText()).toContain(
      pageWords('ar')('banner.signal'),
    );
    expect(await look(visit)).toEqual([]);
    await visit.picture('banner-signal');
    const { allowed } = await visit.page.evaluate(async () => {
      const answer = await fetch('/api/v1/cookie-choice');
      const body = (await answer.json()) as { categories: { category: string; allowed: boolean }[] };
      return { allowed: body.categories.filter((one) => one.allowed).map(({ category }) => category) };
    });
    expect(allowed).toEqual(['necessary']);
    await visit.open('/cookies');
    expect(await look(visit)).toEqual([]);
    await visit.picture('cookies-signal');
    await visit.close();
  }, 60_000);

  it('stands on pages that say what went wrong, too', async () => {
    const visit = await site.visit('fr', { banner: true });
    await visit.open('/nowhere');
    expect(await hasBanner(visit)).toBe(1);
    expect(await look(visit, 404)).toEqual([]);
    await visit.close();
  }, 60_000);
});
