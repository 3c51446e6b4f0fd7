import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Account } from '../../../src/accounts/account.js';
import { AddressTakeover } from '../../../src/accounts/address-changes.js';
import { ErasureReplay, type Replayed } from '../../../src/erasures/erasure-replay.js';
import { SilenceJob } from '../../../src/erasures/silence-job.js';
import { ClosedPurge } from '../../../src/requests/closed-purge.js';
import { LeftRows } from '../../../src/sources/left-rows.js';
import { tokenIn } from '../../support/mail-sink.js';
import { ErasureOffice } from './erasure-office.js';

const DAY = 86_400_000;

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
});

afterAll(() => office.close());

beforeEach(async () => {
  await office.rows('DELETE FROM rate_limits');
});

const { signal } = new AbortController();
const replay = (): Promise<Replayed[]> =>
  office.portal.app.get(ErasureReplay).run({ type: 'system' }, false, signal);
const thread = async () =>
  (await office.portal.visitor().get('/api/v1/articles/port/comments?limit=90')).text;

/** A guest's comment that everybody reads. @returns its id */
async function said(body: string, email: string): Promise<string> {
  await office.comment(office.portal.visitor(), body, { name: 'G', email });
  await office.rows(`UPDATE comments SET status = 'approved' WHERE status = 'pending'`);
  const [row] = await office.rows<{ id: string }>('SELECT id FROM comments WHERE body = $1', body);
  return row?.id ?? '';
}

const holdOn = (ids: readonly string[], visibility?: string) =>
  office.hold({ source: 'portal', collection: 'comments', recordIds: ids }, visibility);

describe('a comment that a restored backup brought back', () => {
  it.each(['delete', 'detach'])('is to everybody what a hidden hold does not show (%s)', async (comments) => {
    const email = `back-${comments}@visitors.example`;
    const id = await said(`back to ${comments}`, email);
    const server = new pg.Client({ connectionString: office.portal.database.adminUrl });
    await server.connect();
    await server.query('SET session_replication_role = replica');
    await server.query('CREATE TEMP TABLE kept AS SELECT * FROM public.comments WHERE id = $1', [id]);
    await office.approve(await office.askAsGuest(email, { scope: { comments } }));
    await office.work();
    const gone = await thread();
    await server.query('DELETE FROM public.comments WHERE id = $1', [id]);
    await server.query('INSERT INTO public.comments SELECT * FROM kept');
    await server.end();
    expect(await thread()).not.toBe(gone);
    const hold = await holdOn([id], 'existence-hidden');
    await replay();
    expect(await office.comments(`back to ${comments}`)).toHaveLength(1);
    expect(await thread()).toBe(gone);
    const shown = await office.portal
      .visitor()
      .post('/api/v1/articles/port/comments')
      .send({ body: 'answer', name: 'N', email: 'n@visitors.example', parentId: id });
    expect(shown.status).toBe(comments === 'detach' ? 201 : 422);
    await office.release(hold);
    await replay();
    expect(await thread()).toBe(gone);
    expect(await office.rows('SELECT FROM left_comments')).toEqual([]);
  });
});

/** Gives the account another address. */
async function moved(username: string, email: string): Promise<void> {
  const { app, sql } = office.portal;
  await sql.transaction(async (manager) => {
    const account = await manager.findOneByOrFail(Account, { username });
    await app.get(AddressTakeover).take(manager, account, email);
  });
}

