import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuditSearch } from '../../../src/audit/audit-search.js';
import { streamEvents } from '../../../src/audit/audit-stream.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { Sealer } from '../../../src/platform/crypto/sealer.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { Cursors } from '../../../src/platform/http/cursors.js';
import { account, type LogUnderTest, openLog } from './support.js';

let log: LogUnderTest;
let pool: StreamPool;
let search: AuditSearch;
const person = account();

beforeAll(async () => {
  log = await openLog();
  // One connection only: a stream that kept it would stop the next one.
  pool = new StreamPool(log.database.appUrl, 1);
  search = new AuditSearch(
    log.source,
    log.sequencer,
    new Cursors(new Sealer(new Keyring(randomBytes(32)))),
    pool,
  );
  const names = ['=1+1', '+1', '-1', '@x', '\tx', '＝1', '\r\n=x', 'a"b,c\nd', 'plain', 'ن\u0001\u0002\\N'];
  for (const name of names) {
    await log.append({
      action: 'account.changed',
      actor: person,
      reference: 'R-7K3F-92QM',
      detail: { fields: ['name'], n: 1 },
      values: { ip: '192.0.2.1', name },
    });
  }
});
afterAll(async () => {
  await pool.onApplicationShutdown();
  await log.close();
});

describe('a stream of every match', () => {
  it('holds as NDJSON exactly what the pages hold', async () => {
    const { items } = await search.search(
      { q: 'R-7K3F', ip: '192.0.2.0/24', actorType: 'account' },
      { limit: 200 },
    );
    const lines = await text(
      await search.stream({ q: 'R-7K3F', ip: '192.0.2.0/24', actorType: 'account' }, 'ndjson'),
    );
    expect(lines.endsWith('}\n')).toBe(true);
    const parsed = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(parsed).toEqual(items);
    expect(parsed).toHaveLength(10);
  });

  it('gives CSV whose cells are no formulas', async () => {
    const csv = await text(await search.stream({ action: 'account.*' }, 'csv'));
    expect(csv.split('\n')[0]).toBe(
      'seq,at,action,outcome,actorType,actor,subject,reference,ip,detail,userAgent,email,username,name,reason,text',
    );
    for (const cell of [
      `,'=1+1,`,
      `,'+1,`,
      `,'-1,`,
      `,'@x,`,
      `,'\tx,`,
      `,'＝1,`,
      `,"'\r\n=x",`,
      `,"a""b,c\nd",`,
      ',plain,',
    ]) {
      expect(csv).toContain(cell);
    }
    expect(csv).toContain('192.0.2.1,"{""n"": 1, ""fields"": [""name""]}",');
    expect(csv).not.toMatch(/,[=+@-]/);
  });

  it('takes every filter by value, never as SQL', async () => {
    const hostile = `'; SELECT pg_sleep(100); --`;
    expect(await text(await search.stream({ q: hostile }, 'ndjson'))).toBe('');
    expect(await text(await search.stream({ actor: [], to: '2020-01-01T00:00:00Z' }, 'ndjson'))).toBe('');
    const all = {
      action: 'account.changed',
      outcome: 'success',
      from: '2020-01-01T00:00:00Z',
      reference: 'R-7K3F-92QM',
    } as const;
    expect((await text(await search.stream(all, 'ndjson'))).split('\n')).toHaveLength(11);
  });

  it('refuses a bad filter before it takes a connection', async () => {
    await expect(search.stream({ ip: 'x' }, 'csv')).rejects.toMatchObject({ errors: [{ pointer: '?ip' }] });
    expect(await text(await search.stream({ q: 'none such' }, 'csv'))).toContain('seq,at');
  });

  it('gives its connection back when it is destroyed, when the database fails it, and when nobody reads on', async () => {
    await log.admin.query(
      `INSERT INTO audit_events SELECT n, gen_random_uuid(), at, action, outcome, actor_type, actor, subject, reference,
         detail, leaf FROM audit_events e, generate_series(10, 60000) n WHERE e.seq = 0`,
    );
    await log.admin.query('SELECT audit_extend(10, 60001)');
    const left = await search.stream({}, 'ndjson');
    await once(left, 'readable');
    left.destroy();
    await once(left, 'close');

    const cut = await search.stream({}, 'ndjson');
    const failed = once(cut, 'error');
    await once(cut, 'readable');
    await log.admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'athar-stream' AND query LIKE 'COPY%'`,
    );
    cut.resume();
    await failed;

    const stuck = await streamEvents(pool, {}, 'ndjson', { longest: 100 });
    await once(stuck, 'error');

    const whole = await text(await search.stream({ action: 'account.*' }, 'ndjson'));
    expect(whole.trimEnd().split('\n')).toHaveLength(60_001);
  });
});

describe('the whole log in pieces', () => {
  /** Reads by one statement, since it has a condition; every event meets it. */
  const everything = { from: '2000-01-01T00:00:00Z' } as const;
  let wide: StreamPool;

  beforeAll(() => {
    wide = new StreamPool(log.database.appUrl);
  });
  afterAll(() => wide.onApplicationShutdown());

  const busy = async () =>
    (
      await log.admin.query(
        `SELECT count(*)::int AS n FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'athar-stream' AND state <> 'idle'`,
      )
    ).rows[0]?.n;

  it.each([
    ['ndjson', false],
    ['ndjson', true],
    ['csv', false],
    ['csv', true],
  ] as const)('is byte for byte what one statement gives: %s, masked %s', async (format, masked) => {
    const one = await text(await streamEvents(wide, everything, format, { masked }));
    expect(one.split('\n').length).toBeGreaterThan(60_001);
    expect((await text(await streamEvents(wide, {}, format, { masked }))) === one).toBe(true);
    expect((await text(await streamEvents(pool, {}, format, { masked }))) === one).toBe(true);
  });

  it('sees one moment, on both connections', async () => {
    const events = await streamEvents(wide, {}, 'ndjson');
    await once(events, 'readable');
    expect(await busy()).toBe(2);
    await log.admin.query(`DELETE FROM audit_values WHERE field = 'name' AND value = 'plain'`);
    await log.append({ action: 'auth.logged_out', actor: person });
    await log.sequencer.catchUp();
    const lines = await text(events);
    expect(lines).toContain('"values":{"name":"plain"}');
    expect(lines).not.toContain('auth.logged_out');
    expect(await text(await streamEvents(wide, {}, 'ndjson'))).not.toContain('"name":"plain"');
  });

  it('gives both connections back, or ends them', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const left = await streamEvents(wide, {}, 'csv');
      await once(left, 'readable');
      left.destroy();
      await once(left, 'close');
    }
    const cut = await streamEvents(wide, {}, 'csv');
    const failed = once(cut, 'error');
    await once(cut, 'readable');
    await log.admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'athar-stream' AND query LIKE 'COPY%'`,
    );
    cut.resume();
    await failed;
    expect(await text(await streamEvents(wide, {}, 'csv'))).toContain('auth.logged_out');
    await vi.waitFor(async () => expect(await busy()).toBe(0));
  });

  it.each([
    ['the whole log', {}],
    ['what one statement reads', everything],
  ])(
    'goes on for a slow reader, though the server ends what does nothing or takes long: %s',
    async (_, filter) => {
      const url = new URL(log.database.appUrl);
      url.searchParams.set('options', `-c idle_in_transaction_session_timeout=500 -c statement_timeout=500`);
      const slow = new StreamPool(url.href);
      const one = await text(await streamEvents(wide, everything, 'csv'));
      const events = await streamEvents(slow, filter, 'csv');
      await once(events, 'readable');
      await setTimeout(1000);
      expect((await text(events)) === one).toBe(true);
      await slow.onApplicationShutdown();
    },
  );

  it('takes no second connection once half of them are in use', async () => {
    const held = await wide.connect();
    const events = await streamEvents(wide, {}, 'csv');
    await once(events, 'readable');
    expect(await busy()).toBe(1);
    events.destroy();
    held.release();
  });
});

