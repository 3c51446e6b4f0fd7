import pg from 'pg';
import { EVENT_KINDS, KIND_SLOTS } from './event-kinds.js';
import { INSERT_EVENTS, INSERT_VALUES, MAKE_EVENTS, MAKE_FUNCTIONS, MAKE_POOLS } from './seed-statements.js';

const ACCOUNTS = 5000;
const GUESTS = 20_000;
/** Events that one transaction makes. */
const SLICE = 262_144;

/**
 * A log of `events` events, one every 15 seconds up to now, as the sequencer would have left it: leaves with true digests,
 * values with their salts and owners. Made by sets, since the usual way would take hours.
 */
export async function seedEvents(url: string, events: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT setseed(0.42)');
    await client.query(`SET work_mem = '128MB'`);
    for (const statement of MAKE_FUNCTIONS) await client.query(statement);
    await makePeople(client);
    await makeKinds(client);
    for (const statement of MAKE_POOLS) await client.query(statement);
    await client.query('ANALYZE people, kinds, addresses, agents');
    await client.query('SELECT audit_make_room($1)', [events]);
    await withoutIndexes(client, async () => {
      for (let low = 0; low < events; low += SLICE)
        await fillSlice(client, events, low, Math.min(low + SLICE, events));
    });
    for (const table of ['audit_events', 'audit_values', 'audit_pseudonyms', 'audit_spans', 'audit_tree']) {
      await client.query(`VACUUM (ANALYZE) ${table}`);
    }
  } finally {
    await client.end();
  }
}

/** Numbers `low` to `high` - 1, with their spans and their part of the tree. */
async function fillSlice(client: pg.Client, events: number, low: number, high: number): Promise<void> {
  await client.query('BEGIN');
  await client.query(MAKE_EVENTS, [events, ACCOUNTS, GUESTS, low + 1, high]);
  await client.query('ANALYZE made');
  await client.query(INSERT_EVENTS);
  await client.query(INSERT_VALUES);
  await client.query(
    `INSERT INTO audit_spans AS s
     SELECT seq / 1000, min(at), max(at), min(id::text COLLATE "C")::uuid, max(id::text COLLATE "C")::uuid
     FROM made GROUP BY 1
     ON CONFLICT (block) DO UPDATE SET latest = excluded.latest, greatest_id = excluded.greatest_id`,
  );
  await client.query('SELECT audit_extend($1, $2)', [low, high]);
  await client.query('COMMIT');
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
  await client.query(`SET maintenance_work_mem = '512MB'`);
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
    `CREATE TEMP TABLE people AS
     SELECT p.*, email, pg_temp.digest(salt, 'email', email) AS digest,
            CASE kind WHEN 'request' THEN 'R-' || upper(substr(md5(place::text), 1, 4)) || '-' || lpad(place::text, 6, '0') END
              AS reference
     FROM (SELECT id, kind, row_number() OVER (PARTITION BY kind ORDER BY id)::integer AS place, pg_temp.salt() AS salt
           FROM audit_pseudonyms) p,
       LATERAL (SELECT kind || place || '@mail.example' AS email) e`,
  );
}

/** Every kind of event has as many of a thousand slots as its share. */
async function makeKinds(client: pg.Client): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE kinds AS
     SELECT row_number() OVER () - 1 AS slot, k.*
     FROM jsonb_to_recordset($1) AS k (action text, outcome text, "actorType" text, about text, share integer, detail text),
       generate_series(1, k.share)`,
    [JSON.stringify(EVENT_KINDS)],
  );
  const { rows } = await client.query<{ slots: number }>('SELECT count(*)::int AS slots FROM kinds');
  if (rows[0]?.slots !== KIND_SLOTS) throw new Error(`The kinds of events do not fill ${KIND_SLOTS} slots.`);
}
