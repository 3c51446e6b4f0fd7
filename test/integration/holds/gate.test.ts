import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HoldOfficial } from '../../../src/holds/hold.js';
import { HoldGate } from '../../../src/holds/hold-rules.js';
import { someoneWaits } from '../../support/locks.js';
import { gateWaiters } from './gate-waiters.js';
import { HoldPortal } from './hold-portal.js';

let portal: HoldPortal;
let official: HoldOfficial;
let gate: HoldGate;

beforeAll(async () => {
  portal = await HoldPortal.start();
  official = await portal.official('keeper');
  gate = portal.get(HoldGate);
});
afterAll(() => portal.app.stop());

describe('the gate', () => {
  it('lets a hold wait for a batch that has passed, and shows it to the next batch', async () => {
    const order: string[] = [];
    let placing: Promise<unknown> = Promise.resolve();
    await portal.app.sql.transaction(async (manager) => {
      const epochs = await gate.pass(manager, ['portal']);
      expect(epochs).toEqual(new Map([['portal', 0]]));
      placing = portal.place(official, { email: 'waited@readers.example' }).then(() => order.push('placed'));
      await someoneWaits(portal.app.sql);
      expect(await gate.rules(manager, 'portal', { addresses: ['waited@readers.example'] })).toEqual([]);
      order.push('batch');
    });
    await placing;
    expect(order).toEqual(['batch', 'placed']);
    await portal.app.sql.transaction(async (manager) => {
      expect(await gate.pass(manager, ['portal'])).toEqual(new Map([['portal', 1]]));
      expect(await gate.rules(manager, 'portal', { addresses: ['Waited@Readers.example '] })).toHaveLength(1);
    });
  });

  it('keeps batches that come after a waiting hold behind it', async () => {
    const seen: number[] = [];
    let placing: Promise<unknown> = Promise.resolve();
    let later: Promise<unknown> = Promise.resolve();
    await portal.app.sql.transaction(async (manager) => {
      await gate.pass(manager, ['portal']);
      placing = portal.place(official, { email: 'queue@readers.example' });
      await someoneWaits(portal.app.sql);
      later = portal.rules('portal', 'queue@readers.example').then((rules) => seen.push(rules.length));
      await gateWaiters(portal.app.sql, 2);
    });
    await Promise.all([placing, later]);
    expect(seen).toEqual([1]);
  });

  it('lets batches pass together, and other sources alone', async () => {
    await portal.app.sql.transaction(async (manager) => {
      await gate.pass(manager, ['elsewhere', 'portal']);
      expect(await portal.rules('portal', 'nobody@readers.example')).toEqual([]);
    });
    await portal.app.sql.transaction(async (manager) => {
      await gate.pass(manager, ['elsewhere']);
      const hold = await portal.place(official, { source: 'portal', collection: 'consents' });
      expect(hold.inForceAt).toBeInstanceOf(Date);
    });
  });

  it('is passed in a transaction only, and in none that reads an older state', async () => {
    await expect(gate.pass(portal.manager, ['portal'])).rejects.toThrow('inside a transaction');
    await expect(
      portal.app.sql.transaction('REPEATABLE READ', (manager) => gate.pass(manager, ['portal'])),
    ).rejects.toThrow('committed meanwhile');
  });
});

describe('the rules of a person', () => {
  it('are those of their addresses and of everybody, in the source and in all', async () => {
    const mine = await portal.place(official, {
      email: 'Mine@readers.example',
      source: 'portal',
      category: 'content',
      from: new Date('2020-01-01T00:00:00Z'),
      to: new Date('2021-01-01T00:00:00Z'),
    });
    const everybody = await portal.place(official, { articleId: '17' });
    await portal.place(official, { email: 'another@readers.example' });
    const rules = await portal.rules('portal', 'mine@readers.example', 'former@readers.example');
    const found = rules.filter(({ id }) => [mine.id, everybody.id].includes(id));
    expect(found).toEqual([
      {
        id: mine.id,
        purpose: 'legal',
        citation: 'Art. 1',
        reviewOn: mine.reviewOn,
        visibility: 'open',
        scope: {
          hold: mine.id,
          category: 'content',
          from: new Date('2020-01-01T00:00:00Z'),
          to: new Date('2021-01-01T00:00:00Z'),
        },
      },
      expect.objectContaining({ id: everybody.id, scope: { hold: everybody.id, articleId: '17' } }),
    ]);
    const elsewhere = await portal.rules('site', 'mine@readers.example');
    expect(elsewhere.map(({ id }) => id)).toEqual([everybody.id]);
  });

  it('fold ASCII letters and no others', async () => {
    const hold = await portal.place(official, { email: 'É.Un@readers.example' });
    const ids = async (address: string) => (await portal.rules('portal', address)).map(({ id }) => id);
    expect(await ids('É.UN@READERS.example')).toContain(hold.id);
    expect(await ids('é.un@readers.example')).not.toContain(hold.id);
  });
});
