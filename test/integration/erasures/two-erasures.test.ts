import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureReplay } from '../../../src/erasures/erasure-replay.js';
import { ErasureOffice } from './erasure-office.js';

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
});

afterAll(() => office.close());

describe('a second erasure of the same person', () => {
  it('ends what else is open, and not the one that left something to a hold', async () => {
    const email = 'twice@visitors.example';
    await office.comment(office.portal.visitor(), 'words of twice', { name: 'T', email });
    const hold = await office.hold({ email, collection: 'comments', category: 'content' });
    const deferred = await office.askAsGuest(email);
    const second = await office.askAsGuest(email);
    const waiting = await office.askAsGuest(email);
    // The second one is begun first, breaks off, and comes to its end while a hold defers the other.
    await office.approve(second);
    const mend = await office.breaking('UPDATE ON comments');
    await office.run();
    await mend();
    await office.approve(deferred);
    await office.run();
    expect(await office.state(deferred)).toBe('deferred');
    expect(await office.state(second)).toBe('running');
    await office.work();
    const states = async () => ({
      deferred: await office.state(deferred),
      waiting: await office.state(waiting),
      second: await office.state(second),
    });
    const ended = { deferred: 'deferred', waiting: 'withdrawn', second: 'completed' };
    expect(await states()).toEqual(ended);
    expect(await office.comments('words of twice')).toHaveLength(1);
    const { signal } = new AbortController();
    await office.portal.app.get(ErasureReplay).run({ type: 'system' }, false, signal);
    expect(await states()).toEqual(ended);

    await office.release(hold);
    expect(await states()).toEqual({ ...ended, deferred: 'completed' });
    expect(await office.erased(deferred)).toContain('comments anonymised 1');
    expect(await office.comments('words of twice')).toEqual([]);
  });

  it('finds nobody once the first one has closed the account, and ends with it', async () => {
    const agent = await office.member('again', 2);
    const hold = await office.hold({ email: 'again@readers.example', collection: 'comments' });
    const first = await office.ask(agent);
    const second = await office.ask(agent);
    await office.approve(first);
    await office.run();
    expect(await office.state(first)).toBe('deferred');
    await office.approve(second);
    await office.run();
    const { body } = await office.admins[0].get(`/api/v1/admin/requests/${second}`).expect(200);
    expect(body).toMatchObject({ state: 'failed' });
    expect(body.failure).toContain('No confirmed address is known');
    expect(await office.comments('words%of again')).toHaveLength(2);
    await office.release(hold);
    expect(await office.state(first)).toBe('completed');
    expect(await office.state(second)).toBe('completed');
    expect(await office.comments('words%of again')).toEqual([]);
  });
});
