import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditFilter } from '../../../src/audit/audit-filter.js';
import { type AuditPage, AuditSearch } from '../../../src/audit/audit-search.js';
import { type Budget } from '../../../src/audit/search/walk.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { Sealer } from '../../../src/platform/crypto/sealer.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { Cursors } from '../../../src/platform/http/cursors.js';
import { type LogUnderTest, openLog, partitionsOf } from './support.js';

const EVENTS = 6000;
const FILTERS = 120;

let log: LogUnderTest;
let pool: StreamPool;
let search: AuditSearch;
let people: string[];

/** Numbers that look random and are the same in each run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const ACTIONS = [
  'auth.logged_in',
  'auth.logged_out',
  'auth.login_failed',
  'request.submitted',
  'hold.placed',
];
const OUTCOMES = ['success', 'success', 'success', 'failure', 'denied'];
const TYPES = ['account', 'account', 'system', 'operator', 'anonymous'];
const START = Date.UTC(2026, 0, 1);

beforeAll(async () => {
  log = await openLog();
  // Events of several partitions, and of times and ids that do not rise with the numbers everywhere.
  await partitionsOf(1024, log);
  pool = new StreamPool(log.database.appUrl, 1);
  search = new AuditSearch(
    log.source,
    log.sequencer,
    new Cursors(new Sealer(new Keyring(randomBytes(32)))),
    pool,
  );
  people = Array.from({ length: 6 }, () => randomUUID());
  await fill(dice(7));
});
afterAll(async () => {
  await pool.onApplicationShutdown();
  await log.close();
});

async function fill(roll: (sides: number) => number): Promise<void> {
  const bodies: string[] = [];
  const values: [number, string, string][] = [];
  for (let event = 0; event < EVENTS; event += 1) {
    const type = TYPES[roll(5)];
    const actor = type === 'account' ? { id: people[roll(6) * roll(2)], type } : { type };
    const at = new Date(START + (event + roll(300)) * 60_000).toISOString();
    const reference = roll(9) === 0 ? { reference: `R-${'AB'[roll(2)]}${roll(40)}` } : {};
    const subject = roll(4) === 0 ? { subject: people[roll(6)] } : {};
    bodies.push(
      JSON.stringify({
        action: ACTIONS[roll(5) * roll(2)],
        actor,
        at,
        detail: {},
        digests: {},
        outcome: OUTCOMES[roll(5)],
        ...reference,
        ...subject,
      }),
    );
    if (roll(3) > 0) values.push([event, 'ip', `10.${roll(4)}.${roll(3)}.${roll(20)}`]);
    if (roll(5) === 0) values.push([event, 'email', `${'rAx'[roll(3)]}eader${roll(60)}@mail.example`]);
  }
  const ids = Array.from(
    { length: EVENTS },
    (_, event) =>
      `${(START + (event + roll(200)) * 60_000)
        .toString(16)
        .padStart(12, '0')
        .replace(/^(.{8})/, '$1-')}-7000-8000-${String(event).padStart(12, '0')}`,
  );
  await log.admin.query('INSERT INTO audit_queue (id, body) SELECT * FROM unnest($1::uuid[], $2::text[])', [
    ids,
    bodies,
  ]);
  await log.admin.query(
    `INSERT INTO audit_values (event, field, value, ip, salt, until)
     SELECT event, field, value, CASE field WHEN 'ip' THEN value::inet END, sha256(''), '2030-01-01'
     FROM unnest($1::uuid[], $2::text[], $3::text[]) AS v (event, field, value)`,
    [
      values.map(([event]) => ids[event]),
      values.map(([, field]) => field),
      values.map(([, , value]) => value),
    ],
  );
  while ((await log.admin.query<{ n: number }>('SELECT audit_sequence(700, true) AS n')).rows[0]?.n !== 0);
}

function anyFilter(roll: (sides: number) => number): AuditFilter {
  const maybe = <Part>(part: Part, of = 3): Part | Record<string, never> => (roll(of) === 0 ? part : {});
  const time = () => new Date(START + roll(EVENTS * 60_000)).toISOString();
  return {
    ...maybe({ action: ['auth.*', 'hold.placed', 'auth.logged_in', 'request.*', 'none.*'][roll(5)] }),
    ...maybe({ actor: people.slice(roll(6)) }),
    ...maybe({ actorType: (['account', 'system', 'operator', 'anonymous'] as const)[roll(4)] }, 5),
    ...maybe({ subject: people.slice(0, roll(3)) }, 5),
    ...maybe({ outcome: (['success', 'failure', 'denied'] as const)[roll(3)] }),
    ...maybe({ reference: `R-A${roll(40)}` }, 9),
    ...maybe({
      ip: ['10.0.0.0/8', '10.1.0.0/16', '10.2.1.3', '10.3.2.0/24', '2001:db8::/32'][roll(5)] ?? '',
    }),
    ...maybe({ q: ['r', 'R-A1', 'reader1', 'auth.log', 'A', 'hold', 'nobody'][roll(7)] ?? '' }),
    ...maybe({ from: time() }),
    ...maybe({ to: time() }),
  };
}

/** The numbers that match, by a look at every event. */
async function matches(filter: AuditFilter): Promise<number[]> {
  const text = filter.q ?? '';
  const { rows } = await log.admin.query<{ seq: string }>(
    `SELECT seq FROM audit_events e WHERE
       ($1::text IS NULL OR action LIKE $1) AND ($2::uuid[] IS NULL OR actor = ANY ($2)) AND ($3::text IS NULL OR actor_type = $3)
       AND ($4::uuid[] IS NULL OR subject = ANY ($4)) AND ($5::text IS NULL OR outcome = $5) AND ($6::text IS NULL OR reference = $6)
       AND ($7::inet IS NULL OR EXISTS (SELECT FROM audit_values v WHERE v.event = e.id AND v.ip <<= $7))
       AND ($8 = '' OR starts_with(action, lower($8)) OR starts_with(reference, upper($8))
            OR EXISTS (SELECT FROM audit_values v WHERE v.event = e.id AND field <> 'ip' AND starts_with(lower(value), lower($8))))
       AND ($9::timestamptz IS NULL OR at >= $9) AND ($10::timestamptz IS NULL OR at < $10)
     ORDER BY seq DESC`,
    [
      filter.action?.replace('*', '%'),
      filter.actor,
      filter.actorType,
      filter.subject,
      filter.outcome,
      filter.reference,
      filter.ip,
      text,
      filter.from,
      filter.to,
    ],
  );
  return rows.map(({ seq }) => Number(seq));
}

