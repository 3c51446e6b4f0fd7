import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditFilter, describeFilter } from '../../../src/audit/audit-filter.js';
import { AuditPseudonyms } from '../../../src/audit/audit-pseudonyms.js';
import { AuditSearch } from '../../../src/audit/audit-search.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { Sealer } from '../../../src/platform/crypto/sealer.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { Cursors } from '../../../src/platform/http/cursors.js';
import { account, guest, type LogUnderTest, openLog } from './support.js';

let log: LogUnderTest;
let pool: StreamPool;
let search: AuditSearch;
let pseudonyms: AuditPseudonyms;
const [nadia, omar, admin, visitor] = [account(), account(), account(), guest()];

beforeAll(async () => {
  log = await openLog();
  pool = new StreamPool(log.database.appUrl, 1);
  search = new AuditSearch(
    log.source,
    log.sequencer,
    new Cursors(new Sealer(new Keyring(randomBytes(32)))),
    pool,
  );
  pseudonyms = new AuditPseudonyms(log.source, log.clock);
  await history();
});
afterAll(async () => {
  await pool.onApplicationShutdown();
  await log.close();
});

/** Events 0 to 9, an hour apart; number 9 happened before number 8. */
async function history(): Promise<void> {
  const at = (hour: number) => {
    log.clock.at = new Date(Date.UTC(2026, 0, 1, hour));
  };
  at(0);
  await log.append({
    action: 'auth.logged_in',
    actor: nadia,
    values: { ip: '192.0.2.1', userAgent: 'Mozilla/5.0' },
  });
  at(1);
  await log.append({
    action: 'auth.logged_in',
    actor: omar,
    values: { ip: '192.0.2.200', userAgent: 'curl/8' },
  });
  at(2);
  await log.append({
    action: 'auth.login_failed',
    outcome: 'failure',
    actor: { type: 'anonymous' },
    subject: nadia,
    values: { ip: '198.51.100.7', email: ' Nadia@Example.org' },
  });
  at(3);
  await log.append({
    action: 'request.submitted',
    actor: visitor,
    reference: 'R-7K3F-92QM',
    detail: { kind: 'export' },
    values: { ip: '2001:db8::7', email: 'visitor@example.org', text: 'من فضلكم 100%_sure' },
  });
  at(4);
  await log.append({ action: 'request.approved', actor: admin, subject: visitor, reference: 'R-7K3F-92QM' });
  at(5);
  await log.append({
    action: 'request.refused',
    outcome: 'denied',
    actor: admin,
    subject: nadia,
    reference: 'R-7K4A-0001',
  });
  at(6);
  await log.append({
    action: 'mail.sent',
    actor: { type: 'system' },
    subject: nadia,
    values: { email: 'nadia@example.org' },
  });
  at(7);
  await log.append({ action: 'account.changed', actor: { type: 'operator' }, subject: omar });
  at(9);
  await log.append({
    action: 'hold.placed',
    actor: admin,
    values: { reason: 'الله أكبر', name: '\u{10ffff}' },
  });
  at(8);
  await log.append({
    action: 'auth.logged_out',
    actor: omar,
    values: { ip: '::ffff:192.0.2.201', name: '=1+1' },
  });
}

const of = (...persons: Parameters<AuditPseudonyms['of']>[0][number][]) => pseudonyms.of(persons);

async function found(filter: AuditFilter, limit = 200): Promise<number[]> {
  const { items } = await search.search(filter, { limit });
  return items.map(({ seq }) => seq);
}

