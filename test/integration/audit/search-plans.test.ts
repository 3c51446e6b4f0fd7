import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditFilter, checkFilter } from '../../../src/audit/audit-filter.js';
import { ITEM } from '../../../src/audit/audit-json.js';
import { AuditSearch } from '../../../src/audit/audit-search.js';
import { type Budget, walk, WALK_SETTINGS } from '../../../src/audit/search/walk.js';
import { searchCases } from '../../../src/bench/audit/searches.js';
import { seedEvents } from '../../../src/bench/audit/seed-events.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { Sealer } from '../../../src/platform/crypto/sealer.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { Cursors } from '../../../src/platform/http/cursors.js';
import { type LogUnderTest, openLog, partitionsOf } from './support.js';

const EVENTS = 100_000;
const PARTITION = 32_768;

/** What a node may read or sort; a partition has more, and the log ten times as much. */
const MOST_READ = 10_000;
const MOST_SORTED = 1000;
/**
 * The same for events by their numbers: a statement passes one stretch of them, by its key or by the index of what is asked for.
 * Where many have it neither is shorter, and the planner takes the one that its samples favour.
 */
const MOST_PASSED = 27_000;

/** A node of a plan, as `EXPLAIN (ANALYZE, FORMAT JSON)` has it. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

let log: LogUnderTest;
let pool: StreamPool;
let cases: Map<string, AuditFilter>;

beforeAll(async () => {
  log = await openLog();
  pool = new StreamPool(log.database.appUrl);
  await partitionsOf(PARTITION, log);
  await seedEvents(log.database.adminUrl, EVENTS);
  cases = new Map((await searchCases(log.source)).map(({ name, filter }) => [name, filter(3)]));
}, 180_000);
afterAll(async () => {
  await pool.onApplicationShutdown();
  await log.close();
});

/** A clock by which each statement takes as long as it should, so that the next looks at as much as the last. */
function steadyClock(): Budget {
  let time = 0;
  return { milliseconds: 60, first: 1, now: () => (time += 2.5) };
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Every node of every statement that looks for a page before a number. */
async function plansOf(filter: AuditFilter, before?: number): Promise<PlanNode[]> {
  return log.source.transaction(async (manager) => {
    for (const setting of Object.entries(WALK_SETTINGS))
      await manager.query('SELECT set_config($1, $2, true)', setting);
    const nodes: PlanNode[] = [];
    const query = async <Row>(statement: string, values: string[]): Promise<Row[]> => {
      const [row] = await manager.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
        `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${statement}`,
        values,
      );
      if (row !== undefined) nodes.push(...nodesOf(row['QUERY PLAN'][0].Plan));
      return manager.query<Row[]>(statement, values);
    };
    const read = { columns: `(${ITEM.text})::json AS item`, values: ITEM.values };
    await walk(query, checkFilter(filter), { before, most: 51 }, read, steadyClock());
    return nodes;
  });
}

const isOfLog = (node: PlanNode): boolean => /^audit_(events|values)/.test(node['Relation Name'] ?? '');

/** Rows that a node took and gave, or took and left. */
const rowsOf = (node: PlanNode): number =>
  node['Actual Loops'] *
  (node['Actual Rows'] +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0) +
    (node['Rows Removed by Join Filter'] ?? 0));

/** What is wrong with a plan, one sentence for each node. */
function wrongIn(nodes: readonly PlanNode[]): string[] {
  return nodes.flatMap((node) => {
    const [type, rows] = [node['Node Type'], rowsOf(node)];
    const said = `${type} ${node['Index Name'] ?? node['Relation Name'] ?? ''} of ${rows} rows`;
    if (isOfLog(node) && !/^Index (Only )?Scan$/.test(type)) return [said];
    if (/Sort/.test(type) && rows > MOST_SORTED) return [said];
    const most = /^audit_events_.*_pkey$/.test(node['Index Name'] ?? '') ? MOST_PASSED : MOST_READ;
    return rows > most || /^(Hash|Merge) Join|Bitmap|Gather/.test(type) ? [said] : [];
  });
}

