import { type EntityManager } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  deleteEndedValues,
  deleteOutlivedValues,
  FIRST_VALUE,
  type ValueKey,
  type ValuesToKeep,
} from '../../../src/audit/aged-values.js';
import { AuditPseudonyms } from '../../../src/audit/audit-pseudonyms.js';
import { account, guest, type LogUnderTest, openLog } from './support.js';

const DAY = 86_400_000;
const START = new Date('2026-03-05T10:00:00.000Z');
const NOTHING: ValuesToKeep = { accountIds: [], requestIds: [], recordIds: [] };

let log: LogUnderTest;

beforeAll(async () => {
  log = await openLog();
});
afterAll(() => log.close());
beforeEach(async () => {
  await log.admin.query('DELETE FROM audit_values');
});

const at = (day: number, milliseconds = 0) => new Date(START.getTime() + day * DAY + milliseconds);
const on = (now: Date) => ({ now, ahead: 0 });
const append = async (time: Date, entry: Parameters<LogUnderTest['append']>[0]) => {
  log.clock.at = time;
  await log.append(entry);
};
const left = async () =>
  (await log.admin.query<{ value: string }>('SELECT value FROM audit_values ORDER BY value')).rows.map(
    ({ value }) => value,
  );

/** Everything that is old at a time, in batches. @returns how many went in each */
async function walk(now: Date, most = 1000, kept = NOTHING): Promise<number[]> {
  const deleted: number[] = [];
  let from: ValueKey | undefined = FIRST_VALUE;
  while (from !== undefined) {
    const batch: Awaited<ReturnType<typeof deleteOutlivedValues>> = await deleteOutlivedValues(
      log.source.manager,
      kept,
      on(now),
      from,
      most,
    );
    deleted.push(batch.deleted);
    from = batch.last;
  }
  return deleted;
}

/** One event a day with one value, whose number it says. */
async function daily(owner: ReturnType<typeof account>, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await append(at(day), { action: 'auth.logged_in', actor: owner, values: { ip: `192.0.2.${day}` } });
  }
  await log.sequencer.catchUp();
}

describe('values that belong to somebody', () => {
  it('go when their event is as old as that, not a millisecond before, whoever’s they are', async () => {
    const [member, visitor] = [account(), guest()];
    const values = { ip: '192.0.2.1', userAgent: 'Browser' };
    await append(at(0), { action: 'auth.logged_in', actor: member, values });
    await append(at(0), { action: 'request.submitted', actor: visitor, values: { email: 'g@example.org' } });
    await append(at(0), {
      action: 'account.viewed',
      actor: member,
      subject: account(),
      values: { reason: 'asked by post' },
    });
    await append(at(0, 1), { action: 'auth.logged_out', actor: member, values: { ip: '192.0.2.2' } });
    await log.sequencer.catchUp();
    await walk(at(365, -1));
    expect(await left()).toEqual(['192.0.2.1', '192.0.2.2', 'Browser', 'asked by post', 'g@example.org']);
    await walk(at(365));
    expect(await left()).toEqual(['192.0.2.2']);
  });

  it('stay as long as their event has no number', async () => {
    await append(at(0), { action: 'auth.logged_in', actor: account(), values: { ip: '192.0.2.1' } });
    await walk(at(400));
    expect(await left()).toEqual(['192.0.2.1']);
    await log.sequencer.catchUp();
    await walk(at(400));
    expect(await left()).toEqual([]);
  });

  it('are walked by key: no batch looks again at what is held', async () => {
    const [held, free, request] = [account(), account(), guest()];
    await daily(held, 5);
    await daily(free, 2);
    await append(at(0), { action: 'request.submitted', actor: request, values: { email: 'h@example.org' } });
    await daily(free, 1);
    const { rows } = await log.admin.query<{ event: string }>(
      `SELECT event FROM audit_values WHERE value = '192.0.2.1' ORDER BY event DESC LIMIT 1`,
    );
    const kept = {
      accountIds: ['17', held.id],
      requestIds: [request.id],
      recordIds: ['18', rows[0]?.event ?? ''],
    };
    expect(await walk(at(400), 2, kept)).toEqual([0, 0, 1, 0, 1, 0]);
    expect(await left()).toEqual([0, 1, 1, 2, 3, 4].map((n) => `192.0.2.${n}`).concat('h@example.org'));
    expect(await walk(at(400))).toEqual([7, 0]);
  });

  it('are shared by two processes at once, neither of which waits', async () => {
    await daily(account(), 6);
    const one = log.source.createQueryRunner();
    await one.startTransaction();
    const first = await deleteOutlivedValues(one.manager, NOTHING, on(at(400)), FIRST_VALUE, 2);
    expect(first.deleted).toBe(2);
    expect(await walk(at(400), 3)).toEqual([1, 3, 0]);
    await one.rollbackTransaction();
    await one.release();
    expect(await left()).toHaveLength(2);
    const both = await Promise.all([walk(at(400), 1), walk(at(400), 1)]);
    expect(both.flat().reduce((sum, n) => sum + n, 0)).toBe(2);
    expect(await left()).toEqual([]);
  });

  it('go by age beside a person who is being forgotten', async () => {
    const [forgotten, other] = [account(), account()];
    await daily(forgotten, 2);
    await daily(other, 2);
    const pseudonyms = new AuditPseudonyms(log.source, log.clock);
    const forgetting = log.source.createQueryRunner();
    await forgetting.startTransaction();
    await pseudonyms.forget(forgetting.manager, [forgotten]);
    expect(await walk(at(400))).toEqual([2, 0]);
    await forgetting.commitTransaction();
    await forgetting.release();
    expect(await left()).toEqual([]);
  });
});

describe('values that belong to nobody', () => {
  const ended = (now: Date, most: number, kept = NOTHING, manager: EntityManager = log.source.manager) =>
    deleteEndedValues(manager, kept, on(now), most);

  it('go when their time is over, batch by batch', async () => {
    for (const day of [1, 2, 3]) {
      await append(at(day), {
        action: 'auth.login_failed',
        actor: { type: 'anonymous' },
        values: { ip: `203.0.113.${day}`, username: 'x' },
      });
    }
    expect(await ended(at(365), 3)).toBe(0);
    expect(await ended(at(365 + 2), 3)).toBe(3);
    expect(await ended(at(365 + 2), 3)).toBe(1);
    expect(await left()).toEqual(['203.0.113.3', 'x']);
  });

  it('stay where somebody holds their event', async () => {
    const failed = { action: 'auth.login_failed', actor: { type: 'anonymous' } } as const;
    await append(at(0), { ...failed, values: { ip: '203.0.113.1' } });
    await append(at(0), { ...failed, values: { ip: '203.0.113.2' } });
    const { rows } = await log.admin.query<{ event: string }>(
      `SELECT event FROM audit_values WHERE value = '203.0.113.1'`,
    );
    expect(await ended(at(400), 9, { ...NOTHING, recordIds: [rows[0]?.event ?? ''] })).toBe(1);
    expect(await left()).toEqual(['203.0.113.1']);
  });
});