describe('a search', () => {
  it('gives items in the shape of the contract, the newest first', async () => {
    const { items, next } = await search.search({}, { limit: 200 });
    expect(items.map(({ seq }) => seq)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(next).toBeNull();
    const [actor] = await of(visitor);
    expect(items[6]).toEqual({
      seq: 3,
      at: '2026-01-01T03:00:00.000Z',
      action: 'request.submitted',
      outcome: 'success',
      actor: { type: 'request', id: actor },
      reference: 'R-7K3F-92QM',
      ip: '2001:db8::7',
      detail: { kind: 'export' },
      values: { email: 'visitor@example.org', text: 'من فضلكم 100%_sure' },
    });
    expect(items[2]).toEqual({
      seq: 7,
      at: '2026-01-01T07:00:00.000Z',
      action: 'account.changed',
      outcome: 'success',
      actor: { type: 'operator' },
      subject: (await of(omar))[0],
      detail: {},
    });
    expect(items[9]).toMatchObject({ userAgent: 'Mozilla/5.0', ip: '192.0.2.1' });
    expect(items[0]?.ip).toBe('192.0.2.201');
  });

  it.each<[AuditFilter, number[]]>([
    [{ action: 'auth.logged_in' }, [1, 0]],
    [{ action: 'auth.*' }, [9, 2, 1, 0]],
    [{ action: 'nothing.happened' }, []],
    [{ actorType: 'system' }, [6]],
    [{ outcome: 'failure' }, [2]],
    [{ outcome: 'denied' }, [5]],
    [{ reference: 'R-7K3F-92QM' }, [4, 3]],
    [{ reference: ' r-7k3f-92qm ' }, [4, 3]],
    [{ reference: 'R-7K3' }, []],
    [{ from: '2026-01-01T08:00:00Z' }, [9, 8]],
    [{ to: '2026-01-01T02:00:00Z' }, [1, 0]],
    [{ from: '2026-01-01T02:00:00+01:00', to: '2026-01-01T03:00:00.000Z' }, [2, 1]],
    [{ from: '2027-01-01T00:00:00Z' }, []],
    [{ to: '2020-01-01T00:00:00Z' }, []],
    [{ ip: '192.0.2.1' }, [0]],
    [{ ip: '192.0.2.0/24' }, [9, 1, 0]],
    [{ ip: '192.0.2.200/31' }, [9, 1]],
    [{ ip: '::ffff:192.0.2.200/127' }, [9, 1]],
    [{ ip: '2001:DB8::/32' }, [3]],
    [{ ip: '::/0' }, [3]],
    [{ ip: '0.0.0.0/0' }, [9, 2, 1, 0]],
    [{ ip: '203.0.113.0/24' }, []],
    [{ actor: [] }, []],
    [{ action: 'auth.*', ip: '192.0.2.0/24', to: '2026-01-01T05:00:00Z' }, [1, 0]],
  ])('by %j', async (filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });

  it.each<[string, number[]]>([
    ['nadia@', [6, 2]],
    ['NADIA@EXAMPLE.ORG', [6, 2]],
    ['example', []],
    ['request.', [5, 4, 3]],
    ['r-7k3f', [4, 3]],
    ['R-7', [5, 4, 3]],
    ['من فضلكم', [3]],
    ['من فضلكم 100%', [3]],
    ['من فضلكم %', []],
    ['\u{10ffff}', [8]],
    ['curl', [1]],
    ['192.0', []],
    ['=1', [9]],
  ])('by the beginning of a text: %s', async (q, expected) => {
    expect(await found({ q })).toEqual(expected);
  });

  it('by one person or several, as actor and as subject', async () => {
    expect(await found({ actor: await of(admin) })).toEqual([8, 5, 4]);
    expect(await found({ actor: await of(nadia, omar) })).toEqual([9, 1, 0]);
    expect(await found({ subject: await of(nadia) })).toEqual([6, 5, 2]);
    expect(await found({ subject: await of(nadia, visitor), actor: await of(admin) })).toEqual([5, 4]);
    expect(await of(guest())).toEqual([]);
  });

  it('takes either route to the values, with the same answer', async () => {
    // Of 10 events a page of 1 looks at 5 values before it turns round, a page of 200 at 45.
    expect(await found({ q: 'nadia', ip: '0.0.0.0/0' }, 1)).toEqual([2]);
    expect(await found({ q: 'nadia', ip: '0.0.0.0/0' })).toEqual([2]);
    expect(await found({ ip: '0.0.0.0/0' }, 1)).toEqual([9]);
    expect(await found({ q: 'm', ip: '0.0.0.0/0' })).toEqual([0]);
  });

  it('shows what was committed just before it', async () => {
    await log.append({ action: 'audit.searched', actor: admin });
    expect(await found({}, 1)).toEqual([10]);
  });

  it('finds nothing by a value that was forgotten', async () => {
    const person = guest();
    await log.append({
      action: 'request.submitted',
      actor: person,
      values: { ip: '203.0.113.99', email: 'gone@example.org' },
    });
    expect(await found({ ip: '203.0.113.99', q: 'gone@' })).toEqual([11]);
    await log.source.transaction((manager) => pseudonyms.forget(manager, [person]));
    expect(await found({ ip: '203.0.113.99' })).toEqual([]);
    expect(await found({ q: 'gone@' })).toEqual([]);
    const { items } = await search.search({}, { limit: 1 });
    expect(items[0]).not.toHaveProperty('ip');
    expect(items[0]).not.toHaveProperty('values');
  });
});

describe('pages', () => {
  it.each<AuditFilter>([
    {},
    { action: 'auth.*' },
    { q: 'r' },
    { ip: '192.0.0.0/16' },
    { from: '2026-01-01T02:00:00Z' },
  ])('join to the whole list without gap or repetition: %j', async (filter) => {
    const whole = await found(filter);
    const walked: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await search.search(filter, { limit: 2, cursor });
      expect(page.items.length).toBeLessThanOrEqual(2);
      walked.push(...page.items.map(({ seq }) => seq));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(walked).toEqual(whole);
  });

  it('are not moved by new events', async () => {
    const first = await search.search({ action: 'auth.*' }, { limit: 1 });
    await log.append({ action: 'auth.logged_in', actor: nadia });
    const second = await search.search({ action: 'auth.*' }, { limit: 1, cursor: first.next ?? '' });
    expect([first.items[0]?.seq, second.items[0]?.seq]).toEqual([9, 2]);
  });

  it('open only with their own filter, however it is spelt', async () => {
    const { next } = await search.search({ ip: '192.0.2.0/24', from: '2026-01-01T00:00:00Z' }, { limit: 1 });
    const cursor = next ?? '';
    expect(cursor).not.toBe('');
    const again = await search.search(
      { from: '2026-01-01T01:00:00+01:00', ip: ' 192.0.2.0/24' },
      { limit: 1, cursor },
    );
    expect(again.items.map(({ seq }) => seq)).toEqual([1]);
    const bad = { status: 422, errors: [expect.objectContaining({ pointer: '?cursor' })] };
    await expect(search.search({ ip: '192.0.2.0/25' }, { limit: 1, cursor })).rejects.toMatchObject(bad);
    await expect(search.search({}, { limit: 1, cursor })).rejects.toMatchObject(bad);
    await expect(search.search({}, { limit: 1, cursor: 'x' })).rejects.toMatchObject(bad);
    await expect(search.search({}, { limit: 1, cursor: '' })).rejects.toMatchObject(bad);
  });

  it.each([0, 201, 1.5, Number.NaN])('have 1 to 200 items, not %d', async (limit) => {
    await expect(search.search({}, { limit })).rejects.toMatchObject({ errors: [{ pointer: '?limit' }] });
  });
});

describe('a bad filter', () => {
  it('is refused with every bad part named', async () => {
    const filter = {
      action: 'AUTH',
      actor: ['7'],
      reference: "'; DROP",
      outcome: 'fine',
      from: 'yesterday',
      ip: '192.0.2.0/33',
      q: 'a\nb',
    } as never;
    const names = ['action', 'actor', 'reference', 'outcome', 'from', 'ip', 'q'];
    await expect(search.search(filter, { limit: 1 })).rejects.toMatchObject({
      status: 422,
      errors: names.map((name) => ({ pointer: `?${name}` })),
    });
  });

  it.each(['\0', 'a\ud800', '   ', 'x'.repeat(201)])(
    'such as q = %j never reaches the database',
    async (q) => {
      await expect(search.search({ q }, { limit: 1 })).rejects.toMatchObject({ errors: [{ pointer: '?q' }] });
    },
  );

  it.each(['192.0.2', '192.0.2.1/', '192.0.2.1/24/8', '0x7f.1', 'fe80::1%eth0', '::1/129', '1.2.3.4/-1', ''])(
    'such as ip = %s',
    async (ip) => {
      await expect(search.search({ ip }, { limit: 1 })).rejects.toMatchObject({
        errors: [{ pointer: '?ip' }],
      });
    },
  );
});

describe('the event of a search', () => {
  it('names the parts that were used, and keeps only the text as a value', () => {
    expect(describeFilter({ ip: '192.0.2.1', q: 'nadia', actor: [], from: undefined })).toEqual({
      detail: { filters: ['actor', 'ip', 'q'] },
      values: { text: 'nadia' },
    });
    expect(describeFilter({})).toEqual({ detail: { filters: [] }, values: {} });
  });
});