/** Indexes that were read beside the two keys, whichever the partition. */
function indexesOf(nodes: readonly PlanNode[]): string[] {
  const names = nodes.filter(isOfLog).map((node) => node['Index Name'] ?? '');
  const said = names.map((name) => name.replace(/^audit_(events_\d+|values)_(.+?)(_idx)?$/, '$2'));
  return [...new Set(said)].filter((name) => name !== 'pkey').sort();
}

const OTHER_NETWORKS = [
  '11.0.0.0/8',
  '10.7.0.0/16',
  '10.0.0.0/9',
  '0.0.0.0/0',
  '2001:db8::/32',
  '::/0',
  '2001:db8:1::/48',
];

/** Numbers of every match, page by page, until there is no page any more. */
async function toTheEnd(filter: AuditFilter): Promise<number[]> {
  const cursors = new Cursors(new Sealer(new Keyring(randomBytes(32))));
  const search = new AuditSearch(log.source, log.sequencer, cursors, pool);
  const found: number[] = [];
  for (let cursor: string | undefined | null; cursor !== null;) {
    const page = await search.search(filter, { limit: 200, cursor });
    found.push(...page.items.map(({ seq }) => seq));
    cursor = page.next;
  }
  return found;
}

/** The same by one plain statement. @param condition on events `e` */
async function plainly(condition: string, values: unknown[]): Promise<number[]> {
  const { rows } = await log.admin.query<{ seq: string }>(
    `SELECT seq FROM audit_events e WHERE ${condition} ORDER BY seq DESC`,
    values,
  );
  return rows.map(({ seq }) => Number(seq));
}

const WITH_IP = `EXISTS (SELECT FROM audit_values v WHERE v.event = e.id AND v.field = 'ip' AND v.ip <<= $1)`;
const WITH_TEXT = `(starts_with(e.action, $1) OR starts_with(lower(e.reference), $1)
  OR EXISTS (SELECT FROM audit_values v WHERE v.event = e.id AND v.field <> 'ip' AND starts_with(lower(v.value), $1)))`;
/** Whom, or from where, the most events are. */
const BUSIEST = {
  actor: 'SELECT actor AS found FROM audit_events WHERE actor IS NOT NULL',
  subject: 'SELECT subject AS found FROM audit_events WHERE subject IS NOT NULL',
  network: `SELECT network(set_masklen(ip, 24)) AS found FROM audit_values WHERE family(ip) = 4`,
} as const;

async function busiest(what: keyof typeof BUSIEST): Promise<string> {
  const { rows } = await log.admin.query<{ found: string }>(
    `SELECT found::text FROM (${BUSIEST[what]}) t GROUP BY found ORDER BY count(*) DESC, found LIMIT 1`,
  );
  return rows[0]?.found ?? '';
}

