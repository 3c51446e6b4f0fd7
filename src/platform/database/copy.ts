import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Readable } from 'node:stream';

/** How a copy comes out beside its format. */
export interface CopyOptions {
  /** False for CSV that goes on after a heading that was written before. */
  readonly heading?: boolean;
  /** Bytes that are kept for a reader who is not there yet; more makes the database wait. As many as Node keeps unless given. */
  readonly ahead?: number;
}

/**
 * Streams `COPY (select) TO STDOUT` on a connection that the caller holds inside a transaction.
 * `COPY` takes no parameters, so values go in by `set_config` (see `setLocals`) and are read by `current_setting`.
 * After the stream failed or was destroyed the connection hangs: release it with `true`.
 */
export function copyOut(
  client: pg.ClientBase,
  select: string,
  format: 'json' | 'csv',
  { heading = true, ahead }: CopyOptions = {},
): Readable {
  // JSON text has no tab, newline or backslash problem only in csv mode with quoting switched off by unused bytes.
  const options =
    format === 'csv'
      ? `(FORMAT csv, HEADER ${heading})`
      : `(FORMAT csv, QUOTE E'\\x01', ESCAPE E'\\x01', DELIMITER E'\\x02')`;
  const kept = ahead === undefined ? undefined : { highWaterMark: ahead };
  return client.query(copyTo(`COPY (${select}) TO STDOUT ${options}`, kept));
}

/** Sets transaction-local settings, such as `athar.person`, that a COPY statement reads. */
export async function setLocals(
  client: pg.ClientBase,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const names = Object.keys(settings);
  if (names.length === 0) return;
  const calls = names.map((_, index) => `set_config($${index * 2 + 1}, $${index * 2 + 2}, true)`);
  await client.query(
    `SELECT ${calls.join(', ')}`,
    names.flatMap((name) => [name, settings[name]]),
  );
}
