import { expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../../src/demo/demo-settings.js';
import { type BrowserTest } from '../../support/browser.js';
import { Journey, referenceIn } from './journey.js';

const FORM = 'main form .btn-primary';

/** A member who has no mouse asks to be erased, and takes it back. */
export function memberJourney(site: () => BrowserTest): void {
  it('a member asks for an erasure by the keyboard alone, and withdraws it', async () => {
    const journey = await Journey.begin(site(), 'member', 'ar');
    const { keys } = journey;
    await journey.open('/login');
    await keys.write('#login', 'member');
    await keys.write('#password', DEMO_PASSWORD);
    await keys.go('Enter');
    await keys.enter('a[href*="kind=erasure"]');
    await journey.see('for-whom', 'ask.actingAs.title');
    await keys.enter('main form .btn-primary');
    await answerWrongly(journey);
    await keys.choose('comments', 'detach');
    await keys.enter('main form .btn-primary');
    await journey.see('message', 'ask.message.title');
    await keys.write('#message', 'لم أعد أقرأ الجريدة.');
    await keys.enter('main form .btn-primary');
    await journey.see('check', 'ask.check.title');
    expect(await journey.text('dl.facts')).toContain('لم أعد أقرأ الجريدة.');
    await keys.enter('main button[name=send]');
    await journey.see('sent', 'sent.title');
    const reference = referenceIn(await journey.text('main'));
    await takeBack(journey, reference);
    await keys.enter('.signed-in button');
    expect(await journey.text('.site-nav')).toContain(journey.say('nav.signIn'));
    await journey.end();
  }, 120_000);

  it('a member takes one of two consents back, and is told of a copy that is under way', async () => {
    const [, , , , reader = ''] = await site().readers();
    await site().giveConsents(reader, ['avatar', 'comments']);
    const member = await Journey.begin(site(), 'subjects', 'fr');
    await member.visit.signIn(reader);
    await withdrawConsent(member);
    const reference = await member.ask({ kind: 'export' });
    await member.open('/requests/new?kind=export');
    await member.see('open-copy', 'ask.actingAs.title');
    expect(await member.text('.notice.warn')).toContain(reference);
    await aboutArticle(member);
    await member.end();
  }, 120_000);
}

async function withdrawConsent(member: Journey): Promise<void> {
  const { page } = member.visit;
  await member.open('/account/consents');
  await member.click('a[href*="kind=consent_withdrawal"]');
  await member.click(FORM);
  await member.see('consents', 'ask.consent.title');
  expect(await page.locator('input[name=consent]').count()).toBe(4);
  await page.check('input[name=consent][value=avatar]');
  await member.click(FORM);
  await member.click(FORM);
  await member.see('consent-checked', 'ask.check.title');
  await member.click(FORM);
  await member.click('main a.btn-primary');
  await member.see('consent-case');
  expect(await member.text('.thread')).toContain('Consentement à retirer');
}

/** An address and words in another language stay in order: each line of what is typed has its own direction. */
async function aboutArticle(member: Journey): Promise<void> {
  const { page } = member.visit;
  await member.open('/requests/new?kind=article');
  await member.click(FORM);
  await member.see('article', 'ask.article.title');
  await page.fill('#article', 'https://demo.example/2026/11/مقال');
  await member.click(FORM);
  await page.fill('#message', 'اسمي فيه خاطئ (الفقرة 2).');
  await member.click(FORM);
  await member.click(FORM);
  await member.click('main a.btn-primary');
  await member.see('article-case');
  const places = await page
    .locator('.thread .as-written > span')
    .last()
    .evaluate((line) => {
      const text = line.firstChild as Text;
      return ['(', ')', '.'].map((sign) => {
        const range = document.createRange();
        range.setStart(text, text.data.indexOf(sign));
        range.setEnd(text, text.data.indexOf(sign) + 1);
        return range.getBoundingClientRect().left;
      });
    });
  // From right to left, as Arabic is written.
  expect(places).toEqual([...places].sort((one, other) => other - one));
  expect(new Set(places).size).toBe(3);
}

/** Goes on without an answer: the summary of errors leads to the question. */
async function answerWrongly(journey: Journey): Promise<void> {
  const { keys, visit } = journey;
  await journey.see('comments', 'ask.comments.title');
  await keys.enter('main form .btn-primary');
  await journey.see('comments-wrong', undefined, 422);
  await keys.to('.error-summary a');
  await visit.page.keyboard.press('Enter');
  expect(await visit.page.evaluate(() => document.activeElement?.id)).toBe('comments');
}

async function takeBack(journey: Journey, reference: string): Promise<void> {
  const { keys, visit } = journey;
  await keys.enter('main a.btn-primary');
  expect(visit.path).toContain(`/requests/${reference}`);
  await journey.see('received');
  expect(await journey.text('p.state .tag')).toBe(journey.say('state.received'));
  await keys.enter('a[href*="/withdraw"]');
  await journey.see('withdraw');
  await keys.enter('main button.btn-danger');
  await journey.see('withdrawn');
  expect(await journey.text('p.state .tag')).toBe(journey.say('state.withdrawn'));
  expect(await visit.page.locator('a[href*="/withdraw"]').count()).toBe(0);
}
