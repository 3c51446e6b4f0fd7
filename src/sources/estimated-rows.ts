import { asUnavailable } from './sql/failure-sentence.js';
import { rowEstimates } from './sql/row-estimates.js';
import { type SqlSource } from './sql/sql-source.js';

/** Milliseconds for which the database may look its statistics up. */
const LOOKING = 5_000;

/** About how many rows each mapped table has, by table. @throws SourceUnavailable */
export async function estimatedRows(source: SqlSource): Promise<ReadonlyMap<string, number>> {
  const client = await source.connect();
  let broken = true;
  const onLost = () => undefined;
  client.on('error', onLost);
  try {
    await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${LOOKING}`);
    const tables = source.map.collections.map(({ table }) => table);
    const found = await rowEstimates(client, source.map.schema, [...new Set(tables)]);
    await client.query('ROLLBACK');
    broken = false;
    return found;
  } catch (error) {
    throw asUnavailable(source.id, error);
  } finally {
    client.off('error', onLost);
    client.release(broken);
  }
}
