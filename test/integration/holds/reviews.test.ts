import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HoldOfficial } from '../../../src/holds/hold.js';
import { HoldAddresses } from '../../../src/holds/hold-addresses.js';
import { HoldLooks } from '../../../src/holds/hold-looks.js';
import { HoldQueries } from '../../../src/holds/hold-queries.js';
import { HoldReleases } from '../../../src/holds/hold-releases.js';
import { HoldReviews } from '../../../src/holds/hold-reviews.js';
import { type HoldFilter } from '../../../src/holds/hold-search.js';
import { ReviewDue } from '../../../src/holds/review-due.js';
import { problemOf } from '../../support/people.js';
import { DAY, HoldPortal, ORIGIN, REASON } from './hold-portal.js';

let portal: HoldPortal;
let first: HoldOfficial;
let second: HoldOfficial;

beforeAll(async () => {
  portal = await HoldPortal.start({ ATHAR_HOLD_RELEASE_DELAY: 'PT0S' });
  first = await portal.official('first');
  second = await portal.official('second');
});
afterAll(() => portal.app.stop());

const dayIn = (days: number) =>
  new Date(portal.app.clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
const move = (official: HoldOfficial, id: string, reviewOn: string) =>
  portal.get(HoldReviews).move(official, id, reviewOn, 'The appeal is heard in spring.');
const open = (official: HoldOfficial, id: string) => portal.get(HoldLooks).open(official, id);
const release = (official: HoldOfficial, id: string) =>
  portal.get(HoldReleases).release(official, id, REASON);
const listed = async (filter: HoldFilter, official = first) =>
  (await portal.get(HoldQueries).list(filter, 200, undefined, official)).items.map(({ id }) => id);

describe('a review date', () => {
  it('is moved with a reason, and the admins are mailed on the new one', async () => {
    const hold = await portal.place(first, { articleId: '7' }, { reviewOn: dayIn(2) });
    const later = dayIn(30);
    expect((await move(second, hold.id, later)).reviewOn).toBe(later);
    expect((await portal.events('hold.reviewed')).at(-1)).toEqual({
      detail: { hold: hold.id, purpose: 'legal', reviewOn: later },
      values: { ...ORIGIN, reason: 'The appeal is heard in spring.' },
    });
    const told = async () =>
      (await portal.rows('SELECT 1 FROM holds WHERE id = $1 AND review_told_on = review_on', [hold.id]))
        .length;
    portal.app.clock.advance(5 * DAY);
    await portal.get(ReviewDue).run();
    expect(await told()).toBe(0);
    expect(await listed({ review: 'over' })).not.toContain(hold.id);
    portal.app.clock.advance(26 * DAY);
    await portal.get(ReviewDue).run();
    expect(await told()).toBe(1);
    expect(await listed({ review: 'over' })).toContain(hold.id);
    await move(first, hold.id, dayIn(30));
    expect(await told()).toBe(0);
  });

  it('is not moved to a day that has come, nor of a hold that is released, none or one’s own', async () => {
    const hold = await portal.place(first, { articleId: '8' });
    expect(await problemOf(move(first, hold.id, dayIn(0)))).toMatchObject({ status: 422, at: ['/reviewOn'] });
    const own = await portal.place(first, { email: 'Second@readers.example' });
    expect(await problemOf(move(second, own.id, dayIn(9)))).toMatchObject({ status: 403, code: 'own-case' });
    const none = '00000000-0000-7000-8000-000000000000';
    expect(await problemOf(move(first, none, dayIn(9)))).toMatchObject({ status: 404 });
    await release(first, hold.id);
    await release(second, hold.id);
    expect(await problemOf(move(first, hold.id, dayIn(9)))).toMatchObject({ status: 409, code: 'released' });
    expect(await portal.events('hold.reviewed')).toHaveLength(2);
  });
});

describe('mails about a hold', () => {
  /** Who is told of this legal source. */
  const toldOf = async (citation: string): Promise<string[]> => {
    await portal.work();
    const mails = portal.app.mail.mails.filter(({ text }) => text.includes(citation));
    return [...new Set(mails.map(({ to }) => to))].sort();
  };

  it('go to no admin whose own data it keeps, neither for its review nor for its release', async () => {
    const third = await portal.official('third');
    const about = { email: 'second@readers.example' };
    const hold = await portal.place(first, about, { reviewOn: dayIn(2), citation: 'Order 77/2026' });
    await portal.place(first, { articleId: '10' }, { reviewOn: dayIn(2), citation: 'Order 78/2026' });
    portal.app.clock.advance(3 * DAY);
    await portal.get(ReviewDue).run();
    expect(await toldOf('Order 77/2026')).toEqual(['first@readers.example', 'third@readers.example']);
    expect(await toldOf('Order 78/2026')).toContain('second@readers.example');
    await release(first, hold.id);
    expect(await toldOf('Order 77/2026')).toEqual(['first@readers.example', 'third@readers.example']);
    await release(third, hold.id);
  });
});

describe('the history of a hold', () => {
  it('has every step with its time, its reason and who did it, and outlasts what was called off', async () => {
    const hold = await portal.place(first, { articleId: '9' });
    await move(first, hold.id, dayIn(40));
    await release(first, hold.id);
    await portal.get(HoldReleases).keep(second, hold.id, 'Too early.');
    await release(second, hold.id);
    await release(first, hold.id);
    const { history, hold: now } = await open(first, hold.id);
    expect(history.map(({ step, by, reason, reviewOn }) => [step, by, reason, reviewOn])).toEqual([
      ['placed', first.accountId, null, null],
      ['reviewed', first.accountId, 'The appeal is heard in spring.', dayIn(40)],
      ['release_asked', first.accountId, REASON, null],
      ['kept', second.accountId, 'Too early.', null],
      ['release_asked', second.accountId, REASON, null],
      ['release_confirmed', first.accountId, REASON, null],
      ['released', first.accountId, null, null],
    ]);
    expect(history[0]?.at).toEqual(now.placedAt);
    await expect(portal.rows('DELETE FROM hold_steps')).rejects.toThrow('permission denied');
    await expect(portal.rows(`UPDATE hold_steps SET reason = ''`)).rejects.toThrow('permission denied');
  });
});

describe('a look at holds', () => {
  it('is logged, also of a page of the list, and says nothing of whom they concern', async () => {
    const hold = await portal.place(first, { email: 'lookedat@readers.example' });
    await open(second, hold.id);
    expect((await portal.events('hold.viewed')).at(-1)).toEqual({
      detail: { hold: hold.id, purpose: 'legal' },
      values: { ...ORIGIN },
    });
    expect(await listed({ email: 'LookedAt@readers.example', state: 'in_force' })).toEqual([hold.id]);
    expect((await portal.events('hold.searched')).at(-1)).toEqual({
      detail: { by: ['email', 'state'], holds: [hold.id] },
      values: { ...ORIGIN },
    });
  });

  it('finds them by purpose, a part of the matter, and an address of which a hash is left', async () => {
    const hold = await portal.place(
      first,
      { email: 'closed@readers.example' },
      { purpose: 'security', matter: 'The Harbour_100% case' },
    );
    expect(await listed({ matter: 'harbour_100%' })).toEqual([hold.id]);
    expect(await listed({ matter: 'harbour 100' })).toEqual([]);
    expect(await listed({ purpose: 'security' })).toEqual([hold.id]);
    expect(await listed({ purpose: 'administrative' })).toEqual([]);
    await release(first, hold.id);
    await release(second, hold.id);
    await portal.app.sql.transaction((manager) =>
      portal.get(HoldAddresses).close(manager, ['closed@readers.example']),
    );
    expect(await listed({ email: 'closed@readers.example' })).toEqual([hold.id]);
    expect((await open(first, hold.id)).hold.email).toBeNull();
  });

  it('shows nobody a hold on their own data, in the list or alone', async () => {
    const byAddress = await portal.place(first, { email: 'SECOND@readers.example', articleId: '3' });
    const byId = await portal.place(first, { collection: 'account', recordIds: [second.accountId] });
    expect(await listed({ email: 'second@readers.example' })).toContain(byAddress.id);
    expect(await listed({ email: 'second@readers.example' }, second)).toEqual([]);
    const seen = await listed({}, second);
    expect(seen).not.toContain(byAddress.id);
    expect(seen).not.toContain(byId.id);
    expect(await listed({})).toEqual(expect.arrayContaining([...seen, byAddress.id, byId.id]));
    for (const { id } of [byAddress, byId]) {
      expect(await problemOf(open(second, id))).toMatchObject({ status: 403, code: 'own-case' });
    }
    const looks = await portal.events('hold.viewed');
    expect(looks.some(({ detail }) => detail.hold === byId.id)).toBe(false);
  });
});
