import { expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../../src/demo/demo-settings.js';
import { type BrowserTest } from '../../support/browser.js';
import { Journey } from './journey.js';

const ADMIN = 'admin2';
const NEWSLETTER = {
  id: 'newsletter',
  kind: 'manual' as const,
  title: { ar: 'النشرة البريدية', fr: 'Lettre d’information', en: 'Newsletter' },
  concerns: ['export' as const, 'erasure' as const],
};
const FORM = 'main form .btn-primary';

/** What an admin does beside erasures: refusing by a letter, closing by hand, looking at people, asking for a release. */
export function officeJourney(site: () => BrowserTest): void {
  it('an admin asks a person, refuses one request and closes another', async () => {
    const [, , reader = ''] = await site().readers();
    const person = await Journey.begin(site(), 'person', 'ar');
    await person.visit.signIn(reader);
    const message = 'الاسم الظاهر مكتوب بحرف زائد.';
    const refused = await person.ask({ kind: 'rectification', message });
    const done = await person.ask({ kind: 'objection', message });
    const admin = await Journey.begin(site(), 'office', 'en');
    await admin.visit.signIn(ADMIN);
    await askThePerson(admin, refused);
    await person.open(`/requests/${refused}`);
    await person.see('awaiting-information');
    expect(await person.text('p.state .tag')).toBe(person.say('state.awaiting_information'));
    await refuse(admin, refused);
    await person.open(`/requests/${refused}`);
    await person.see('refused');
    await takeTheQuestionBack(admin, done);
    await writeTooLate(admin, done);
    await closeByHand(admin, done);
    await person.end();
    await admin.end();
  }, 120_000);

  it('an admin takes longer for a case whose law allows it', async () => {
    const [, , , reader = ''] = await site().readers();
    const person = await Journey.begin(site(), 'waiting', 'ar');
    await person.visit.signIn(reader);
    const reference = await person.ask({ kind: 'restriction', message: 'أنتظر نتيجة التحقق.' });
    await site().putUnderLaw(reference, 'GDPR');
    const admin = await Journey.begin(site(), 'longer', 'fr');
    await admin.visit.signIn(ADMIN);
    await takeLonger(admin, reference);
    await person.open(`/requests/${reference}`);
    await person.see('extended');
    expect(await person.text('.timeline')).toContain(person.say('step.extended'));
    await person.end();
    await admin.end();
  }, 120_000);

  it('an admin says what was found by hand in a system that is no database', async () => {
    const [, , , , reader = ''] = await site().readers();
    const person = await Journey.begin(site(), 'searched', 'ar');
    await person.visit.signIn(reader);
    const reference = await person.ask({ kind: 'erasure' });
    await site().withManualSystem(NEWSLETTER, async () => {
      const admin = await Journey.begin(site(), 'by-hand', 'ar');
      await admin.visit.signIn(ADMIN);
      await searchByHand(admin, reference);
      await admin.end();
    });
    await person.end();
  }, 120_000);

  it('an admin tries a system with one address', async () => {
    const [, , , , reader = ''] = await site().readers();
    await site().withManualSystem(NEWSLETTER, async () => {
      const admin = await Journey.begin(site(), 'systems', 'ar');
      await admin.visit.signIn(ADMIN);
      await trySystem(admin, await site().addressOf(reader));
      await admin.end();
    });
  }, 120_000);

  it('an admin looks at a person, and takes the wish for a release back', async () => {
    const admin = await Journey.begin(site(), 'desk', 'ar');
    await admin.visit.signIn(ADMIN);
    await lookAtPerson(admin, (await site().readers())[2] ?? '');
    await wishForRelease(admin);
    await admin.end();
  }, 120_000);
}

async function askThePerson(admin: Journey, reference: string): Promise<void> {
  const { page } = admin.visit;
  await admin.open(`/admin/requests/${reference}`);
  await page.fill('#message', 'أي اسم تقصدون؟');
  await page.check('#awaitsAnswer');
  await admin.click('form:has(#message) button');
  await admin.see('asked');
  expect(await admin.text('p.state')).toContain(admin.say('office.state.awaiting_information'));
}

async function takeTheQuestionBack(admin: Journey, reference: string): Promise<void> {
  const { page } = admin.visit;
  await askThePerson(admin, reference);
  await page.fill('#message', 'وجدنا الجواب بأنفسنا.');
  await page.check('#withdrawsQuestion');
  await admin.click('form:has(#message) button');
  await admin.see('taken-back');
  expect(await admin.text('p.state')).toContain(admin.say('office.state.received'));
}

/** A note that is sent when the session is over already, and again after the sign-in. */
async function writeTooLate(admin: Journey, reference: string): Promise<void> {
  const { page, context } = admin.visit;
  const note = 'ملاحظة طويلة.';
  await admin.open(`/admin/requests/${reference}`);
  await page.fill('#note', note);
  await context.clearCookies();
  await admin.click('form:has(#note) button');
  await admin.see('late', 'login.title', 401);
  await page.fill('#login', ADMIN);
  await page.fill('#password', DEMO_PASSWORD);
  await admin.click('main form button');
  await admin.see('kept', 'kept.title');
  await admin.click('main form button');
  expect(await admin.text('#notes ol')).toContain(note);
}

/** By the mail as the person will receive it. */
async function refuse(admin: Journey, reference: string): Promise<void> {
  const { page } = admin.visit;
  await admin.click(`a[href*="/${reference}/refuse"]`);
  await page.check('input[name=ground] >> nth=0');
  await page.fill('#explanation', 'لم نجد الاسم الذي تتحدثون عنه في موقعنا.');
  await admin.click(FORM);
  await admin.see('preview');
  expect(await admin.text('.mail-text')).toMatch(/لم نجد الاسم[^]*القانون رقم 09\.08، المادة 7/);
  await admin.click('main button.btn-danger');
  await admin.see('refused');
  expect(await admin.text('p.state')).toContain(admin.say('office.state.refused'));
  expect(await admin.text('main')).toContain(`${ADMIN} refused it`);
}

/** Not without a reason, and by the mail as the person will receive it. */
async function takeLonger(admin: Journey, reference: string): Promise<void> {
  await admin.open(`/admin/requests/${reference}`);
  await admin.click(`a[href*="/${reference}/extend"]`);
  await admin.see('extend');
  expect(await admin.text('main')).toContain('RGPD, article 12(3)');
  await admin.click(FORM);
  await admin.see('no-reason', undefined, 422);
  expect(await admin.text('.error-summary')).toContain(admin.say('error.case.reason'));
  await admin.visit.page.fill('#reason', 'التحقق يستغرق وقتا أطول.');
  await admin.click(FORM);
  await admin.see('preview');
  expect(await admin.text('.mail-text')).toContain('التحقق يستغرق وقتا أطول.');
  await admin.click(FORM);
  await admin.see('extended');
  expect(await admin.text('[role=status]')).toBe(admin.say('done.case.extended'));
  expect(await admin.visit.page.locator(`a[href*="/${reference}/extend"]`).count()).toBe(0);
}

/** Not without the day by which what was found is gone, where it goes by itself. */
async function searchByHand(admin: Journey, reference: string): Promise<void> {
  await admin.open(`/admin/requests/${reference}`);
  await admin.see('to-be-searched');
  expect(await admin.text('#checks')).toContain(admin.say('check.open'));
  await admin.click(`a[href*="/${reference}/checks/"]`);
  await admin.see('found');
  await admin.visit.page.check('input[value=expires]');
  await admin.click(FORM);
  await admin.see('no-day', undefined, 422);
  expect(await admin.text('.error-summary')).toContain(admin.say('error.check.expiresOn'));
  await admin.visit.page.check('input[value=nothing]');
  await admin.click(FORM);
  await admin.see('searched');
  expect(await admin.text('#checks')).toContain(admin.say('check.found.nothing'));
}

/** Not with what is no address. */
async function trySystem(admin: Journey, email: string): Promise<void> {
  const { page } = admin.visit;
  await admin.open('/admin/sources');
  await admin.see('systems', 'sources.title');
  expect(await admin.text('main')).toContain(NEWSLETTER.title.ar);
  await admin.click('main h2 a');
  await admin.see('system');
  await page.fill('#email', 'nobody');
  await admin.click(FORM);
  await admin.see('no-address', undefined, 422);
  expect(await admin.text('.error-summary')).toContain(admin.say('error.email'));
  await page.fill('#email', email);
  await admin.click(FORM);
  await admin.see('tried');
  expect(await admin.text('#try table')).toMatch(/[1-9]/);
  expect(page.url()).not.toContain('@');
}

async function closeByHand(admin: Journey, reference: string): Promise<void> {
  await admin.open(`/admin/requests/${reference}/approve`);
  await admin.click(FORM);
  await admin.click(`a[href*="/${reference}/complete"]`);
  await admin.see('complete');
  await admin.click(FORM);
  expect(await admin.text('p.state')).toContain(admin.say('office.state.completed'));
}

async function lookAtPerson(admin: Journey, username: string): Promise<void> {
  const { page } = admin.visit;
  await admin.open('/admin/people');
  await page.fill('#q', username);
  await admin.click(FORM);
  await admin.see('found', 'people.title');
  await admin.click('main table a');
  await admin.see('why', 'person.why.title');
  await page.fill('#reason', 'طلب التصحيح يخص اسمه الظاهر.');
  await admin.click(FORM);
  await admin.see('person');
  await admin.click('main form[action*="/edit"] button');
  await admin.see('edit', 'person.edit');
}

async function wishForRelease(admin: Journey): Promise<void> {
  const { page } = admin.visit;
  await admin.open('/admin/holds');
  await admin.click('main tr:has-text("دعوى قذف") a');
  const hold = new URL(page.url()).pathname;
  await admin.click(`a[href^="${hold}/release"]`);
  await page.fill('#reason', 'انتهت المسطرة.');
  await admin.click(FORM);
  await admin.see('release-asked');
  await admin.click(`a[href^="${hold}/keep"]`);
  await admin.see('keep');
  await admin.click(FORM);
  expect(await admin.text('[role=status]')).toBe(admin.say('done.holdKept'));
  await admin.open(`${hold}/versions`);
  await admin.see('kept-values');
}
