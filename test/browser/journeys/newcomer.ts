import { it } from 'vitest';
import { type BrowserTest } from '../../support/browser.js';
import { Journey } from './journey.js';

const EMAIL = 'nouvelle@example.net';
const FORM = 'main form .btn-primary';

/** Somebody makes an account, forgets its password at once, and gets another, by the links in the mails. */
export function newcomerJourney(site: () => BrowserTest): void {
  it('a newcomer registers, and sets another password by a link', async () => {
    const newcomer = await Journey.begin(site(), 'newcomer', 'fr');
    const { page } = newcomer.visit;
    await newcomer.open('/register');
    await page.fill('#username', 'nouvelle');
    await page.fill('#email', EMAIL);
    await page.fill('#password', 'court');
    await newcomer.click(FORM);
    await newcomer.see('too-short', undefined, 422);
    await page.fill('#password', 'une phrase assez longue');
    await newcomer.click(FORM);
    await newcomer.see('registered');
    await followMail(newcomer, '/confirm-email/');
    await newcomer.see('confirm', 'confirmEmail.title');
    await newcomer.click(FORM);
    await newcomer.see('confirmed', 'confirmEmail.done.title');
    await newcomer.open('/forgot');
    await page.fill('#email', EMAIL);
    await newcomer.click(FORM);
    await newcomer.see('mail-sent', 'forgot.done.title');
    await followMail(newcomer, '/reset/');
    await newcomer.see('reset', 'reset.title');
    await page.fill('#password', 'une autre phrase assez longue');
    await newcomer.click(FORM);
    await newcomer.see('saved', 'reset.done.title');
    await newcomer.end();
  }, 120_000);
}

async function followMail(newcomer: Journey, path: string): Promise<void> {
  await newcomer.mail(EMAIL, path);
  await newcomer.click(`main a[href*="${path}"]`);
}
