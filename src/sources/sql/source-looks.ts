import { type PoolClient } from 'pg';
import { asUnavailable } from '../engine/failure-sentence.js';
import { type LiveSchema } from '../engine/live-schema.js';
import { type Fingerprint } from '../fingerprint.js';
import { type DataMap } from '../map/data-map.js';
import { readLiveSchema } from './live-schema.js';
import { pgFingerprint } from './pg-fingerprint.js';
import { rowEstimates } from './row-estimates.js';

/** Milliseconds for which the database may look its statistics up. */
const LOOKING = 5_000;

/** A source whose database is looked at, whoever its people are. */
export interface LookedAt {
  readonly id: string;
  readonly map: DataMap;
  connect(): Promise<PoolClient>;
}

/** All tables of the map's schema. @throws SourceUnavailable */
export function wholeSchema(source: LookedAt): Promise<LiveSchema> {
  return looked(source, (client) => readLiveSchema(client, source.map.schema));
}

/** About how many rows each mapped table has, by table. @throws SourceUnavailable */
export function estimatedRows(source: LookedAt): Promise<ReadonlyMap<string, number>> {
  return looked(source, async (client) => {
    await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${LOOKING}`);
    const tables = source.map.collections.map(({ table }) => table);
    const found = await rowEstimates(client, source.map.schema, [...new Set(tables)]);
    await client.query('ROLLBACK');
    return found;
  });
}

/** Which database it is. @throws SourceUnavailable */
export function fingerprint(source: LookedAt): Promise<Fingerprint> {
  return looked(source, (client) =>
    pgFingerprint(source.id, source.map, {
      query: async <Row>(sql: string, parameters?: readonly unknown[]) =>
        (await client.query(sql, parameters && [...parameters])).rows as Row[],
    }),
  );
}

async function looked<T>(source: LookedAt, look: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await source.connect();
  let broken = true;
  const onLost = () => undefined;
  client.on('error', onLost);
  try {
    const found = await look(client);
    broken = false;
    return found;
  } catch (error) {
    throw asUnavailable(source.id, error);
  } finally {
    client.off('error', onLost);
    client.release(broken);
  }
}
