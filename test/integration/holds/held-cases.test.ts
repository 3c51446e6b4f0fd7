import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HoldScope } from '../../../src/holds/hold.js';
import { HoldGate } from '../../../src/holds/hold-rules.js';
import { Holds } from '../../../src/holds/holds.js';
import { ClosedPurge } from '../../../src/requests/closed-purge.js';
import { type Case, RequestPortal } from '../requests/request-portal.js';
import { gateWaiters } from './gate-waiters.js';

const DAY = 86_400_000;
const GUEST = 'guest@readers.example';

let portal: RequestPortal;
let placedBy: string;

beforeAll(async () => {
  portal = await RequestPortal.start();
  const [admin] = await portal.rows<{ id: string }>(`SELECT id FROM accounts WHERE username = 'nadia'`);
  placedBy = admin?.id ?? '';
});
afterAll(() => portal.app.stop());

const purge = () => portal.app.app.get(ClosedPurge).run({ signal: new AbortController().signal });
const left = async () =>
  (await portal.rows<{ id: string }>('SELECT id FROM requests ORDER BY id')).map(({ id }) => id);
const place = (scope: HoldScope) =>
  portal.app.app.get(Holds).place(
    { accountId: placedBy, origin: { ip: '198.51.100.7', userAgent: 'Test Browser/1' } },
    {
      matter: 'M',
      purpose: 'legal',
      citation: 'Art. 1',
      scope,
      reviewOn: '2999-01-01',
      visibility: 'open',
    },
  );
/** What the office does when a hold's reason is gone, without the two people and the wait. */
const release = () =>
  portal.rows(
    `UPDATE holds SET release_reason = 'r', release_asked_by = placed_by, release_asked_at = placed_at,
       release_at = placed_at, release_confirmed_by = placed_by, release_confirmed_at = placed_at, released_at = placed_at`,
  );
const closed = async (kind = 'rectification'): Promise<Case> => {
  const made = await portal.ofMember(kind, 'my name is wrong');
  await portal.withdraw(made);
  return made;
};

describe('the purge of closed cases', () => {
  it('leaves a case as long as somebody holds its person, by a former address too', async () => {
    const made = await closed();
    await portal.rows(
      `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at, ended_at)
       SELECT person_id, 'portal', 'email', 'rachid.old@readers.example', now(), now() FROM accounts
       WHERE username = 'rachid'`,
    );
    await place({ email: 'Rachid.Old@readers.example' });
    portal.app.clock.advance(731 * DAY);
    await purge();
    expect(await left()).toEqual([made.id]);
    await release();
    await purge();
    expect(await left()).toEqual([]);
  });

  it.each<[string, (made: Case) => Promise<HoldScope>, boolean]>([
    ['the case', async ({ id }) => ({ collection: 'requests', recordIds: [id] }), true],
    ['messages of everybody', async () => ({ collection: 'request_messages' }), true],
    ['one of its steps', async ({ id }) => ({ recordIds: [await stepOf(id)] }), true],
    ['what people wrote', async () => ({ source: 'portal', category: 'content' }), true],
    ['a period that it is in', async () => ({ to: new Date('2999-01-01T00:00:00Z') }), true],
    ['another case', async () => ({ collection: 'requests', recordIds: ['another'] }), false],
    ['another person', async () => ({ email: 'another@readers.example' }), false],
    ['comments', async () => ({ email: 'rachid@readers.example', collection: 'comments' }), false],
    ['an article', async () => ({ email: 'rachid@readers.example', articleId: '17' }), false],
    ['the log of a member, which stays', async () => ({ collection: 'log_pseudonyms' }), false],
  ])('under a hold on %s', async (_, scope, held) => {
    const made = await closed();
    await place(await scope(made));
    portal.app.clock.advance(731 * DAY);
    await purge();
    expect(await left()).toEqual(held ? [made.id] : []);
    await release();
    await purge();
    expect(await left()).toEqual([]);
  });

  it('leaves a guest whose identifiers are held, with the case that leads to them', async () => {
    const made = await portal.ofGuest(GUEST);
    await portal.refuse(made);
    await place({ collection: 'identifiers', email: GUEST });
    portal.app.clock.advance(731 * DAY);
    await purge();
    expect(await left()).toEqual([made.id]);
    await release();
    await purge();
    expect(await left()).toEqual([]);
  });

  it('goes on behind any number of held cases', async () => {
    await portal.rows(
      `INSERT INTO requests (reference, kind, state, regime, channel, locale, received_at, due_on, due_at, due_basis,
         created_at)
       SELECT 'R-' || n, 'export', 'received', 'MA', 'letter', 'fr', now(), now(), now(), 'law', now()
       FROM generate_series(1, 1200) n`,
    );
    const long = new Date(portal.app.clock.now().getTime() - 731 * DAY);
    await portal.rows(
      `UPDATE requests SET state = 'refused', closed_at = $1::timestamptz - interval '1 microsecond' * length(reference)`,
      [long],
    );
    const first = await portal.rows<{ id: string }>(
      'SELECT id FROM requests ORDER BY closed_at, id LIMIT 1000',
    );
    const recordIds = first.map(({ id }) => id);
    await place({ collection: 'requests', recordIds });
    await purge();
    expect(new Set(await left())).toEqual(new Set(recordIds));
    await release();
    await purge();
    expect(await left()).toEqual([]);
  });

  it('waits for a hold that is being placed, and sees it', async () => {
    const made = await closed();
    portal.app.clock.advance(731 * DAY);
    const batch = portal.app.sql.createQueryRunner();
    await batch.startTransaction();
    await portal.app.app.get(HoldGate).pass(batch.manager, ['portal']);
    const placing = place({ email: 'rachid@readers.example' });
    await gateWaiters(portal.app.sql, 1);
    const purging = purge();
    await gateWaiters(portal.app.sql, 2);
    await batch.commitTransaction();
    await batch.release();
    await Promise.all([placing, purging]);
    expect(await left()).toEqual([made.id]);
  });
});

async function stepOf(requestId: string): Promise<string> {
  const [step] = await portal.rows<{ id: string }>('SELECT id FROM request_steps WHERE request_id = $1', [
    requestId,
  ]);
  return step?.id ?? '';
}
