import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { type BrowserTest } from '../../support/browser.js';
import { Journey } from './journey.js';

/** An auditor narrows a search down, looks behind one mask, and takes the events along. */
export function auditorJourney(site: () => BrowserTest): void {
  it('an auditor searches the log, unmasks one event and exports the rest', async () => {
    const auditor = await Journey.begin(site(), 'auditor', 'fr');
    await auditor.visit.signIn('auditor');
    await search(auditor);
    await unmask(auditor);
    await auditor.open(SEARCH);
    await save(auditor);
    await auditor.open(SEARCH);
    await takeAlong(site(), auditor);
    await auditor.end();
  }, 120_000);
}

const SEARCH = '/audit?action=auth.logged_in&outcome=success';

async function search(auditor: Journey): Promise<void> {
  const { page } = auditor.visit;
  await auditor.open('/audit');
  await page.selectOption('#action', 'auth.logged_in');
  await auditor.click('main form[role=search] button');
  await auditor.click('main li a[href*="outcome=success"]');
  await auditor.see('search', 'audit.title');
  expect(await auditor.text('main li a[aria-current]')).toContain(auditor.say('audit.outcome.success'));
  expect(await auditor.text('main table')).not.toContain('127.0.0.1');
}

async function unmask(auditor: Journey): Promise<void> {
  const { page } = auditor.visit;
  await auditor.click('main table a[href*="/audit/events/"]');
  await auditor.see('event');
  expect(await auditor.text('main')).not.toContain('127.0.0.1');
  await auditor.click('main form button');
  await auditor.see('no-reason', undefined, 422);
  await page.fill('#reason', 'Contrôle annuel des connexions.');
  await auditor.click('main form button');
  await auditor.see('unmasked');
  await auditor.visit.show('auditor-fr');
  expect(await auditor.text('main table')).toContain('127.0.0.1');
}

async function save(auditor: Journey): Promise<void> {
  const { page } = auditor.visit;
  await page.click('details summary');
  await page.fill('#name', 'Connexions réussies');
  await auditor.click('form[action*="/audit/saved"] button');
  await auditor.see('saved', 'saved.title');
  await auditor.click('main table a');
  expect(auditor.visit.path).toContain('outcome=success');
}

/** The file of the search, whose bar is looked at while somebody keeps the log. */
async function takeAlong(site: BrowserTest, auditor: Journey): Promise<void> {
  const { page } = auditor.visit;
  await page.click('details summary');
  await site.withTableLocked('audit_events', async () => {
    await auditor.click('button[name=format][value=ndjson]');
    await auditor.see('exporting', 'exports.one');
    expect(await page.locator('progress').count()).toBe(1);
  });
  await auditor.progressed();
  await auditor.see('exported', 'exports.one');
  const file = await auditor.download('main a[download]');
  expect(await auditor.text('main dl.facts')).toContain(createHash('sha256').update(file).digest('hex'));
  const events = file.toString('utf8').trim().split('\n');
  const actions = events.map((line) => (JSON.parse(line) as { action: string }).action);
  expect(new Set(actions)).toEqual(new Set(['auth.logged_in']));
}
