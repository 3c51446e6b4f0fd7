import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REQUEST_KINDS } from '../../../src/policy/request-kinds.js';
import { CLOSED_STATES, REQUEST_STATES, type RequestState } from '../../../src/requests/request-kinds.js';
import { canWithdraw } from '../../../src/requests/request-withdrawal.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/** Where each kind may ever be. */
const BEFORE = ['unconfirmed', 'received', 'awaiting_information', 'approved'] as const;
const REACHABLE: Readonly<Record<string, readonly RequestState[]>> = {
  export: [...BEFORE, 'running', 'ready', 'failed', ...CLOSED_STATES],
  erasure: [...BEFORE, 'scheduled', 'running', 'deferred', 'failed', ...CLOSED_STATES],
};
const OTHERS: readonly RequestState[] = [...BEFORE, 'running', 'failed', ...CLOSED_STATES];

let database: TestDatabase;
let client: pg.Client;
const ways = new Map<string, RequestState[]>();
const from = (kind: string, state: RequestState) => ways.get(`${kind} ${state}`) ?? [];

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const { rows } = await client.query('SELECT kind, from_state, to_state FROM request_transitions');
  for (const row of rows) {
    const key = `${row.kind} ${row.from_state}`;
    ways.set(key, [...(ways.get(key) ?? []), row.to_state]);
  }
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Every state that can follow one of these, however many steps later. */
function reachable(kind: string, ...starts: RequestState[]): Set<RequestState> {
  const found = new Set<RequestState>(starts);
  // A set gives what is added while it is walked.
  for (const state of found) for (const next of from(kind, state)) found.add(next);
  return found;
}

describe.each(REQUEST_KINDS)('the states of %s', (kind) => {
  const expected = REACHABLE[kind] ?? OTHERS;

  it('are reached as they should be, and no others', () => {
    expect([...reachable(kind, 'unconfirmed', 'received')].sort()).toEqual([...expected].sort());
    const named = [...ways.keys()].filter((key) => key.startsWith(`${kind} `));
    expect(
      named.map((key) => key.split(' ')[1]).filter((state) => !expected.includes(state as never)),
    ).toEqual([]);
  });

  it('lead on until the end, and never past it', () => {
    for (const state of expected) {
      const ends = [...reachable(kind, state)].filter((each) => CLOSED_STATES.includes(each));
      expect([state, ends.length > 0]).toEqual([state, true]);
      if (CLOSED_STATES.includes(state)) expect([state, from(kind, state)]).toEqual([state, []]);
    }
  });

  it('let the person out wherever they are offered to withdraw', () => {
    for (const state of expected) {
      if (canWithdraw({ kind, state }))
        expect([state, from(kind, state)]).toEqual([state, expect.arrayContaining(['withdrawn'])]);
    }
  });

  it('change as the table says when the database is asked, from every state to every state', async () => {
    const allowed: string[] = [];
    for (const first of expected) {
      for (const second of REQUEST_STATES)
        if (await changes(kind, first, second)) allowed.push(`${first}>${second}`);
    }
    const wanted = expected.flatMap((state) => from(kind, state).map((next) => `${state}>${next}`));
    const unchanged = expected.map((state) => `${state}>${state}`);
    expect(allowed.sort()).toEqual([...wanted, ...unchanged].sort());
  });
});

describe('an erasure', () => {
  it('begins only after it was approved and has waited, but for an operator’s', () => {
    const before = REQUEST_STATES.filter((state) => from('erasure', state).includes('running'));
    expect(before.sort()).toEqual(['approved', 'deferred', 'failed', 'scheduled']);
    expect(REQUEST_STATES.filter((state) => from('erasure', state).includes('scheduled'))).toEqual([
      'approved',
    ]);
  });

  it('once it began cannot be undone', () => {
    const after = reachable('erasure', 'running');
    for (const state of ['received', 'approved', 'scheduled', 'refused'] as const)
      expect(after.has(state)).toBe(false);
  });
});

/** Whether the database lets a request of this kind change so. Whatever was changed is undone. */
async function changes(kind: string, first: RequestState, second: RequestState): Promise<boolean> {
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL session_replication_role = replica');
    const { rows } = await client.query(
      `INSERT INTO requests (reference, kind, state, regime, channel, locale, received_at, due_on, due_at, due_basis, created_at)
       VALUES ('R-2222-2222', $1, $2, 'MA', 'portal', 'ar', now(), now(), now(), 'law', now()) RETURNING id`,
      [kind, first],
    );
    await client.query('SET LOCAL session_replication_role = origin');
    await client.query('UPDATE requests SET state = $2 WHERE id = $1', [rows[0].id, second]);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== '23514') throw error;
    return false;
  } finally {
    await client.query('ROLLBACK');
  }
}
