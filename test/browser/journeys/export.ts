import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../../src/demo/demo-settings.js';
import { writtenSize } from '../../../src/web/pages/person/request-view.js';
import { type BrowserTest } from '../../support/browser.js';
import { Journey } from './journey.js';

const PAST_THE_STEP_UP = 16 * 60_000;

/** A member watches the copy being made, comes back by the mail, and fetches it with a fresh sign-in. */
export function exportJourney(site: () => BrowserTest): void {
  it('a member fetches a copy, after having proved once more who it is', async () => {
    const [, reader = ''] = await site().readers();
    const member = await Journey.begin(site(), 'export', 'en');
    await member.visit.signIn(reader);
    const reference = await member.ask({ kind: 'export' });
    await member.speakOwnLanguage();
    await watch(site(), member, reference);
    await comeBackByMail(member, `${reader}@example.org`, reference, reader);
    const file = `/requests/${reference}/bundle`;
    expect(await member.leadsTo(file)).toBe(`/api/v1${file}`);
    site().portal.clock.advance(PAST_THE_STEP_UP);
    expect(await member.leadsTo(file)).toBe(`/login?again=true&next=/requests/${reference}`);
    await member.click('a[href*="/bundle"]');
    await member.see('step-up', 'login.title');
    await signIn(member, reader);
    await fetchBundle(member, reference);
    await member.end();
  }, 120_000);
}

async function watch(site: BrowserTest, member: Journey, reference: string): Promise<void> {
  const admin = await site.visit('en');
  await admin.signIn('admin1');
  const approve = `/api/v1/admin/requests/${reference}/approve`;
  await site.withTableLocked('comments', async () => {
    const answer = await admin.context.request.post(approve, { headers: { origin: site.origin } });
    expect(answer.status()).toBe(200);
    await admin.close();
    await member.until(`/requests/${reference}`, 'progress');
    await member.see('running');
  });
  await member.progressed();
  await member.see('ready');
  await member.visit.show('person-en');
  expect(await member.text('p.state .tag')).toBe(member.say('state.ready'));
}

/** Signed out, the link in the mail leads to the sign-in and from there to its page. */
async function comeBackByMail(
  member: Journey,
  email: string,
  reference: string,
  username: string,
): Promise<void> {
  await member.click('.signed-in button');
  await member.mail(email, reference);
  await member.see('mail');
  await member.click(`main a[href*="/requests/${reference}"]`);
  await member.see('signed-out', undefined, 401);
  await member.click('main a[href*="/login"]');
  await signIn(member, username);
  expect(member.visit.path).toContain(`/requests/${reference}`);
}

async function signIn(member: Journey, username: string): Promise<void> {
  await member.visit.page.fill('#login', username);
  await member.visit.page.fill('#password', DEMO_PASSWORD);
  await member.click('main form button');
}

async function fetchBundle(member: Journey, reference: string): Promise<void> {
  const card = await member.text('main .card');
  const file = await member.download('a[href*="/bundle"]');
  expect(file.subarray(0, 2).toString('latin1')).toBe('PK');
  expect(card).toContain(createHash('sha256').update(file).digest('hex'));
  expect(card).toContain(writtenSize(file.length, 'en'));
  await member.until(`/requests/${reference}`, `p.state .tag:text-is("${member.say('state.completed')}")`);
  await member.see('fetched');
}
