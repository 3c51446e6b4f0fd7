import type pg from 'pg';
import { addAbortSignal, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { copyOut, type CopyOptions, setLocals } from '../platform/database/copy.js';
import { type StreamPool } from '../platform/database/stream-pool.js';
import { type Bind } from './audit-conditions.js';
import { type AuditFilter } from './audit-filter.js';
import { csvSelect, jsonSelect, type Piece } from './audit-select.js';
import { LANE_BYTES, piecesOf, streamPieces } from './stream-lanes.js';
import { type Routes } from './value-match.js';
import { chooseRoutes, type Query } from './value-routes.js';
import { allowTime, joinSnapshot, openSnapshot } from './verify/snapshot.js';
import { WALK } from './walk-settings.js';

/** Without conditions there is nothing to choose. */
const WHOLE_LOG: Routes = { ip: 'events first', q: 'events first' };

/** An export reads far more than a page, so it starts from the values up to a greater number of them. */
const LIKELY_MATCHES = 10_000;

/**
 * Milliseconds. A reader who stands still holds a connection that bundles wait for, and a snapshot that keeps the database from tidying
 * up; the database itself would wait for such a reader for ever. It is to wait as long as this, also where it is set to end
 * transactions that do nothing or take long: a connection that has read its piece does nothing until its turn comes again.
 */
const LONGEST = 3_600_000;

/** What is streamed, and how. */
interface Wanted {
  readonly filter: AuditFilter;
  readonly format: 'ndjson' | 'csv';
  readonly masked: boolean;
}

/**
 * Streams every match of a checked filter by COPY. The connection returns to the pool when the stream is over. The whole log is
 * read on a second one too, where it can be spared.
 */
export async function streamEvents(
  pool: StreamPool,
  filter: AuditFilter,
  format: 'ndjson' | 'csv',
  { longest = LONGEST, masked = false }: { readonly longest?: number; readonly masked?: boolean } = {},
): Promise<Readable> {
  const held = [quiet(await pool.connect())];
  try {
    const whole = Object.values(filter).every((part) => part === undefined);
    const spare = whole ? await pool.connectSpare() : undefined;
    if (spare !== undefined) held.push(quiet(spare));
    const events = await (whole ? streamLog : streamMatches)(held, { filter, format, masked });
    addAbortSignal(AbortSignal.timeout(longest), events);
    finished(events, { writable: false })
      .then(() => Promise.all(held.map((client) => client.query('COMMIT'))))
      .then(
        () => release(held, false),
        // An interrupted COPY leaves its connection unusable; whoever reads the stream learns of the failure there.
        () => release(held, true),
      );
    return events;
  } catch (error) {
    release(held, true);
    throw error;
  }
}

/** Every event, in pieces that each connection reads in turn. */
async function streamLog(clients: readonly pg.PoolClient[], wanted: Wanted): Promise<Readable> {
  const [first, ...others] = clients;
  if (first === undefined) throw new Error('There is no connection.');
  const snapshot = await openSnapshot(first);
  for (const other of others) await joinSnapshot(other, snapshot);
  for (const client of clients) await begun(client);
  const { rows } = await first.query<Piece>(
    `SELECT coalesce(min(seq), 0)::float8 AS from, coalesce(max(seq) + 1, 0)::float8 AS before FROM audit_events`,
  );
  const pieces = piecesOf(rows[0] ?? { from: 0, before: 0 });
  return streamPieces(clients, pieces, (client, piece) =>
    copyPiece(client, wanted, WHOLE_LOG, { piece, heading: piece === pieces[0], ahead: LANE_BYTES }),
  );
}

/** Every match, by one statement. */
async function streamMatches([client]: readonly pg.PoolClient[], wanted: Wanted): Promise<Readable> {
  if (client === undefined) throw new Error('There is no connection.');
  await client.query('BEGIN READ ONLY');
  await begun(client);
  return copyPiece(client, wanted, await chooseRoutes(rowsOf(client), wanted.filter, LIKELY_MATCHES));
}

async function begun(client: pg.ClientBase): Promise<void> {
  await allowTime(client, LONGEST);
  await setLocals(client, WALK);
}

async function copyPiece(
  client: pg.ClientBase,
  { filter, format, masked }: Wanted,
  routes: Routes,
  { piece, ...options }: CopyOptions & { readonly piece?: Piece } = {},
): Promise<Readable> {
  const settings: Record<string, string> = {};
  const bind: Bind = (value, type) => {
    const name = `athar.audit_${Object.keys(settings).length}`;
    settings[name] = value;
    return `current_setting('${name}')::${type}`;
  };
  const select = (format === 'csv' ? csvSelect : jsonSelect)(filter, routes, { bind, masked, piece });
  await setLocals(client, settings);
  return copyOut(client, select, format === 'csv' ? 'csv' : 'json', options);
}

/** A connection that breaks says so twice, to its query and here, where nobody listening would end the process. */
function quiet(client: pg.PoolClient): pg.PoolClient {
  return client.on('error', ignore);
}

function release(clients: readonly pg.PoolClient[], broken: boolean): void {
  for (const client of clients) {
    client.release(broken);
    if (!broken) client.off('error', ignore);
  }
}

function ignore(): void {}

function rowsOf(client: pg.PoolClient): Query {
  return async <Row>(statement: string, values: string[]) =>
    (await client.query<Row & pg.QueryResultRow>(statement, values)).rows;
}
