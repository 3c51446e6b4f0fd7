import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../../src/demo/demo-settings.js';
import { receiptBytes, type Receipt } from '../../../src/erasures/receipt.js';
import { type BrowserTest } from '../../support/browser.js';
import { Journey } from './journey.js';

/** A case through the hands of two admins, of whom one has no mouse, until its person reads the receipt. */
export function erasureJourney(site: () => BrowserTest): void {
  it('two admins decide an erasure, one by the keyboard alone; it runs, and the person reads the receipt', async () => {
    const [reader = ''] = await site().readers();
    const person = await Journey.begin(site(), 'erased', 'ar');
    await person.visit.signIn(reader);
    const reference = await person.ask({ kind: 'erasure', scope: { comments: 'delete' } });
    await approveByKeyboard(site(), reference);
    const second = await Journey.begin(site(), 'admin', 'en');
    await approveAgain(second, reference);
    await person.open(`/requests/${reference}`);
    await person.see('scheduled');
    await watch(site(), reader, reference, person, second);
    await readReceipt(person, `${reader}@example.org`, reference);
    await person.end();
    await second.end();
  }, 240_000);
}

async function approveByKeyboard(site: BrowserTest, reference: string): Promise<void> {
  const first = await Journey.begin(site, 'admin', 'ar');
  const { keys } = first;
  await first.open('/login');
  await keys.write('#login', 'admin1');
  await keys.write('#password', DEMO_PASSWORD);
  await keys.go('Enter');
  await keys.enter('.site-nav a[href^="/admin/requests"]');
  await first.see('queue', 'queue.title');
  await keys.enter(`main a[href*="/admin/requests/${reference}"]`);
  await first.see('case');
  await keys.enter(`a[href*="/${reference}/approve"]`);
  await first.see('approve');
  await first.visit.show('admin-ar');
  expect(await first.text('main')).toContain(first.say('approve.erasure.first'));
  await keys.enter('main button.btn-danger');
  await first.see('approved-once');
  expect(await first.text('.notice.warn')).toBe(first.say('case.second.you'));
  expect(await first.visit.page.locator('a[href*="/approve"]').count()).toBe(0);
  await first.end();
}

/** The second approval, after which the erasure waits and can be stopped. */
async function approveAgain(second: Journey, reference: string): Promise<void> {
  await second.visit.signIn('admin2');
  await second.open(`/admin/requests/${reference}`);
  await second.see('half-approved');
  await second.click(`a[href*="/${reference}/approve"]`);
  await second.see('approve-last');
  await second.click('main button.btn-danger');
  await second.see('scheduled');
  expect(await second.text('p.state')).toContain(second.say('state.scheduled'));
  await second.click(`a[href*="/${reference}/stop"]`);
  await second.see('stop');
  await second.click('.actions a');
}

/** The run as the person and the admin see it, while somebody keeps the rows, and once it is over. */
async function watch(
  site: BrowserTest,
  username: string,
  reference: string,
  person: Journey,
  admin: Journey,
): Promise<void> {
  let over: Promise<void> | undefined;
  await site.withCommentsLocked(username, async () => {
    over = site.endWaiting();
    await person.until(`/requests/${reference}`, 'progress');
    await person.see('running');
    await admin.open(`/admin/requests/${reference}`);
    await admin.see('running');
  });
  await over;
  // The pages notice by themselves. The person's account is gone.
  await admin.progressed();
  await person.progressed();
  expect(await admin.text('p.state')).toContain(admin.say('state.completed'));
  await admin.see('completed');
  await admin.click(`a[href*="/${reference}/receipt"]`);
  await admin.see('receipt');
}

/** By the link in the last mail, since the account is gone. */
async function readReceipt(person: Journey, email: string, reference: string): Promise<void> {
  await person.see('account-gone', undefined, 401);
  await person.mail(email, '/requests/confirm/');
  await person.see('last-mail');
  await person.click('main a[href*="/requests/confirm/"]');
  await person.see('last-link', 'confirmRequest.title');
  await person.click('main form button');
  await person.see('completed');
  await person.click('main a[href*="/receipt"]');
  await person.see('receipt');
  await person.visit.show('person-ar');
  const receipt = JSON.parse((await person.download('main a[download]')).toString('utf8')) as Receipt;
  expect(receipt).toMatchObject({ reference, outcome: 'completed' });
  expect(await isSigned(person, receipt)).toBe(true);
  const pdf = await person.download('main a[href*="receipt.pdf"]');
  person.visit.keep('receipt.pdf', pdf);
  expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(pdf.toString('latin1')).toMatch(/BaseFont \/\w+\+IBMPlexSansArabic/);
}

async function isSigned(journey: Journey, receipt: Receipt): Promise<boolean> {
  const answer = await journey.visit.context.request.get('/.well-known/athar-keys.json');
  const { keys } = (await answer.json()) as { keys: (JsonWebKey & { kid: string })[] };
  const key = keys.find(({ kid }) => kid === receipt.kid);
  if (key === undefined) throw new Error('The receipt is signed by a key that nobody publishes.');
  const signature = Buffer.from(receipt.signature, 'base64url');
  return verify(null, receiptBytes(receipt), createPublicKey({ key, format: 'jwk' }), signature);
}