describe('pages from the newest event to the very end', () => {
  const WHOLE = ['from', 'to'].map(
    (_, at) => `(SELECT min(at) + (max(at) - min(at)) * ${(at + 1) / 3} FROM audit_events)`,
  );
  let from = '';
  let to = '';

  beforeAll(async () => {
    const { rows } = await log.admin.query<{ from: Date; to: Date }>(
      `SELECT ${WHOLE[0]} AS from, ${WHOLE[1]} AS to`,
    );
    [from = '', to = ''] = [rows[0]?.from.toISOString(), rows[0]?.to.toISOString()];
  });

  const expectSame = async (filter: AuditFilter, condition: string, ...values: unknown[]) => {
    const expected = await plainly(condition, values);
    const found = await toTheEnd(filter);
    expect(found.length).toBe(expected.length);
    expect(found.findIndex((seq, at) => seq !== expected[at])).toBe(-1);
    return found.length;
  };

  it('hold every event once', async () => {
    expect(await expectSame({}, 'true')).toBe(EVENTS);
  }, 120_000);

  it.each([
    ['an action', { action: 'auth.logged_in' }, `action = 'auth.logged_in'`],
    [
      'a room and an outcome',
      { action: 'auth.*', outcome: 'denied' },
      `action LIKE 'auth.%' AND outcome = 'denied'`,
    ],
  ] as const)(
    'hold what %s has',
    async (_, filter, condition) => {
      expect(await expectSame(filter, condition)).toBeGreaterThan(500);
    },
    120_000,
  );

  it('hold what a person did, in a time, and what was done to one', async () => {
    const [actor, subject] = [await busiest('actor'), await busiest('subject')];
    expect(await expectSame({ actor: [actor] }, 'actor = $1', actor)).toBeGreaterThan(500);
    expect(await expectSame({ subject: [subject] }, 'subject = $1', subject)).toBeGreaterThan(5);
    const period = 'actor = $1 AND at >= $2 AND at < $3';
    expect(await expectSame({ actor: [actor], from, to }, period, actor, from, to)).toBeGreaterThan(100);
    expect(await expectSame({ from, to }, 'at >= $1 AND at < $2', from, to)).toBeGreaterThan(EVENTS / 4);
  }, 120_000);

  it.each(['10.0.0.0/8', 'the busiest /24', '2001:db8::/32'])(
    'hold what came from %s',
    async (which) => {
      const ip = which.startsWith('the') ? await busiest('network') : which;
      expect(await expectSame({ ip }, WITH_IP, ip)).toBeGreaterThan(3);
      const failed = { ip, action: 'auth.login_failed' };
      await expectSame(failed, `${WITH_IP} AND action = 'auth.login_failed'`, ip);
    },
    120_000,
  );

  it.each(['account1', 'auth.log', 'r-0'])(
    'hold what begins with %s',
    async (q) => {
      expect(await expectSame({ q }, WITH_TEXT, q)).toBeGreaterThan(100);
      await expectSame({ q, outcome: 'failure' }, `${WITH_TEXT} AND outcome = 'failure'`, q);
    },
    120_000,
  );
});

describe('the plans of a search', () => {
  it('read a part of the log by indexes, whatever is asked for and however deep the page is', async () => {
    const wrong: Record<string, string[]> = {};
    const networks = OTHER_NETWORKS.map((ip): [string, AuditFilter] => [ip, { ip }]);
    for (const [name, filter] of [...cases, ...networks]) {
      for (const before of [undefined, EVENTS / 2, EVENTS / 10]) {
        const said = wrongIn(await plansOf(filter, before));
        if (said.length > 0) wrong[`${name}, before ${before ?? 'nothing'}`] = said;
      }
    }
    expect(wrong).toEqual({});
    expect(cases.size).toBeGreaterThan(25);
  }, 120_000);

  it.each([
    ['no filter', []],
    ['action, rare', ['action_seq']],
    ['action, a room', ['action_seq']],
    ['actor', ['actor_seq']],
    ['actor system', []],
    ['subject', ['subject_seq']],
    ['reference', ['reference_seq']],
    ['outcome denied', ['outcome_seq']],
    ['ip', ['id_seq', 'ip']],
    ['ip network /24', ['id_seq', 'ip']],
    ['from, to: an hour', []],
    ['q: an address', ['action_seq', 'fold_address', 'id_seq', 'reference_seq']],
    ['q: an action', ['action_seq', 'fold_address', 'reference_seq']],
    ['action + nothing such', ['action_seq', 'outcome_seq']],
    ['actor + subject', ['actor_seq', 'subject_seq']],
    ['actor + period', ['actor_seq']],
  ])('begin with the index of what is asked for: %s', async (name, indexes) => {
    expect(indexesOf(await plansOf(cases.get(name) ?? {}))).toEqual(indexes);
  });
});