describe('a line of NDJSON', () => {
  it('has its parts in one order, nothing that is null, and personal values by the length of their names', async () => {
    await log.append({
      action: 'auth.login_failed',
      outcome: 'failure',
      actor: { type: 'anonymous' },
      detail: { method: 'password', fields: ['name', 'about'], n: 2 },
      values: {
        ip: '::ffff:192.0.2.7',
        userAgent: 'Ü/1 "x"\\',
        username: 'ن',
        name: 'n',
        email: 'A@b.example',
      },
    });
    const filter = { action: 'auth.login_failed' };
    const [line] = (await text(await search.stream(filter, 'ndjson'))).split('\n');
    const [masked] = (await text(await search.stream(filter, 'ndjson', { masked: true }))).split('\n');
    const [{ seq, at }] = await log.source.query<[{ seq: string; at: Date }]>(
      `SELECT seq, at FROM audit_events WHERE action = 'auth.login_failed'`,
    );
    const open =
      `{"seq":${seq},"at":"${at.toISOString()}","action":"auth.login_failed","outcome":"failure",` +
      `"actor":{"type":"anonymous"},"detail":{"n":2,"fields":["name","about"],"method":"password"},`;
    expect(line).toBe(
      `${open}"ip":"192.0.2.7","userAgent":"Ü/1 \\"x\\"\\\\","values":{"name":"n","email":"A@b.example","username":"ن"}}`,
    );
    expect(masked).toBe(`${open}"masked":["email","ip","name","userAgent","username"]}`);
  });
});
