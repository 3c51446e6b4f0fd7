import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuditLog } from '../../../src/audit/audit-log.js';
import { Config } from '../../../src/platform/config/config.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { PolicyVersions } from '../../../src/policy/policy-versions.js';
import { PublishedPolicy } from '../../../src/policy/published-policy.js';
import { RETENTION } from '../../../src/policy/retention.js';
import { TestApp } from '../../support/app.js';
import { connectTestDatabase } from '../../support/database.js';

const DAY = 86_400_000;

let test: TestApp;
let file: string;
let published: PublishedPolicy;

beforeAll(async () => {
  test = await TestApp.start({ BASE_URL: 'https://portal.example' });
  file = join(test.dataDir, 'policy.yaml');
  published = test.app.get(PublishedPolicy);
  await test.account('member', 'reader');
  await test.account('admin', 'office');
});
afterAll(() => test.stop());

/** What a process does that is started with this file. */
function startWith(text: string, settings: Partial<Config> = {}): Promise<void> {
  writeFileSync(file, text);
  const config = new Config({ ...test.app.get(Config), policyFile: file, ...settings });
  const { app, clock } = test;
  return new PolicyVersions(app.get(DataSource), config, clock, app.get(AuditLog), app.get(Jobs)).publish();
}

const mailed = () => test.sql.query<unknown[]>(`SELECT account_id FROM outbox WHERE kind = 'policy_changed'`);
const states = async () => (await published.versions()).map(({ state }) => state);

it('publishes the first version at once, and tells nobody', async () => {
  expect(await states()).toEqual(['in_force']);
  expect((await published.inForce()).version).toBe((await published.versions())[0]?.version);
  expect(await mailed()).toEqual([]);
});

it('publishes nothing again, whatever the site is called and wherever it stands', async () => {
  await Promise.all([
    startWith('{}'),
    startWith('{}', { siteName: 'Another "name"', baseUrl: 'https://other.example' }),
  ]);
  expect(await states()).toEqual(['in_force']);
});

it('keeps the former version in force until the notice is over, and tells everybody before', async () => {
  await Promise.all([1, 2, 3].map(() => startWith('controller: { email: privacy@news.example }')));
  const [coming] = await published.versions();
  expect(await states()).toEqual(['coming', 'in_force']);
  expect((await published.inForce()).controller.email).toBeNull();
  for (const username of ['reader', 'office']) {
    const mail = await test.mail.take(`${username}@readers.example`, 'policy');
    expect(mail.text).toContain(`https://portal.example/privacy/versions/${coming?.version}?lang=en`);
  }
  expect(await mailed()).toHaveLength(2);
  test.clock.advance(13 * DAY);
  expect(await states()).toEqual(['coming', 'in_force']);
  test.clock.advance(2 * DAY);
  expect(await states()).toEqual(['in_force', 'past']);
  const now = await published.inForce();
  expect(now).toMatchObject({ version: coming?.version, effectiveFrom: coming?.effectiveFrom });
  expect(now.controller).toMatchObject({ email: 'privacy@news.example', name: 'Site Test' });
  expect(now.promises.at(-1)?.text.en).toContain('Site Test');
});

it('refuses a day that leaves no time for the notice, and says which day would do', async () => {
  const today = test.clock.now().toISOString().slice(0, 10);
  const promise = startWith(`controller: { phone: '1' }\neffectiveFrom: ${today}`);
  await expect(promise).rejects.toThrow(
    /policy\.yaml: effectiveFrom holds .*; give 20\d\d-\d\d-\d\d or a later/,
  );
  expect(await states()).toEqual(['in_force', 'past']);
  await startWith(`controller: { phone: '1' }\neffectiveFrom: 2099-01-01`);
  expect((await published.coming())?.version).toBe('2099-01-01');
});

it('has a version with other lengths hold at once: the process keeps to them from its start', async () => {
  // As if the release before this one had kept bundles for longer.
  const owner = await connectTestDatabase(test.database.ownerUrl);
  await owner.query(
    `UPDATE policy_versions SET document = jsonb_set(document, '{lengths,bundle}', '"P9D"')
     WHERE recorded_at = (SELECT max(recorded_at) FROM policy_versions)`,
  );
  await owner.destroy();
  await startWith(`controller: { phone: '2' }`);
  expect((await published.inForce()).controller.phone).toBe('2');
  expect(RETENTION.bundle).toBe('P7D');
});

it('never goes back to a version that another one was published after', async () => {
  // "2099-01-01" was published before the version that holds now.
  expect(await published.coming()).toBeUndefined();
  await startWith(`controller: { phone: '3' }`);
  test.clock.advance(15 * DAY);
  expect((await published.inForce()).controller.phone).toBe('3');
  const step = await published.step((await published.inForce()).version);
  expect(step.before?.controller.phone).toBe('2');
  test.clock.advance(75 * 365 * DAY);
  expect((await published.inForce()).controller.phone).toBe('3');
  expect(await states()).toEqual(['replaced', 'in_force', 'past', 'past', 'past']);
});

it('takes a day that is over, left in the file, for none', async () => {
  await startWith(`controller: { phone: '4' }\neffectiveFrom: 2020-01-01`);
  const today = test.clock.now().toISOString().slice(0, 10);
  expect((await published.coming())?.effectiveFrom.localeCompare(today)).toBe(1);
  expect((await published.inForce()).controller.phone).toBe('3');
});

it('publishes again what was said once before, where something else was said since', async () => {
  await startWith(`controller: { phone: '5' }`);
  await startWith(`controller: { phone: '3' }`);
  await Promise.all([1, 2].map(() => startWith(`controller: { phone: '3' }`)));
  const [newest] = await published.versions();
  expect((await published.step(newest?.version ?? '')).policy.controller.phone).toBe('3');
  test.clock.advance(15 * DAY);
  expect((await published.inForce()).controller.phone).toBe('3');
});

it('tells nobody where nothing that they could read differs', async () => {
  await test.app.get(JobWorker).runUntilIdle();
  const told = (await mailed()).length;
  const before = await states();
  await startWith(`controller: { phone: '3' }\neffectiveFrom: 2099-01-01`);
  expect(await states()).toEqual(before);
  // As if the release before this one had kept something that the text does not name.
  const owner = await connectTestDatabase(test.database.ownerUrl);
  await owner.query(
    `UPDATE policy_versions SET digest = '\\x01', document = jsonb_set(document, '{lengths,former}', '"P9D"')
       WHERE recorded_at = (SELECT max(recorded_at) FROM policy_versions)`,
  );
  await owner.destroy();
  await startWith(`controller: { phone: '3' }`);
  expect(await states()).toEqual([
    'in_force',
    ...before.map((state) => (state === 'in_force' ? 'past' : state)),
  ]);
  await test.app.get(JobWorker).runUntilIdle();
  expect(await mailed()).toHaveLength(told);
});

it('writes each one into the log', async () => {
  await test.settleLog();
  const events = await test.sql.query<unknown[]>(
    `SELECT 1 FROM audit_events WHERE action = 'policy.published'`,
  );
  expect(events).toHaveLength((await states()).length);
});
