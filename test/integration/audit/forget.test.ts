import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditPseudonyms } from '../../../src/audit/audit-pseudonyms.js';
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

  it('is known to the database alone: it queues nothing for a caller who does not know yet', async () => {
    const [forgotten, kept] = [account(), account()];
    await log.source.transaction((manager) => pseudonyms.forget(manager, [forgotten]));
    const id = randomUUID();
    const [answer] = await log.source.query(
      `SELECT audit_append($1, '{}', '{account,account}', $2, $3, '{email}', '{x@example.org}', ARRAY[sha256('')], '{2}', now())`,
      [id, [kept.id, forgotten.id], [randomUUID(), randomUUID()]],
    );
    expect(answer).toEqual({ audit_append: [false, true] });
    expect(await rows('SELECT FROM audit_queue WHERE id = $1', [id])).toEqual([]);
    expect(await rows('SELECT FROM audit_values WHERE event = $1', [id])).toEqual([]);
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

describe('what is kept for security when its person is forgotten', () => {
  const DAY = 86_400_000;

  it('are failed sign-ins and calls for a reset, without an owner and for their time', async () => {
    const person = account();
    const start = new Date('2027-01-01T00:00:00.000Z');
    const at = async (day: number, entry: Parameters<typeof log.append>[0]) => {
      log.clock.at = new Date(start.getTime() + day * DAY);
      await log.append(entry);
    };
    const anonymous = { type: 'anonymous' } as const;
    const values = (ip: string) => ({ ip, userAgent: `browser of ${ip}` });
    await at(0, { action: 'auth.login_failed', actor: person, values: values('203.0.113.10') });
    await at(300, { action: 'auth.login_failed', actor: person, values: values('203.0.113.11') });
    await at(310, {
      action: 'auth.login_failed',
      actor: anonymous,
      subject: person,
      values: { ...values('203.0.113.12'), username: 'y' },
    });
    await log.sequencer.catchUp();
    // These are still in the queue.
    await at(320, { action: 'auth.password_reset_requested', actor: person, values: values('203.0.113.13') });
    await at(330, {
      action: 'auth.password_reset_requested',
      actor: anonymous,
      subject: person,
      values: values('203.0.113.14'),
    });
    await at(340, { action: 'auth.logged_in', actor: person, values: values('203.0.113.15') });
    await at(341, { action: 'auth.login_failed', actor: account(), values: values('203.0.113.16') });
    log.clock.at = new Date(start.getTime() + 366 * DAY);

    const expected = { count: 6, until: new Date(start.getTime() + (330 + 365) * DAY) };
    await log.source.transaction(async (manager) => {
      expect(await pseudonyms.keptForSecurity(manager, [person])).toEqual(expected);
      expect(await pseudonyms.forget(manager, [person])).toEqual(expected);
    });
    const left = await rows(
      `SELECT value, owner IS NULL AS nobodys, until FROM audit_values WHERE value LIKE '%203.0.113.1_' ORDER BY value`,
    );
    const until = (day: number) => new Date(start.getTime() + (day + 365) * DAY);
    expect(left).toEqual([
      { value: '203.0.113.11', nobodys: true, until: until(300) },
      { value: '203.0.113.12', nobodys: true, until: until(310) },
      { value: '203.0.113.13', nobodys: true, until: until(320) },
      { value: '203.0.113.14', nobodys: true, until: until(330) },
      { value: '203.0.113.16', nobodys: false, until: null },
      { value: 'browser of 203.0.113.11', nobodys: true, until: until(300) },
      { value: 'browser of 203.0.113.12', nobodys: true, until: until(310) },
      { value: 'browser of 203.0.113.16', nobodys: false, until: null },
    ]);
    expect(await rows(`SELECT FROM audit_values WHERE value = 'y'`)).toEqual([]);
    await log.source.transaction(async (manager) => {
      expect(await pseudonyms.forget(manager, [person])).toEqual({ count: 0, until: undefined });
    });
  });

  it('is only asked for without forgetting anybody', async () => {
    const person = account();
    await log.source.transaction((manager) => pseudonyms.keptForSecurity(manager, [person]));
    await log.append({ action: 'auth.logged_in', actor: person });
    expect(await pseudonyms.of([person])).toHaveLength(1);
  });

  it('is no search that named them', async () => {
    const auditor = account();
    for (const text of ['Huda@Example.org', 'huda@example.org.ma'])
      await log.append({ action: 'audit.searched', actor: auditor, values: { text } });
    await log.append({ action: 'mail.sent', actor: account(), values: { email: 'huda@example.org' } });
    await log.source.transaction((manager) => pseudonyms.forgetSearches(manager, ['huda@example.org']));
    expect(
      await rows(`SELECT field, value FROM audit_values WHERE value ILIKE 'huda%' ORDER BY value`),
    ).toEqual([
      { field: 'email', value: 'huda@example.org' },
      { field: 'text', value: 'huda@example.org.ma' },
    ]);
  });
});
