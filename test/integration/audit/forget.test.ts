import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditPseudonyms } from '../../../src/audit/audit-pseudonyms.js';
import { ValueExpiry } from '../../../src/audit/value-expiry.js';
import { account, guest, type LogUnderTest, openLog } from './support.js';

let log: LogUnderTest;
let pseudonyms: AuditPseudonyms;

beforeAll(async () => {
  log = await openLog();
  pseudonyms = new AuditPseudonyms(log.source, log.clock);
});
afterAll(() => log.close());

const rows = async (statement: string, values: unknown[] = []) =>
  (await log.admin.query(statement, values)).rows;

describe('forgetting a person', () => {
  it('deletes values and mapping, and leaves leaf and digests as they were', async () => {
    const [forgotten, kept] = [guest(), account()];
    const values = { ip: '192.0.2.9', email: 'nadia@example.org' };
    await log.append({ action: 'request.submitted', actor: forgotten, values });
    await log.append({ action: 'request.approved', actor: kept, subject: forgotten, values });
    await log.sequencer.catchUp();
    const before = await rows('SELECT * FROM audit_events ORDER BY seq');
    const [pseudonym = ''] = await pseudonyms.of([forgotten]);
    expect((await pseudonyms.owners([pseudonym])).get(pseudonym)).toEqual(forgotten);

    await log.source.transaction((manager) => pseudonyms.forget(manager, [forgotten]));

    expect(await rows('SELECT * FROM audit_events ORDER BY seq')).toEqual(before);
    expect(JSON.parse(before[0]?.leaf).event.digests.email).toMatch(/^[\w-]{43}$/);
    expect(await rows('SELECT field, value FROM audit_values')).toEqual([
      { field: 'ip', value: '192.0.2.9' },
    ]);
    expect(await rows('SELECT FROM audit_pseudonyms WHERE id = $1', [pseudonym])).toEqual([]);
    expect(await pseudonyms.of([forgotten])).toEqual([]);
    expect((await pseudonyms.owners([pseudonym])).size).toBe(0);
    expect(await pseudonyms.of([kept, forgotten])).toHaveLength(1);
  });

  it('lets later events name nobody and keep nothing', async () => {
    const [forgotten, kept] = [account(), account()];
    await log.source.transaction((manager) => pseudonyms.forget(manager, [forgotten]));
    await log.append({
      action: 'account.viewed',
      actor: kept,
      subject: forgotten,
      values: { ip: '192.0.2.10', email: 'x@example.org' },
    });
    await log.append({ action: 'auth.logged_out', actor: forgotten, values: { ip: '192.0.2.11' } });
    await log.sequencer.catchUp();
    const [out, viewed] = await rows('SELECT * FROM audit_events ORDER BY seq DESC LIMIT 2');
    expect(JSON.parse(out?.leaf).event).toMatchObject({ actor: { type: 'account' }, digests: {} });
    expect(JSON.parse(out?.leaf).event.actor).not.toHaveProperty('id');
    expect(JSON.parse(viewed?.leaf).event).not.toHaveProperty('subject');
    expect(Object.keys(JSON.parse(viewed?.leaf).event.digests)).toEqual(['ip']);
    expect(await rows('SELECT field FROM audit_values WHERE event = $1', [viewed?.id])).toEqual([
      { field: 'ip' },
    ]);
    expect(await rows('SELECT FROM audit_values WHERE event = $1', [out?.id])).toEqual([]);
  });

  it('happens again without harm', async () => {
    const person = account();
    await log.append({ action: 'auth.logged_in', actor: person });
    for (let time = 0; time < 2; time += 1) {
      await log.source.transaction((manager) => pseudonyms.forget(manager, [person, person]));
    }
    expect(await pseudonyms.of([person])).toEqual([]);
    expect(await rows('SELECT forgotten FROM audit_pseudonyms WHERE owner = $1', [person.id])).toEqual([
      { forgotten: true },
    ]);
  });

  it('rolls back with the change it belongs to', async () => {
    const person = account();
    await log.append({ action: 'auth.logged_in', actor: person, values: { ip: '192.0.2.12' } });
    const before = await pseudonyms.of([person]);
    const undo = log.source.transaction(async (manager) => {
      await pseudonyms.forget(manager, [person]);
      throw new Error('undo');
    });
    await expect(undo).rejects.toThrow('undo');
    expect(await pseudonyms.of([person])).toEqual(before);
  });

  it.each(['known', 'new'])('wins against a writer that waits for it: a %s person', async (kind) => {
    const person = account();
    if (kind === 'known')
      await log.append({ action: 'auth.logged_in', actor: person, values: { ip: '192.0.2.13' } });
    const forgetting = log.source.createQueryRunner();
    await forgetting.startTransaction();
    await pseudonyms.forget(forgetting.manager, [person]);
    const writing = log.append({ action: 'auth.logged_in', actor: person, values: { ip: '192.0.2.14' } });
    await blocked();
    await forgetting.commitTransaction();
    await forgetting.release();
    await writing;
    expect(await rows(`SELECT FROM audit_values WHERE ip IN ('192.0.2.13', '192.0.2.14')`)).toEqual([]);
    expect(await pseudonyms.of([person])).toEqual([]);
  });

  it('waits for a writer that was first, and takes its values too', async () => {
    const person = account();
    const writing = log.source.createQueryRunner();
    await writing.startTransaction();
    await log.log.append(writing.manager, {
      action: 'auth.logged_in',
      actor: person,
      values: { ip: '192.0.2.15' },
    });
    const forgetting = log.source.transaction((manager) => pseudonyms.forget(manager, [person]));
    await blocked();
    await writing.commitTransaction();
    await writing.release();
    await forgetting;
    expect(await rows(`SELECT FROM audit_values WHERE ip = '192.0.2.15'`)).toEqual([]);
    expect(await pseudonyms.of([person])).toEqual([]);
  });

  it('never lets a value survive, whoever wins of many writers and forgetters', async () => {
    const person = account();
    const write = () =>
      log.append({ action: 'auth.logged_in', actor: person, values: { ip: '198.51.100.1' } });
    const forget = () => log.source.transaction((manager) => pseudonyms.forget(manager, [person]));
    await Promise.all([write(), write(), write(), forget(), write(), write(), forget(), write()]);
    expect(await rows(`SELECT FROM audit_values WHERE ip = '198.51.100.1'`)).toEqual([]);
    expect(await rows('SELECT forgotten FROM audit_pseudonyms WHERE owner = $1', [person.id])).toEqual([
      { forgotten: true },
    ]);
  });

  async function blocked(): Promise<void> {
    const question = `SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                      WHERE a.datname = current_database() AND NOT l.granted`;
    while ((await rows(question)).length === 0) await new Promise((resolve) => setImmediate(resolve));
  }
});

describe('values that belong to nobody', () => {
  it('are deleted when their time is over, batch by batch', async () => {
    const expiry = new ValueExpiry(log.source, log.clock);
    const start = log.clock.at;
    for (const day of [1, 2, 3]) {
      log.clock.at = new Date(start.getTime() + day * 86_400_000);
      await log.append({
        action: 'auth.login_failed',
        actor: { type: 'anonymous' },
        values: { ip: `203.0.113.${day}`, username: 'x' },
      });
    }
    log.clock.at = new Date(start.getTime() + (365 + 2) * 86_400_000 + 1);
    expect(await expiry.forgetExpiredValues(log.source.manager)).toBe(4);
    expect(await expiry.forgetExpiredValues(log.source.manager)).toBe(0);
    const left = await rows(`SELECT value FROM audit_values WHERE ip <<= '203.0.113.0/24'`);
    expect(left).toEqual([{ value: '203.0.113.3' }]);
    log.clock.at = new Date(start.getTime() + 400 * 86_400_000);
    await expiry.run();
    expect(await rows('SELECT FROM audit_values WHERE until IS NOT NULL')).toEqual([]);
    expect(await rows('SELECT FROM audit_values')).not.toEqual([]);
  });
});
