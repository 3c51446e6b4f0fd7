import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import canonicalize from 'canonicalize';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditSequencer } from '../../../src/audit/audit-sequencer.js';
import { connectTestDatabase } from '../../support/database.js';
import { account, type LogUnderTest, openLog } from './support.js';

const BODY =
  '{"action":"a.b","actor":{"type":"system"},"at":"2026-03-05T10:00:00.000Z","detail":{},"outcome":"success"}';

let log: LogUnderTest;

beforeEach(async () => {
  log = await openLog();
});
afterEach(async () => {
  Logger.overrideLogger(false);
  await log.close();
});

async function count(table: 'audit_queue' | 'audit_events'): Promise<number> {
  const found = await log.admin.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return found.rows[0]?.n ?? -1;
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise((resolve) => setImmediate(resolve));
}

describe('the sequencer', () => {
  it('numbers every event once and without gaps, with 8 writers and 3 sequencers at work', async () => {
    const others = await Promise.all([1, 2].map(() => connectTestDatabase(log.database.appUrl)));
    const sequencers = [log.sequencer, ...others.map((source) => new AuditSequencer(source))];
    sequencers.forEach((sequencer) => sequencer.start());
    const persons = Array.from({ length: 5 }, account);
    const write = async (writer: number) => {
      for (let event = 0; event < 60; event += 1) {
        const actor = persons[(writer + event) % persons.length] ?? account();
        await log.append({
          action: 'comment.posted',
          actor,
          detail: { writer, event },
          values: { ip: '192.0.2.1' },
        });
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
    await Promise.all(sequencers.map((sequencer) => sequencer.catchUp()));
    await Promise.all(sequencers.map((sequencer) => sequencer.stop()));
    await Promise.all(others.map((source) => source.destroy()));

    expect(await count('audit_queue')).toBe(0);
    const events = await log.admin.query('SELECT seq::int, detail, leaf, id FROM audit_events ORDER BY seq');
    expect(events.rows.map((row) => row.seq)).toEqual(Array.from({ length: 480 }, (_, seq) => seq));
    const seen = new Set(events.rows.map(({ detail }) => `${detail.writer} ${detail.event}`));
    expect(seen.size).toBe(480);
    for (const { leaf, seq } of events.rows) {
      expect(canonicalize(JSON.parse(leaf))).toBe(leaf);
      expect(JSON.parse(leaf).seq).toBe(seq);
    }
    // Each writer waited for its commit before the next event, so its events have rising numbers.
    for (let writer = 0; writer < 8; writer += 1) {
      const own = events.rows.filter(({ detail }) => detail.writer === writer);
      expect(own.map(({ detail }) => detail.event)).toEqual(Array.from({ length: 60 }, (_, event) => event));
    }
  });

  it('gives a transaction that commits late a later number', async () => {
    const late = log.source.createQueryRunner();
    await late.startTransaction();
    await log.log.append(late.manager, {
      action: 'account.changed',
      actor: { type: 'system' },
      detail: { n: 1 },
    });
    await log.append({ action: 'account.changed', actor: { type: 'system' }, detail: { n: 2 } });
    await log.sequencer.catchUp();
    await late.commitTransaction();
    await late.release();
    await log.sequencer.catchUp();
    const events = await log.admin.query('SELECT seq::int, detail FROM audit_events ORDER BY seq');
    expect(events.rows).toEqual([
      { seq: 0, detail: { n: 2 } },
      { seq: 1, detail: { n: 1 } },
    ]);
  });

  it('moves a backlog of several batches', async () => {
    await log.admin.query(
      'INSERT INTO audit_queue (id, body) SELECT gen_random_uuid(), $1 FROM generate_series(1, 2500)',
      [BODY],
    );
    await log.sequencer.catchUp();
    expect(await count('audit_events')).toBe(2500);
    const spans = await log.admin.query('SELECT block::int FROM audit_spans ORDER BY block');
    expect(spans.rows).toEqual([{ block: 0 }, { block: 1 }, { block: 2 }]);
  });

  it('waits in catchUp for the batch of another process', async () => {
    await log.append({ action: 'account.changed', actor: { type: 'system' } });
    await log.admin.query('BEGIN');
    await log.admin.query('SELECT audit_sequence(1000, true)');
    let done = false;
    const caughtUp = log.sequencer.catchUp().then(() => (done = true));
    const waiting = new pg.Client({ connectionString: log.database.adminUrl });
    await waiting.connect();
    await until(async () => {
      const locks = await waiting.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
      return locks.rowCount === 1;
    });
    await waiting.end();
    expect(done).toBe(false);
    await log.admin.query('COMMIT');
    await caughtUp;
    expect(await count('audit_events')).toBe(1);
  });

  it('goes on after the database was away, tells it once and without values, and stops when told', async () => {
    const told: unknown[] = [];
    Logger.overrideLogger({
      log: (line: unknown) => told.push(line),
      error: (line: unknown) => told.push(line),
      warn: () => undefined,
    });
    log.sequencer.start();
    await log.append({ action: 'account.changed', actor: { type: 'system' } });
    await until(async () => (await count('audit_events')) === 1);
    await log.admin.query(`ALTER DATABASE ${log.database.name} CONNECTION LIMIT 0`);
    await log.admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()`,
      [log.database.name],
    );
    await until(async () => told.length > 0);
    await log.admin.query('INSERT INTO audit_queue (id, body) VALUES ($1, $2)', [randomUUID(), BODY]);
    await log.admin.query(`ALTER DATABASE ${log.database.name} CONNECTION LIMIT -1`);
    await until(async () => (await count('audit_events')) === 2);
    await until(async () => told.length > 1);
    expect(told).toEqual([
      { error: expect.stringMatching(/^\w+( (53300|57P01))?$/) },
      'Events are numbered again.',
    ]);
    await log.sequencer.stop();
    await log.append({ action: 'account.changed', actor: { type: 'system' } });
    expect(await count('audit_queue')).toBe(1);
  });

  it.each([
    ['no JSON', 'nonsense'],
    [
      'NUL',
      '{"action":"a.b","actor":{"type":"x"},"at":"2026-03-05T10:00:00.000Z","detail":{"a":"\\u0000"},"outcome":"success"}',
    ],
    ['no outcome', '{"action":"a.b","actor":{"type":"x"},"at":"2026-03-05T10:00:00.000Z","detail":{}}'],
    ['no time', '{"action":"a.b","actor":{"type":"x"},"detail":{},"outcome":"success"}'],
    [
      'no detail',
      '{"action":"a.b","actor":{"type":"x"},"at":"2026-03-05T10:00:00.000Z","outcome":"success"}',
    ],
    ['a bad time', '{"action":"a.b","actor":{"type":"x"},"at":"now?","detail":{},"outcome":"success"}'],
    [
      'a bad pseudonym',
      '{"action":"a.b","actor":{"id":"7","type":"x"},"at":"2026-03-05T10:00:00.000Z","detail":{},"outcome":"success"}',
    ],
  ])('never meets a body it cannot read: %s', async (_name, body) => {
    const entered = log.source.query('INSERT INTO audit_queue (id, body) VALUES ($1, $2)', [
      randomUUID(),
      body,
    ]);
    await expect(entered).rejects.toThrow();
  });
});
