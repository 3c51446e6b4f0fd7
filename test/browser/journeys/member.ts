import { expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../../src/demo/demo-settings.js';
import { type BrowserTest } from '../../support/browser.js';
import { Journey, referenceIn } from './journey.js';

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
