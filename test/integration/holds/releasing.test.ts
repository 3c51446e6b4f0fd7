import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Hold, type HoldOfficial, holdState } from '../../../src/holds/hold.js';
import { HoldAddresses } from '../../../src/holds/hold-addresses.js';
import { HoldQueries } from '../../../src/holds/hold-queries.js';
import { HoldReleases } from '../../../src/holds/hold-releases.js';
import { ReviewDue } from '../../../src/holds/review-due.js';
import { problemOf } from '../../support/people.js';
import { DAY, HoldPortal, REASON } from './hold-portal.js';

const WHOSE = 'released@readers.example';

let portal: HoldPortal;
let first: HoldOfficial;
let second: HoldOfficial;
let hold: Hold;

const release = (official: HoldOfficial, reason = REASON) =>
  portal.get(HoldReleases).release(official, hold.id, reason);
const keep = (official: HoldOfficial) => portal.get(HoldReleases).keep(official, hold.id, undefined);
const now = () => portal.get(HoldQueries).find(hold.id);
const inForce = async () => (await portal.rules('portal', WHOSE)).some(({ id }) => id === hold.id);

describe('a release by two people', () => {
  beforeAll(async () => {
    portal = await HoldPortal.start();
    first = await portal.official('first');
    second = await portal.official('second');
    await portal.work();
  });
  afterAll(() => portal.app.stop());
  beforeEach(async () => {
    portal.app.mail.mails.length = 0;
    hold = await portal.place(first, { email: WHOSE });
  });

  it('is asked for by one, who cannot confirm it; the others are mailed', async () => {
    const asked = await release(first);
    expect(holdState(asked)).toBe('releasing');
    expect(asked).toMatchObject({ releaseReason: REASON, releaseAskedBy: first.accountId });
    expect(await problemOf(release(first))).toMatchObject({ status: 409, code: 'asked-before' });
    expect(await inForce()).toBe(true);
    await portal.work();
    const mail = await portal.app.mail.take('second@readers.example', 'asked to release');
    expect(mail.text).toContain('Art. 1');
    expect(mail.text).not.toContain(WHOSE);
    expect(portal.app.mail.mails).toEqual([]);
  });

  it('takes effect a day after it was asked for, by itself', async () => {
    await release(first);
    const confirmed = await release(second, 'I agree.');
    expect(holdState(confirmed)).toBe('releasing');
    expect(await problemOf(release(second))).toMatchObject({ status: 409, code: 'release-confirmed' });
    await runReleases();
    expect(await inForce()).toBe(true);
    const [before] = await portal.rows<{ epoch: string }>(`SELECT epoch FROM gates WHERE source = 'portal'`);
    portal.app.clock.advance(DAY);
    await runReleases();
    expect(holdState(await now())).toBe('released');
    expect(await inForce()).toBe(false);
    const [after] = await portal.rows<{ epoch: string }>(`SELECT epoch FROM gates WHERE source = 'portal'`);
    expect(Number(after?.epoch)).toBe(Number(before?.epoch) + 1);
    expect((await portal.events('hold.released')).at(-1)?.detail).toEqual({
      hold: hold.id,
      purpose: 'legal',
    });
    expect((await portal.events('hold.release_asked')).at(-1)?.values).toMatchObject({ reason: REASON });
    expect((await portal.events('hold.release_confirmed')).at(-1)?.values.reason).toBe('I agree.');
  });

  it('takes effect at once where the day has passed when it is confirmed', async () => {
    await release(first);
    portal.app.clock.advance(DAY);
    expect(holdState(await release(second))).toBe('released');
    expect(await problemOf(release(first))).toMatchObject({ status: 409, code: 'released' });
    expect(await problemOf(keep(first))).toMatchObject({ status: 409, code: 'released' });
  });

  it('does not take effect where it was called off, and asking again counts from then', async () => {
    await release(first);
    await release(second);
    expect(holdState(await keep(second))).toBe('in_force');
    expect(await problemOf(keep(first))).toMatchObject({ status: 409, code: 'no-release' });
    portal.app.clock.advance(DAY / 2);
    await release(second);
    await release(first);
    portal.app.clock.advance(DAY / 2);
    await runReleases();
    expect(holdState(await now())).toBe('releasing');
    portal.app.clock.advance(DAY / 2);
    await runReleases();
    expect(holdState(await now())).toBe('released');
    expect((await portal.events('hold.kept')).at(-1)?.detail.hold).toBe(hold.id);
  });

  it('is nothing for the person whom it concerns, by a present or former address or by their account', async () => {
    hold = await portal.place(first, { email: 'FIRST@readers.example' });
    expect(await problemOf(release(first))).toMatchObject({ status: 403, code: 'own-case' });
    await release(second);
    expect(await problemOf(release(first))).toMatchObject({ status: 403, code: 'own-case' });
    expect(await problemOf(keep(first))).toMatchObject({ status: 403, code: 'own-case' });
    hold = await portal.place(first, { email: 'Old.Second@readers.example' });
    await portal.rows(
      `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at, ended_at)
       SELECT person_id, 'portal', 'email', 'old.second@readers.example', now(), now() FROM accounts WHERE id = $1`,
      [second.accountId],
    );
    expect(await problemOf(release(second))).toMatchObject({ status: 403, code: 'own-case' });
    hold = await portal.place(first, { collection: 'account', recordIds: [second.accountId] });
    expect(await problemOf(release(second))).toMatchObject({ status: 403, code: 'own-case' });
  });

  it('waits for a batch that has passed the gate', async () => {
    await release(first);
    portal.app.clock.advance(DAY);
    const { waited, releasing } = await portal.batch(() => release(second));
    expect(waited).toBe(true);
    expect(holdState(await releasing)).toBe('released');
  });

  it('is found by nobody where there is no such hold', async () => {
    hold = { ...hold, id: '00000000-0000-7000-8000-000000000000' };
    expect(await problemOf(release(first))).toMatchObject({ status: 404 });
    expect(await problemOf(keep(first))).toMatchObject({ status: 404 });
  });

  it('makes a hash of the address once the person’s case is closed, before or after', async () => {
    const released = hold;
    await release(first);
    portal.app.clock.advance(DAY);
    await release(second);
    hold = await portal.place(first, { email: `${WHOSE} ` });
    await portal.app.sql.transaction((manager) =>
      portal.get(HoldAddresses).close(manager, ['Released@Readers.example']),
    );
    expect(await portal.get(HoldQueries).find(released.id)).toMatchObject({ email: null });
    expect(await now()).toMatchObject({ email: `${WHOSE} `, addressMac: null });
    expect(await inForce()).toBe(true);
    await release(first);
    portal.app.clock.advance(DAY);
    const { email, addressMac } = await release(second);
    expect(email).toBeNull();
    expect(addressMac).toEqual((await portal.get(HoldQueries).find(released.id)).addressMac);
    expect(addressMac).toHaveLength(32);
  });

  it('is not asked for by the clock: its review date is only told, once, to every admin', async () => {
    await portal.rows(`UPDATE holds SET review_told_on = review_on`);
    portal.app.mail.mails.length = 0;
    portal.app.clock.advance(100 * DAY);
    const due = await portal.place(first, { email: WHOSE }, { citation: 'Art. 77' });
    await portal.get(ReviewDue).run();
    portal.app.clock.advance(91 * DAY);
    await portal.get(ReviewDue).run();
    await portal.get(ReviewDue).run();
    await portal.work();
    const mails = portal.app.mail.mails.filter(({ text }) => text.includes('Art. 77'));
    expect(mails.map(({ to }) => to).sort()).toEqual(['first@readers.example', 'second@readers.example']);
    expect(holdState(await portal.get(HoldQueries).find(due.id))).toBe('in_force');
  });
});

describe('a release in an office of one', () => {
  beforeAll(async () => {
    portal = await HoldPortal.start({ ATHAR_APPROVALS: '1', ATHAR_HOLD_RELEASE_DELAY: 'PT1H' });
    first = await portal.official('only');
  });
  afterAll(() => portal.app.stop());

  it('needs nobody else, and still waits', async () => {
    hold = await portal.place(first, { email: WHOSE });
    const asked = await release(first);
    expect(asked).toMatchObject({ releaseConfirmedBy: first.accountId, releasedAt: null });
    expect(await problemOf(release(first))).toMatchObject({ status: 409, code: 'release-confirmed' });
    portal.app.clock.advance(3_600_000);
    await runReleases();
    expect(holdState(await now())).toBe('released');
  });
});

/** Runs the jobs that wait for their hour. */
async function runReleases(): Promise<void> {
  await portal.rows(`UPDATE tasks SET run_at = now() WHERE name = 'hold.release' AND state = 'waiting'`);
  await portal.work();
}
