import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditEntry } from '../../../src/audit/audit-entry.js';
import { valueDigest } from '../../../src/audit/personal-values.js';
import { rolledBack } from '../../support/database.js';
import { account, guest, type LogUnderTest, openLog } from './support.js';

let log: LogUnderTest;

beforeAll(async () => {
  log = await openLog();
});
afterAll(() => log.close());

async function lastEvent(): Promise<QueryResultRow> {
  await log.sequencer.catchUp();
  const found = await log.admin.query('SELECT * FROM audit_events ORDER BY seq DESC LIMIT 1');
  return found.rows[0] ?? {};
}

async function valuesOf(event: string): Promise<QueryResultRow[]> {
  const found = await log.admin.query('SELECT * FROM audit_values WHERE event = $1 ORDER BY field', [event]);
  return found.rows;
}

describe('an appended event', () => {
  it('becomes a canonical leaf that holds pseudonyms and digests, and no personal value', async () => {
    const actor = account();
    const subject = guest();
    await log.append({
      action: 'request.approved',
      actor,
      subject,
      reference: 'R-7K3F-92QM',
      detail: { kind: 'export', approvals: 2, categories: ['identity', 'contact'], last: true },
      values: {
        ip: '::ffff:192.0.2.7',
        userAgent: 'Agent/1.0',
        email: 'Nadia@example.org',
        reason: 'طلب صحيح',
      },
    });
    const event = await lastEvent();
    const leaf = JSON.parse(event.leaf);
    expect(event.leaf).toBe(canonicalize(leaf));
    expect(leaf).toEqual({
      event: {
        action: 'request.approved',
        actor: { id: event.actor, type: 'account' },
        at: '2026-03-05T10:00:00.000Z',
        detail: { kind: 'export', approvals: 2, categories: ['identity', 'contact'], last: true },
        digests: expect.any(Object),
        outcome: 'success',
        reference: 'R-7K3F-92QM',
        subject: event.subject,
      },
      seq: Number(event.seq),
      v: 1,
    });
    for (const secret of [actor.id, subject.id, '192.0.2.7', 'Agent/1.0', 'adia', 'طلب']) {
      expect(event.leaf).not.toContain(secret);
    }
    const rows = await valuesOf(event.id);
    expect(rows.map((row) => [row.field, row.value, row.ip, row.owner, row.until])).toEqual([
      ['email', 'Nadia@example.org', null, event.subject, null],
      ['ip', '192.0.2.7', '192.0.2.7', event.actor, null],
      ['reason', 'طلب صحيح', null, event.subject, null],
      ['userAgent', 'Agent/1.0', null, event.actor, null],
    ]);
    for (const row of rows) {
      // By hand, as an auditor's own tool would.
      const disclosed = `["${row.salt.toString('base64url')}","${row.field}",${JSON.stringify(row.value)}]`;
      expect(leaf.event.digests[row.field]).toBe(createHash('sha256').update(disclosed).digest('base64url'));
    }
  });

  it('digests the worked example of docs/audit-format.md', () => {
    const salt = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
    expect(valueDigest(salt, 'ip', '192.0.2.7')).toBe('Rhsq1DPLRc7xnOSkNAbnQlm3Xk6f0LFwqD9F0WkpjAo');
  });

  it('keeps what belongs to nobody for twelve months', async () => {
    const subject = account();
    await log.append({
      action: 'auth.login_failed',
      outcome: 'failure',
      actor: { type: 'anonymous' },
      subject,
      values: { ip: '2001:DB8:0:0::1', email: 'x@example.org' },
    });
    const event = await lastEvent();
    expect(event.actor).toBeNull();
    expect(event.actor_type).toBe('anonymous');
    const rows = await valuesOf(event.id);
    expect(rows.map(({ field, value, owner, until }) => [field, value, owner, until])).toEqual([
      ['email', 'x@example.org', event.subject, null],
      ['ip', '2001:db8::1', null, new Date('2027-03-05T10:00:00.000Z')],
    ]);
  });

  it('gives one person one pseudonym, also under a race, and another person another', async () => {
    const actor = account();
    const entry: AuditEntry = { action: 'auth.logged_in', actor, subject: actor };
    await Promise.all(Array.from({ length: 16 }, () => log.append(entry)));
    await log.append({ action: 'auth.logged_in', actor: { type: 'request', id: actor.id } });
    await log.sequencer.catchUp();
    const found = await log.admin.query(
      `SELECT actor_type, actor, subject, count(*)::int FROM audit_events e
       WHERE actor IN (SELECT id FROM audit_pseudonyms WHERE owner = $1) GROUP BY 1, 2, 3 ORDER BY 1`,
      [actor.id],
    );
    expect(found.rows.map((row) => [row.actor_type, row.subject, row.count])).toEqual([
      ['account', null, 16],
      ['request', null, 1],
    ]);
    expect(found.rows[0].actor).not.toBe(found.rows[1].actor);
    expect(found.rows[0].actor).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });

  it('leaves nothing behind when the business transaction rolls back', async () => {
    const actor = account();
    const count = `SELECT (SELECT count(*) FROM audit_queue) + (SELECT count(*) FROM audit_events)
                        + (SELECT count(*) FROM audit_values) + (SELECT count(*) FROM audit_pseudonyms) AS n`;
    const before = await log.admin.query(count);
    await rolledBack(log.source, async (manager) => {
      await log.log.append(manager, { action: 'account.changed', actor, values: { ip: '192.0.2.1' } });
    });
    await log.sequencer.catchUp();
    expect((await log.admin.query(count)).rows).toEqual(before.rows);
  });

  it('takes values of any length and any characters without failing the change they belong to', async () => {
    const longest = 'é'.repeat(3999) + '😀'.repeat(5000);
    const noise = Array.from({ length: 4000 }, (_, index) => String.fromCodePoint(0x4e00 + index * 5)).join(
      '',
    );
    await log.append({
      action: 'account.changed',
      actor: account(),
      values: { userAgent: noise, name: 'a\0b\ud800c', text: longest, email: '' },
    });
    const event = await lastEvent();
    const rows = await valuesOf(event.id);
    expect(rows.map(({ field, value }) => [field, value])).toEqual([
      ['name', 'a\uFFFDb\uFFFDc'],
      ['text', 'é'.repeat(3999) + '…'],
      ['userAgent', noise],
    ]);
    const { digests } = JSON.parse(event.leaf).event;
    expect(Object.keys(digests)).toEqual(['name', 'text', 'userAgent']);
    for (const row of rows) {
      expect(digests[row.field]).toBe(valueDigest(row.salt, row.field, row.value));
    }
  });
});