describe('an erasure whose rest was taken back', () => {
  it('is not begun again by a replay, which leaves the rest to hidden holds', async () => {
    const agent = await office.member('changed', 2);
    const [one, two] = await office.rows<{ id: string }>(
      `SELECT id FROM comments WHERE body LIKE 'words % of changed' ORDER BY body`,
    );
    const email = 'changed@readers.example';
    const open = [await holdOn([one?.id ?? '']), await office.hold({ email, collection: 'account' })];
    const hidden = await holdOn([two?.id ?? ''], 'existence-hidden');
    const reference = await office.ask(agent);
    await office.approve(reference);
    await office.work();
    const link = office.portal.visitor();
    await link.post(`/api/v1/requests/${reference}/link`).send({ email }).expect(202);
    await office.portal.mail.take(email, 'The law may require');
    await office.work();
    const token = tokenIn(await office.portal.mail.take(email, '/requests/confirm/'), '/requests/confirm');
    await link.post('/api/v1/requests/confirm').send({ token }).expect(200);
    await link.post(`/api/v1/requests/${reference}/withdraw`).expect(200);
    await office.work();
    for (const id of open) await office.release(id);
    expect(await replay()).toEqual([]);
    const back = await office.portal.signIn('changed');
    await back.get('/api/v1/me').expect(200);
    expect(await office.comments('words%of changed')).toHaveLength(2);
    expect(await thread()).toContain('words 1 of changed');
    expect(await thread()).not.toContain('words 2 of changed');
    await moved('changed', 'moved@readers.example');
    const { body } = await back.get('/api/v1/me/data').expect(200);
    const own = body.items.flatMap(({ collections }: { collections: object[] }) => collections);
    expect(own).toContainEqual(expect.objectContaining({ collection: 'comments', count: 1 }));

    // Asked for again, it is told of what was left and of nothing else, and leaves that to its hold.
    const again = await office.ask(back);
    await office.approve(again);
    await office.work();
    expect(await office.state(again)).toBe('completed');
    const told = await office.told(again);
    expect(told.erased).toContainEqual(expect.objectContaining({ collection: 'comments', count: 1 }));
    expect(told.erased).toContainEqual(expect.objectContaining({ collection: 'account', action: 'erased' }));
    expect(await office.comments('words%of changed')).toEqual(['words 2 of changed']);
    await office.release(hidden);
    expect(await office.comments('words%of changed')).toEqual([]);
    for (const table of ['erasures WHERE rest_of IS NOT NULL', 'left_comments', 'erasure_kept'])
      expect(await office.rows(`SELECT FROM ${table}`), table).toEqual([]);
  });
});

describe('an erasure that was deferred before addresses were kept', () => {
  it('ends what waits of the person, and is not found by the address any more', async () => {
    const email = 'earlier@readers.example';
    const agent = await office.member('earlier', 1);
    const complaint = await office.ask(agent, { kind: 'complaint', message: 'Too slow.' });
    await office.hold({ email, collection: 'comments' }, 'existence-hidden');
    const reference = await office.ask(agent);
    await office.approve(reference);
    await office.work();
    await asBefore(complaint);
    expect(await office.state(complaint)).toBe('received');
    await office.portal.app.get(SilenceJob).run({ signal });
    expect([await office.state(complaint), await office.state(reference)]).toEqual(['withdrawn', 'deferred']);
    const left = await office.portal.app.get(LeftRows).of(office.portal.sql.manager, [email]);
    expect(left?.portal?.comments).toHaveLength(1);
    const silenced = await office.rows(
      `SELECT r.reference FROM request_subject s JOIN requests r ON r.id = s.request_id
       WHERE r.reference = ANY ($1) AND s.silenced_by IS NOT NULL`,
      [complaint, reference],
    );
    expect(silenced).toHaveLength(2);
  });
});

/** What an erasure left that knew nothing of addresses and other cases. */
async function asBefore(complaint: string): Promise<void> {
  const server = new pg.Client({ connectionString: office.portal.database.adminUrl });
  await server.connect();
  await server.query('SET session_replication_role = replica');
  await server.query(`UPDATE requests SET state = 'received', closed_at = NULL WHERE reference = $1`, [
    complaint,
  ]);
  await server.query('UPDATE request_subject SET silenced_by = NULL');
  await server.query('DELETE FROM erased_addresses');
  await server.end();
}

describe('the link in the last mail', () => {
  it('shows a case that a hidden hold keeps for as long as it would be kept without', async () => {
    const opened: number[][] = [];
    const links: string[] = [];
    for (const name of ['linked-hidden', 'linked-plain']) {
      const email = `${name}@visitors.example`;
      const id = await said(`words of ${name}`, email);
      if (name === 'linked-hidden') await holdOn([id], 'existence-hidden');
      const reference = await office.askAsGuest(email);
      await office.approve(reference);
      await office.work();
      links.push(tokenIn(await office.portal.mail.take(email, 'The law may require'), '/requests/confirm'));
      expect(await office.state(reference)).toBe(name === 'linked-hidden' ? 'deferred' : 'completed');
    }
    for (const days of [0, 729, 2]) {
      office.portal.clock.advance(days * DAY);
      await office.portal.app.get(ClosedPurge).run({ signal });
      const open = (token: string) =>
        office.portal.visitor().post('/api/v1/requests/confirm').send({ token });
      opened.push(await Promise.all(links.map(async (token) => (await open(token)).status)));
    }
    expect(opened).toEqual([
      [200, 200],
      [200, 200],
      [422, 422],
    ]);
  });
});
