import { expect, it } from 'vitest';
import { type BrowserTest } from '../../support/browser.js';
import { Journey, referenceIn } from './journey.js';

const EMAIL = 'lectrice@example.net';
const NEXT = 'main form .btn-primary';

/** Somebody without an account and without scripts asks for a copy, in French, by the links in mails alone. */
export function guestJourney(site: () => BrowserTest): void {
  it('a guest asks for a copy without scripts, and finds the way back by a new link', async () => {
    const guest = await Journey.begin(site(), 'guest', 'fr', { scripts: false });
    const reference = await ask(guest);
    await guest.mail(EMAIL, reference);
    await guest.see('mail');
    const link = await guest.visit.page.locator('main a[href*="/requests/confirm/"]').getAttribute('href');
    await confirm(guest, reference);
    await writeToTheOffice(guest);
    await site().typeAddress(EMAIL, ['Je n’ai jamais écrit cela.', 'https://exemple.net/'.padEnd(400, 'a')]);
    await sayWhatIsNotTheirs(guest);
    await guest.click('.signed-in button');
    await guest.open(`/requests/${reference}`);
    await guest.see('signed-out', undefined, 401);
    await askForNewLink(guest, reference, new URL(link ?? '').pathname);
    await guest.end();
  }, 120_000);
}

/** Through the questions, one answer changed on the way, to the page that says to look into the mailbox. */
async function ask(guest: Journey): Promise<string> {
  const { page } = guest.visit;
  await guest.open('/requests/new');
  await guest.see('kind', 'ask.kind.title');
  await page.check('input[value=export]');
  await guest.click(NEXT);
  await guest.click(NEXT);
  await guest.click(NEXT);
  await guest.see('email', 'ask.email.title');
  await page.fill('#email', 'nobody');
  await guest.click(NEXT);
  await guest.see('email-wrong', undefined, 422);
  expect(await page.inputValue('#email')).toBe('nobody');
  await page.fill('#email', EMAIL);
  await guest.click(NEXT);
  await guest.see('check', 'ask.check.title');
  await guest.click('button[name=go][value=message]');
  await page.fill('#message', 'Je commente depuis 2019.');
  await guest.click(NEXT);
  expect(await guest.text('dl.facts')).toContain('Je commente depuis 2019.');
  await guest.click('main button[name=send]');
  await guest.see('look-into-mailbox', 'sent.guest.title');
  return referenceIn(await guest.text('main'));
}

/** Without scripts: looks at comments under their address, and says that one is not theirs. */
async function sayWhatIsNotTheirs(guest: Journey): Promise<void> {
  const { page } = guest.visit;
  await guest.click('main a[href*="/unconfirmed"]');
  await guest.see('doubts', 'doubt.title');
  await guest.click('main a[href*="/unconfirmed/portal/comments"]');
  await guest.see('doubtful-comments');
  expect(await page.locator('input[name=notMine]').count()).toBe(2);
  await page.check('#notMine');
  await guest.click(NEXT);
  await guest.see('not-mine');
  expect(await guest.text('[role=status]')).toBe(guest.say('done.doubt'));
  expect(await page.isChecked('#notMine')).toBe(true);
  await guest.click('main p a[href*="/unconfirmed"]');
  expect(await guest.text('main section li')).toContain('un déclaré');
  await guest.click('main p a[href*="/requests/"]');
}

async function confirm(guest: Journey, reference: string): Promise<void> {
  await guest.click('main a[href*="/requests/confirm/"]');
  await guest.see('confirm', 'confirmRequest.title');
  await guest.click(NEXT);
  await guest.see('status');
  expect(guest.visit.path).toContain(`/requests/${reference}`);
  expect(await guest.text('p.state .tag')).toBe(guest.say('state.received'));
  expect(await guest.text('[role=status]')).toBe(guest.say('done.caseOpened'));
}

async function writeToTheOffice(guest: Journey): Promise<void> {
  await guest.visit.page.fill('#body', 'Le fichier peut attendre.');
  await guest.click('main form button');
  await guest.see('message-sent');
  expect(await guest.text('.thread')).toContain('Le fichier peut attendre.');
}

/** The old link is used; the page to ask for a new one says the same whatever address is given. */
async function askForNewLink(guest: Journey, reference: string, oldLink: string): Promise<void> {
  const { page } = guest.visit;
  await guest.open(oldLink);
  await guest.click(NEXT);
  await guest.see('old-link', undefined, 422);
  expect(await guest.text('h1')).toBe(guest.say('problem.title.410'));
  await guest.click('main a[href*="/requests/link"]');
  await guest.see('any-new-link', 'link.title');
  await guest.open(`/requests/${reference}/link`);
  await guest.see('new-link', 'link.title');
  await page.fill('#email', EMAIL);
  await guest.click(NEXT);
  await guest.see('new-link-sent', 'link.done.title');
  await guest.mail(EMAIL, 'un nouveau lien');
  await guest.click('main a[href*="/requests/confirm/"]');
  await guest.click(NEXT);
  expect(guest.visit.path).toContain(`/requests/${reference}`);
  await guest.see('back');
}
