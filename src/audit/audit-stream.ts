import { type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { copyOut, setLocals } from '../platform/database/copy.js';
import { type StreamPool } from '../platform/database/stream-pool.js';
import { type Bind } from './audit-conditions.js';
import { type AuditFilter } from './audit-filter.js';
import { csvSelect, jsonSelect } from './audit-select.js';

/** Streams every match of a checked filter by one COPY. The connection returns to the pool when the stream is over. */
export async function streamEvents(
  pool: StreamPool,
  filter: AuditFilter,
  format: 'ndjson' | 'csv',
): Promise<Readable> {
  // Compiling the statement would cost more than it gains on its first rows.
  const settings: Record<string, string> = { jit: 'off' };
  const bind: Bind = (value, type) => {
    const name = `athar.audit_${Object.keys(settings).length}`;
    settings[name] = value;
    return `current_setting('${name}')::${type}`;
  };
  const select = format === 'csv' ? csvSelect(filter, bind) : jsonSelect(filter, bind);
  const client = await pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await setLocals(client, settings);
    const events = copyOut(client, select, format === 'csv' ? 'csv' : 'json');
    finished(events, { writable: false })
      .then(() => client.query('COMMIT'))
      .then(
        () => client.release(),
        // An interrupted COPY leaves its connection unusable; whoever reads the stream learns of the failure there.
        () => client.release(true),
      );
    return events;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
