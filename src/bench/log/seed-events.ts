import pg from 'pg';
import { EVENT_KINDS, KIND_SLOTS } from './event-kinds.js';
import { INSERT_EVENTS, INSERT_VALUES, MAKE_EVENTS, MAKE_FUNCTIONS } from './seed-statements.js';

const ACCOUNTS = 5000;
const GUESTS = 20_000;
/** Leaves that one statement adds to the tree. */
const TREE_STEP = 65_536;

/**
 * A log of `events` events of half a year, as the sequencer would have left it: leaves with true digests, values with
 * their salts and owners. Made by sets, since the usual way would take hours for a million.
 */
export async function seedEvents(url: string, events: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT setseed(0.42)');
    await makePeople(client);
    await makeKinds(client);
    await client.query('ANALYZE people, kinds');
    for (const statement of MAKE_FUNCTIONS) await client.query(statement);
    await client.query(MAKE_EVENTS, [events, ACCOUNTS, GUESTS]);
    await withoutIndexes(client, async () => {
      await client.query(INSERT_EVENTS);
      await client.query(INSERT_VALUES);
    });
    await client.query(
      `INSERT INTO audit_spans
       SELECT seq / 1000, min(at), max(at), min(id::text COLLATE "C")::uuid, max(id::text COLLATE "C")::uuid
       FROM audit_events GROUP BY 1`,
    );
    for (let low = 0; low < events; low += TREE_STEP) {
      await client.query('SELECT audit_extend($1, $2)', [low, Math.min(low + TREE_STEP, events)]);
    }
    await client.query('COMMIT');
    for (const table of ['audit_events', 'audit_values', 'audit_pseudonyms', 'audit_spans', 'audit_tree']) {
      await client.query(`VACUUM (ANALYZE) ${table}`);
    }
  } finally {
    await client.end();
  }
}

/**
 * Indexes that are made once over all rows take a third of the time that they take row by row, and end up the same. What
 * guards a row while it is written stays: unique indexes and checks; that each owner is somebody is checked at the end.
 */
async function withoutIndexes(client: pg.Client, fill: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; made: string }>(
    `SELECT indexrelid::regclass::text AS name, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') AS made FROM pg_index
     WHERE indrelid IN ('audit_events'::regclass, 'audit_values'::regclass) AND NOT indisunique`,
  );
  const { rows: owners } = await client.query<{ name: string; made: string }>(
    `SELECT quote_ident(conname) AS name, pg_get_constraintdef(oid) AS made FROM pg_constraint
     WHERE conrelid = 'audit_values'::regclass AND contype = 'f'`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  for (const { name } of owners) await client.query(`ALTER TABLE audit_values DROP CONSTRAINT ${name}`);
  await fill();
  await client.query(`SET LOCAL maintenance_work_mem = '256MB'`);
  for (const { made } of rows) await client.query(made);
  for (const { name, made } of owners) {
    await client.query(`ALTER TABLE audit_values ADD CONSTRAINT ${name} ${made}`);
  }
}

/** Members and guests; both have a place from 1 on, by which events find them. */
async function makePeople(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO audit_pseudonyms (id, kind, owner)
     SELECT gen_random_uuid(), CASE WHEN n <= $1 THEN 'account' ELSE 'request' END, gen_random_uuid()
     FROM generate_series(1, $1::integer + $2::integer) n`,
    [ACCOUNTS, GUESTS],
  );
  await client.query(
    `CREATE TEMP TABLE people ON COMMIT DROP AS
     SELECT id, kind, place, kind || place || '@mail.example' AS email,
            CASE kind WHEN 'request' THEN 'R-' || upper(substr(md5(place::text), 1, 4)) || '-' || lpad(place::text, 6, '0') END
              AS reference
     FROM (SELECT id, kind, row_number() OVER (PARTITION BY kind ORDER BY id)::integer AS place FROM audit_pseudonyms) p`,
  );
}

/** Every kind of event has as many of a thousand slots as its share. */
async function makeKinds(client: pg.Client): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE kinds ON COMMIT DROP AS
     SELECT row_number() OVER () - 1 AS slot, k.*
     FROM jsonb_to_recordset($1) AS k (action text, outcome text, "actorType" text, about text, share integer, detail text),
       generate_series(1, k.share)`,
    [JSON.stringify(EVENT_KINDS)],
  );
  const { rows } = await client.query<{ slots: number }>('SELECT count(*)::int AS slots FROM kinds');
  if (rows[0]?.slots !== KIND_SLOTS) throw new Error(`The kinds of events do not fill ${KIND_SLOTS} slots.`);
}
