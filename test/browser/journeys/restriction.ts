import { expect, it } from 'vitest';
import { type BrowserTest } from '../../support/browser.js';
import { Journey } from './journey.js';

const ADMIN = 'admin2';
const FORM = 'main form .btn-primary';

/** A restriction from its approval to its end. */
export function restrictionJourney(site: () => BrowserTest): void {
  it('a restriction comes into force, its end is announced, and its person does not wait for it', async () => {
    const [, , , , reader = ''] = await site().readers();
    const person = await Journey.begin(site(), 'restricted', 'ar');
    await person.visit.signIn(reader);
    const admin = await Journey.begin(site(), 'restriction', 'fr');
    await admin.visit.signIn(ADMIN);
    const reference = await person.ask({ kind: 'restriction' });
    await approve(admin, reference);
    await person.open(`/requests/${reference}`);
    await person.see('in-force');
    expect(await person.text('main')).toContain(person.say('restriction.before'));
    await person.open('/account/data');
    await person.see('data', 'data.title');
    expect(await person.text('main')).toContain(reference);
    await lift(admin, reference);
    await person.open(`/requests/${reference}`);
    await person.see('lifting');
    expect(await person.text('main')).toContain('L’exactitude des données est vérifiée.');
    await person.click(`a[href*="/${reference}/restriction"]`);
    await person.see('end');
    await person.click(FORM);
    await person.see('ended');
    expect(await person.text('[role=status]')).toBe(person.say('done.restrictionEnded'));
    await person.end();
    await admin.end();
  }, 120_000);
}

/** Waits until the portal has hidden what it hides. */
async function approve(admin: Journey, reference: string): Promise<void> {
  await admin.open(`/admin/requests/${reference}/approve`);
  await admin.see('approve');
  expect(await admin.text('main')).toContain(admin.say('approve.restriction'));
  await admin.click(FORM);
  await admin.until(`/admin/requests/${reference}`, `a[href*="/${reference}/complete"]`);
  await admin.see('in-force');
}

/** Not without a reason. */
async function lift(admin: Journey, reference: string): Promise<void> {
  await admin.click(`a[href*="/${reference}/lift"]`);
  await admin.see('lift');
  await admin.click(FORM);
  await admin.see('no-reason', undefined, 422);
  expect(await admin.text('.error-summary')).toContain(admin.say('error.case.reason'));
  await admin.visit.page.fill('#reason', 'L’exactitude des données est vérifiée.');
  await admin.click(FORM);
  await admin.see('lifting');
  expect(await admin.text('[role=status]')).toBe(admin.say('done.case.liftAnnounced'));
}
