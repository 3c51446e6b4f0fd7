import type pg from 'pg';
import { addAbortSignal, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { copyOut, setLocals } from '../platform/database/copy.js';
import { type StreamPool } from '../platform/database/stream-pool.js';
import { type Bind } from './audit-conditions.js';
import { type AuditFilter } from './audit-filter.js';
import { csvSelect, jsonSelect } from './audit-select.js';
import { chooseRoutes, type Query, WALK } from './value-routes.js';

/** An export reads far more than a page, so it starts from the values up to a greater number of them. */
const LIKELY_MATCHES = 10_000;

/**
 * A reader who stands still holds a connection that bundles wait for, and a snapshot that keeps the database from tidying
 * up; the database itself would wait for such a reader for ever.
 */
const LONGEST = 3_600_000;

/** Streams every match of a checked filter by one COPY. The connection returns to the pool when the stream is over. */
export async function streamEvents(
  pool: StreamPool,
  filter: AuditFilter,
  format: 'ndjson' | 'csv',
  { longest = LONGEST, masked = false }: { readonly longest?: number; readonly masked?: boolean } = {},
): Promise<Readable> {
  const client = await pool.connect();
  // A connection that breaks says so twice, to its query and here, where nobody listening would end the process.
  client.on('error', ignore);
  const release = (broken: boolean): void => {
    client.release(broken);
    if (!broken) client.off('error', ignore);
  };
  try {
    await client.query('BEGIN READ ONLY');
    await setLocals(client, WALK);
    const routes = await chooseRoutes(rowsOf(client), filter, LIKELY_MATCHES);
    const settings: Record<string, string> = {};
    const bind: Bind = (value, type) => {
      const name = `athar.audit_${Object.keys(settings).length}`;
      settings[name] = value;
      return `current_setting('${name}')::${type}`;
    };
    const select = (format === 'csv' ? csvSelect : jsonSelect)(filter, routes, bind, masked);
    await setLocals(client, settings);
    const events = copyOut(client, select, format === 'csv' ? 'csv' : 'json');
    addAbortSignal(AbortSignal.timeout(longest), events);
    finished(events, { writable: false })
      .then(() => client.query('COMMIT'))
      .then(
        () => release(false),
        // An interrupted COPY leaves its connection unusable; whoever reads the stream learns of the failure there.
        () => release(true),
      );
    return events;
  } catch (error) {
    release(true);
    throw error;
  }
}

function ignore(): void {}

function rowsOf(client: pg.PoolClient): Query {
  return async <Row>(statement: string, values: string[]) =>
    (await client.query<Row & pg.QueryResultRow>(statement, values)).rows;
}
