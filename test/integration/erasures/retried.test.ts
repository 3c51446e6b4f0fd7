import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasurePlanning } from '../../../src/erasures/erasure-planning.js';
import { ErasureRounds } from '../../../src/erasures/erasure-rounds.js';
import { ErasureRows } from '../../../src/erasures/erasure-rows.js';
import { Persons } from '../../../src/persons/persons.js';
import { traces } from '../../support/person-traces.js';
import { ErasureOffice } from './erasure-office.js';

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
});

afterAll(() => office.close());

const identifiers = (email: string) =>
  office.rows('SELECT kind FROM person_identifiers WHERE value = $1 AND ended_at IS NULL', email);

describe('an erasure that is tried again later, after the account went', () => {
  it('leaves whoever registered with the address since, and what they wrote', async () => {
    const reference = await office.ask(await office.member('salma', 3));
    await office.approve(reference);
    const mend = await office.breaking('INSERT ON receipts');
    await office.work();
    expect(await office.state(reference)).toBe('running');
    expect(await office.rows(`SELECT 1 FROM accounts WHERE username = 'salma'`)).toEqual([]);

    const other = await office.member('salma', 2);
    const theirs = await office.ask(other, { kind: 'export' });
    await mend();
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    await other.get('/api/v1/me').expect(200);
    expect(await office.comments('words%of salma')).toEqual(['words 1 of salma', 'words 2 of salma']);
    expect(await identifiers('salma@readers.example')).toHaveLength(1);
    expect(await office.state(theirs)).toBe('received');
    expect(await office.erased(reference)).toContain('comments anonymised 3');
    expect(await office.erased(reference)).toContain('account erased 1');
    // Nor does the ledger know them: the nightly check finds nothing of whoever was erased.
    const [{ known }] = (await office.rows(
      `SELECT count(*)::int AS known FROM erasures WHERE sealed IS NOT NULL`,
    )) as [{ known: number }];
    expect(known).toBe(0);
  });

  it('leaves somebody with an older account who took the address', async () => {
    const older = await office.member('older', 2);
    const reference = await office.ask(await office.member('moving', 1));
    await office.approve(reference);
    const mend = await office.breaking('INSERT ON receipts');
    await office.work();
    await office.portal.sql.transaction(async (manager) => {
      const [row] = await manager
        .query<{ person_id: string }[]>(
          `UPDATE accounts SET email = 'moving@readers.example' WHERE username = 'older' RETURNING person_id`,
        )
        .then(([rows]) => rows as unknown as { person_id: string }[]);
      await office.portal.app.get(Persons).takeEmail(manager, row!.person_id, 'moving@readers.example');
    });
    await mend();
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    await older.get('/api/v1/me').expect(200);
    expect(await office.comments('words%of older')).toHaveLength(2);
    expect(await office.comments('words%of moving')).toEqual([]);
  });

  it('leaves what a guest writes with the address since, and takes what one wrote before', async () => {
    const email = 'guest@visitors.example';
    const guest = office.portal.visitor();
    await office.comment(guest, 'before, by the guest', { name: 'G', email });
    const reference = await office.askAsGuest(email);
    await office.approve(reference);
    const mend = await office.breaking('UPDATE ON comments');
    await office.work();
    await office.comment(guest, 'since, by the guest', { name: 'G', email });
    await mend();
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    expect(await office.comments('%by the guest')).toEqual(['since, by the guest']);
  });
});