describe('an entry that must not reach the log', () => {
  const refused: [string, Partial<AuditEntry>, RegExp][] = [
    ['an address in detail', { detail: { who: 'nadia@example.org' } }, /detail\.who looks like an address/],
    ['an IP in detail', { detail: { from: '192.0.2.1' } }, /detail\.from looks like an address/],
    ['free text in detail', { detail: { why: 'x'.repeat(201) } }, /over 200 characters/],
    ['a fraction', { detail: { share: 0.5 } }, /not a whole number/],
    ['NUL', { detail: { state: 'a\0b' } }, /control character/],
    ['half a character', { detail: { state: '\ud800' } }, /half a character/],
    ['a bad field name', { detail: { 'a b': 1 } }, /bad name/],
    ['too many items', { detail: { ids: Array.from({ length: 201 }, () => 'x') } }, /over 200 items/],
    ['too much', { detail: big() }, /over 16384 bytes/],
    ['nesting', { detail: { a: { b: 1 } as never } }, /of a kind/],
    ['a bad reference', { reference: 'nadia' }, /A reference reads/],
    ['a bad action', { action: 'Looked' as never }, /An action reads/],
    ['a bad id', { actor: { type: 'account', id: '7' } }, /not a UUID/],
    ['a bad IP', { values: { ip: 'localhost' } }, /values\.ip/],
  ];

  it.each(refused)('%s', async (_name, part, message) => {
    const entry: AuditEntry = { action: 'account.changed', actor: { type: 'system' }, ...part };
    await expect(log.append(entry)).rejects.toThrow(message);
  });

  it('one outside a transaction', async () => {
    const alone = log.log.append(log.source.manager, {
      action: 'account.changed',
      actor: { type: 'system' },
    });
    await expect(alone).rejects.toThrow(/inside the transaction/);
  });

  function big(): Record<string, string> {
    return Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`f${n}`, 'é'.repeat(200)]));
  }
});
