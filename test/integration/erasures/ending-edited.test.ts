import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ProfileEdits } from '../../../src/accounts/profiles.js';
import { Ledger } from '../../../src/erasures/ledger.js';
import { someoneWaits } from '../../support/locks.js';
import { ErasureOffice } from './erasure-office.js';

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
});
afterAll(() => office.close());

/** Locks an account as an edit does, and writes its event once the erasure waits for something. */
async function edit(accountId: string, locked: () => void): Promise<void> {
  const edits = office.portal.app.get(ProfileEdits, { strict: false });
  await office.portal.sql.transaction(async (manager) => {
    expect(await edits.lock(manager, accountId)).toBeDefined();
    locked();
    await someoneWaits(office.portal.sql);
    await edits.viewed(manager, { accountId, origin: {} }, accountId);
  });
}

it('an erasure that ends while its account is being edited waits for that, and neither fails', async () => {
  const agent = await office.member('edited', 2);
  const { body } = await agent.get('/api/v1/me').expect(200);
  await office.hold({ email: 'edited@readers.example', collection: 'comments' });
  const reference = await office.ask(agent);
  // What the calendar asks for is done before: nobody else waits for a lock.
  await office.work();
  await office.approve(reference);
  const ledger = office.portal.app.get(Ledger, { strict: false });
  const write = ledger.write.bind(ledger);
  let editing: Promise<void> | undefined;
  const spy = vi.spyOn(ledger, 'write').mockImplementationOnce(async (...given) => {
    await write(...given);
    await new Promise<void>((locked, failed) => {
      editing = edit(body.id as string, locked);
      editing.catch(failed);
    });
  });
  await office.work();
  spy.mockRestore();
  await expect(editing).resolves.toBeUndefined();
  expect(await office.state(reference)).toBe('deferred');
});
