import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuditSequencer } from '../../../src/audit/audit-sequencer.js';
import { RestrictedRows } from '../../../src/erasures/restricted-rows.js';
import { RequestEnding } from '../../../src/requests/request-ending.js';
import { RequestStates } from '../../../src/requests/request-states.js';
import { ErasureOffice } from './erasure-office.js';
import { addReviews } from './review-tables.js';

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
  await addReviews(office);
});
afterAll(() => office.close());

/** A shop with reviews of one person in these states: `<shop>-0`, `<shop>-1` and so on. */
async function reviewed(shop: number, owner: string, states: readonly number[]): Promise<void> {
  await office.rows('INSERT INTO shops VALUES ($1, $2)', shop, states.filter((state) => state === 1).length);
  for (const [index, state] of states.entries())
    await office.rows(
      'INSERT INTO reviews VALUES ($1, $2, $3, $4, $5)',
      ...[`${shop}-${index}`, `${owner}@readers.example`, 'good', state, shop],
    );
}

/** Each review as its state and text, and last how many the shop says it has. */
async function seen(shop: number): Promise<unknown[]> {
  const rows = await office.rows<{ state: number; text: string | null }>(
    'SELECT state, text FROM reviews WHERE shop = $1 ORDER BY id',
    shop,
  );
  const [row] = await office.rows<{ reviews: number }>('SELECT reviews FROM shops WHERE id = $1', shop);
  return [...rows.map(({ state, text }) => `${state} ${text}`), row?.reviews];
}

const holdOn = (...records: string[]) =>
  office.hold({ source: 'portal', collection: 'reviews', recordIds: records });

async function erase(username: string): Promise<string> {
  const reference = await office.ask(await office.member(username, 0));
  await office.approve(reference);
  await office.work();
  return reference;
}

async function takeBack(reference: string): Promise<void> {
  const { app, sql } = office.portal;
  await sql.transaction(async (manager) => {
    const request = await app.get(RequestStates, { strict: false }).lockByReference(manager, reference);
    await app.get(RequestEnding, { strict: false }).withdraw(manager, request, { type: 'system' }, {});
  });
  await office.work();
}

const remembered = async () => (await office.rows('SELECT key FROM restricted_rows')).length;
const noted = async (reference: string) => {
  await office.portal.app.get(AuditSequencer).catchUp();
  return office.rows(
    `SELECT detail FROM audit_events WHERE reference = $1 AND detail ->> 'collection' = 'reviews'
       AND (detail ? 'hidden' OR detail ? 'shown') ORDER BY seq`,
    reference,
  );
};

describe('rows that a hold keeps from an erasure', () => {
  it('are not shown meanwhile, and are what they were once the hold is released', async () => {
    await reviewed(1, 'amal', [1, 2, 0, 1]);
    const hold = await holdOn('1-0', '1-1', '1-2');
    const reference = await erase('amal');
    expect(await office.state(reference)).toBe('deferred');
    // One that was not shown stays what it is; the one that nothing keeps is cleared.
    expect(await seen(1)).toEqual(['7 good', '7 good', '0 good', '1 null', 1]);
    expect(await remembered()).toBe(2);
    await office.release(hold);
    expect(await office.state(reference)).toBe('completed');
    expect(await seen(1)).toEqual(['1 null', '2 null', '0 null', '1 null', 2]);
    expect(await remembered()).toBe(0);
  });

  it('are what they were once the request is taken back, but for what somebody changed', async () => {
    await reviewed(2, 'badr', [1, 2, 1]);
    await holdOn('2-0', '2-1', '2-2');
    const reference = await erase('badr');
    expect(await seen(2)).toEqual(['7 good', '7 good', '7 good', 0]);
    await office.rows(`UPDATE reviews SET state = 5 WHERE id = '2-1'`);
    await takeBack(reference);
    expect(await office.state(reference)).toBe('withdrawn');
    expect(await seen(2)).toEqual(['1 good', '5 good', '1 good', 2]);
    expect(await remembered()).toBe(0);
  });

  it('stay hidden where a hold that hides itself keeps them', async () => {
    await reviewed(3, 'chama', [1, 1]);
    await holdOn('3-0');
    const hidden = await office.hold(
      { source: 'portal', collection: 'reviews', recordIds: ['3-1'] },
      'existence-hidden',
    );
    const reference = await erase('chama');
    expect(await seen(3)).toEqual(['7 good', '7 good', 0]);
    await takeBack(reference);
    expect(await seen(3)).toEqual(['1 good', '7 good', 1]);
    await office.release(hidden);
    expect(await seen(3)).toEqual(['1 good', '1 null', 2]);
    expect(await remembered()).toBe(0);
  });

  it.each(['remember', 'forget'] as const)(
    'are shown and hidden once, whenever the process died (%s)',
    async (line) => {
      const shop = line === 'remember' ? 4 : 5;
      const owner = `owner-${line}`;
      await reviewed(shop, owner, [1, 2]);
      const hold = await holdOn(`${shop}-0`, `${shop}-1`);
      const rows = office.portal.app.get(RestrictedRows, { strict: false });
      const real = rows[line].bind(rows) as (...given: unknown[]) => Promise<void>;
      let died = false;
      const spy = vi.spyOn(rows, line).mockImplementation(async (...given: unknown[]) => {
        if (line === 'remember') await real(...given);
        if (!died) {
          died = true;
          throw new Error('the process died on this line');
        }
        if (line === 'forget') await real(...given);
      });
      const reference = await erase(owner);
      await office.work();
      expect(await office.state(reference)).toBe('deferred');
      expect(await seen(shop)).toEqual(['7 good', '7 good', 0]);
      await office.release(hold);
      await office.work();
      spy.mockRestore();
      expect(died).toBe(true);
      expect(await office.state(reference)).toBe('completed');
      expect(await seen(shop)).toEqual(['1 null', '2 null', 1]);
      expect(await remembered()).toBe(0);
    },
  );

  it('are counted in the log, and not named', async () => {
    await reviewed(6, 'emna', [1, 2]);
    const hold = await holdOn('6-0', '6-1');
    const reference = await erase('emna');
    await office.rows(`UPDATE reviews SET state = 5 WHERE id = '6-1'`);
    await office.release(hold);
    expect((await noted(reference)).map(({ detail }) => detail)).toEqual([
      { source: 'portal', collection: 'reviews', hidden: 2 },
      { source: 'portal', collection: 'reviews', shown: 1, changedSince: 1 },
    ]);
  });
});