describe('an erasure that is tried again while the account still exists', () => {
  it('takes what its member wrote and did since', async () => {
    const agent = await office.member('hassan', 40);
    const reference = await office.ask(agent);
    await office.approve(reference);
    const mend = await office.breaking('DELETE ON accounts');
    await office.work();
    expect(await office.comments('words%of hassan')).toEqual([]);

    const again = await office.portal.signIn('hassan');
    await office.comment(again, 'words since of hassan');
    await again.post('/api/v1/auth/step-up').send({ password: 'wrong wrong wrong' }).expect(401);
    await mend();
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    await again.get('/api/v1/me').expect(401);
    await office.portal.settleLog();
    expect(await traces(office.portal, ['hassan'])).toEqual([]);
    expect(await office.erased(reference)).toContain('comments anonymised 41');
  });

  it('asks again where they wrote over 5 % more', async () => {
    const agent = await office.member('busy', 2);
    const reference = await office.ask(agent);
    await office.approve(reference);
    const mend = await office.breaking('DELETE ON accounts');
    await office.work();
    const again = await office.portal.signIn('busy');
    await office.comment(again, 'words since of busy');
    await mend();
    await office.work();
    expect(await office.state(reference)).toBe('failed');
    expect(await office.comments('words since of busy')).toHaveLength(1);
    for (const admin of office.admins)
      await admin.post(`/api/v1/admin/requests/${reference}/retry`).expect(200);
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    expect(await office.comments('words since of busy')).toEqual([]);
  });

  it('heeds a hold on an address that became theirs meanwhile', async () => {
    const agent = await office.member('changing', 40);
    const reference = await office.ask(agent);
    await office.approve(reference);
    const mend = await office.breaking('DELETE ON accounts');
    await office.work();
    const again = await office.portal.signIn('changing');
    await office.comment(again, 'words since of changing');
    await office.portal.sql.transaction(async (manager) => {
      const [row] = await manager.query<{ person_id: string }[]>(
        `SELECT person_id FROM accounts WHERE username = 'changing'`,
      );
      await office.portal.app.get(Persons).takeEmail(manager, row!.person_id, 'fresh@readers.example');
    });
    const hold = await office.hold({ email: 'fresh@readers.example', collection: 'comments' });
    await mend();
    await office.work();
    expect(await office.state(reference)).toBe('deferred');
    expect(await office.comments('words since of changing')).toHaveLength(1);
    await office.release(hold);
    expect(await office.state(reference)).toBe('completed');
    expect(await office.comments('words since of changing')).toEqual([]);
  });
});

it('heeds a hold on a former address that only the search finds', async () => {
  // The letter came when nobody had the address that it gives.
  const letter = {
    channel: 'letter',
    kind: 'erasure',
    receivedAt: new Date(Date.now() - 1000).toISOString(),
    email: 'present@readers.example',
    name: 'R',
  };
  const { body } = await office.admins[0].post('/api/v1/admin/requests').send(letter).expect(201);
  await office.member('renamed', 2);
  await office.portal.sql.transaction(async (manager) => {
    const { email } = letter;
    const persons = office.portal.app.get(Persons);
    const [row] = await manager.query<{ person_id: string }[]>(
      `SELECT person_id FROM accounts WHERE username = 'renamed'`,
    );
    await manager.query(`UPDATE accounts SET email = $1 WHERE username = 'renamed'`, [email]);
    await persons.endEmail(manager, row!.person_id, 'renamed@readers.example');
    await persons.takeEmail(manager, row!.person_id, email);
  });
  const hold = await office.hold({ email: 'renamed@readers.example', collection: 'comments' });
  const plan = await office.admins[0].get(`/api/v1/admin/requests/${body.reference}/plan`).expect(200);
  expect(plan.body.collections).toContainEqual(
    expect.objectContaining({
      collection: 'comments',
      count: 2,
      holds: [expect.objectContaining({ id: hold })],
    }),
  );
  await office.approve(body.reference);
  await office.work();
  expect(await office.state(body.reference)).toBe('deferred');
  expect(await office.comments('words%of renamed')).toHaveLength(2);
  await office.release(hold);
  expect(await office.state(body.reference)).toBe('completed');
});

it('heeds in each batch a hold on an address that became theirs while rows went', async () => {
  await office.member('midway', 2);
  const { app, sql } = office.portal;
  const emails = ['midway@readers.example'];
  const found = { emails, addresses: emails, known: {} };
  const subject = await app.get(ErasurePlanning).learn(found, { comments: 'delete' });
  const at = new Date();
  const erasure = await sql.transaction((manager) => app.get(ErasureRows).addReplay(manager, subject, at));
  await sql.transaction((manager) =>
    app.get(Persons).takeEmail(manager, subject.known.portal?.person?.[0] ?? '', 'late@readers.example'),
  );
  await office.hold({ email: 'late@readers.example', collection: 'comments' });
  const { signal } = new AbortController();
  const work = { erasureId: erasure.id, subject, signal };
  await app.get(ErasureRounds).untilNothingIsLeft(work, { comments: 'delete', begun: { at, undated: true } });
  expect(await office.comments('words%of midway')).toHaveLength(2);
  expect(await office.rows(`SELECT 1 FROM person_identifiers WHERE value = 'late@readers.example'`)).toEqual(
    [],
  );
  expect(work.subject.addresses).toContain('late@readers.example');
});
