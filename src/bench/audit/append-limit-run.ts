import pg from 'pg';
import { v7 as timeOrderedUuid } from 'uuid';
import { answer, setting } from '../child.js';

/** A queue row and its values as AuditLog wrote them. */
interface Written {
  readonly body: string;
  readonly fields: readonly string[];
  readonly values: readonly string[];
  readonly salts: readonly Buffer[];
  readonly owners: readonly (string | null)[];
}

/** The limit: the rows of events that were appended before, under new ids, by plain INSERTs of as many connections. */
async function run(): Promise<void> {
  const writers = Number(setting('BENCH_WRITERS'));
  const clients = Array.from(
    { length: writers },
    () => new pg.Client({ connectionString: setting('BENCH_DATABASE_URL') }),
  );
  await Promise.all(clients.map((client) => client.connect()));
  const [first] = clients;
  const rows = first === undefined ? [] : await written(first);
  const started = performance.now();
  const until = started + Number(setting('BENCH_SECONDS')) * 1000;
  const counts = await Promise.all(
    clients.map(async (client, writer) => {
      let events = 0;
      for (; performance.now() < until; events += 1) {
        const row = rows[(writer * 131 + events) % rows.length];
        if (row === undefined) throw new Error('Nothing was appended before.');
        await insert(client, row);
      }
      return events;
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  answer({ events: counts.reduce((sum, count) => sum + count, 0), seconds });
}

async function insert(client: pg.Client, { body, fields, values, salts, owners }: Written): Promise<void> {
  const id = timeOrderedUuid();
  await client.query('BEGIN');
  await client.query('INSERT INTO audit_queue (id, body) VALUES ($1, $2)', [id, body]);
  await client.query(
    `INSERT INTO audit_values (event, field, value, ip, salt, owner)
     SELECT $1, field, value, CASE field WHEN 'ip' THEN value::inet END, salt, owner
     FROM unnest($2::text[], $3::text[], $4::bytea[], $5::uuid[]) AS v (field, value, salt, owner)`,
    [id, fields, values, salts, owners],
  );
  await client.query('COMMIT');
}

async function written(client: pg.Client): Promise<Written[]> {
  const { rows } = await client.query<Written>(
    `SELECT substring(e.leaf FROM '^\\{"event":(.*),"seq":[0-9]+,"v":1\\}$') AS body, v.*
     FROM (SELECT * FROM audit_events ORDER BY seq DESC LIMIT 20000) e
       CROSS JOIN LATERAL (SELECT array_agg(field) AS fields, array_agg(value) AS values, array_agg(salt) AS salts,
                                  array_agg(owner) AS owners FROM audit_values WHERE event = e.id) v
     WHERE e.action = 'auth.logged_in' AND cardinality(v.fields) = 3 LIMIT 1000`,
  );
  return rows;
}

await run();