/** A clock by which every look at it is a moment later: each page is over after a statement or two. */
function hurried(step: number): Budget {
  let now = 0;
  return { milliseconds: 20, first: 0.02, now: () => (now += step) };
}

async function walked(
  filter: AuditFilter,
  limit: number,
  budget?: () => Budget,
): Promise<{ seqs: number[]; partial: number }> {
  const seqs: number[] = [];
  let page: AuditPage | undefined;
  let partial = 0;
  do {
    page = await search.search(filter, { limit, cursor: page?.next ?? undefined }, budget?.());
    expect(page.items.length).toBeLessThanOrEqual(limit);
    if (page.partial) {
      partial += 1;
      expect(page.next).not.toBeNull();
      expect(page.searchedBackTo).toMatch(/^2026-/);
    }
    seqs.push(...page.items.map(({ seq }) => seq));
  } while (page.next !== null);
  return { seqs, partial };
}

describe('pages of a search', () => {
  it('hold every match once, whole or in parts', async () => {
    const roll = dice(42);
    let partial = 0;
    for (let round = 0; round < FILTERS; round += 1) {
      const filter = anyFilter(roll);
      const expected = await matches(filter);
      const said = JSON.stringify(filter);
      expect((await walked(filter, 200)).seqs, said).toEqual(expected);
      const parts = await walked(filter, 7 + roll(60), () => hurried(3 + roll(30)));
      expect(parts.seqs, said).toEqual(expected);
      partial += parts.partial;
    }
    expect(partial).toBeGreaterThan(FILTERS);
  }, 300_000);

  it('may be empty, and then go on from where the walk stopped', async () => {
    const filter: AuditFilter = {
      q: 'reader1',
      ip: '2001:db8::/32',
      actorType: 'system',
      from: '2026-01-01T00:00:00Z',
    };
    const page = await search.search(
      { actorType: 'account', to: '2026-01-02T00:00:00Z', q: 'e' },
      { limit: 50 },
      hurried(30),
    );
    expect(page.partial || page.next === null).toBe(true);
    expect((await walked(filter, 50, () => hurried(30))).seqs).toEqual([]);
  });
});
