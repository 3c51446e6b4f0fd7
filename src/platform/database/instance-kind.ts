import pg from 'pg';
import { type Config } from '../config/config.js';
import { type Database } from './database.js';

/**
 * A demo has known passwords, so a real portal never runs on its database, nor a demo on a real one. The first start
 * writes down which of the two a database is.
 * @throws Error in one sentence where the database is of the other kind
 */
export async function refuseWrongDatabase(config: Config, database: Database): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    const wanted = config.demo ? 'demo' : 'real';
    await client.query('INSERT INTO instance (kind) VALUES ($1) ON CONFLICT DO NOTHING', [wanted]);
    const found = await client.query<{ kind: string }>('SELECT kind FROM instance');
    if (found.rows[0]?.kind === wanted) return;
    throw new Error(
      config.demo
        ? 'This database belongs to a real portal; the demo does not touch it.'
        : 'This database belongs to the demo, whose passwords are known; use another ATHAR_DATA_DIR or DATABASE_URL.',
    );
  } finally {
    await client.end();
  }
}
