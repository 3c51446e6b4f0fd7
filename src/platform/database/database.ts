import { type Config } from '../config/config.js';
import { type Database } from './database-urls.js';
import { startEmbeddedDatabase } from './embedded/embedded.js';

export type { Database } from './database-urls.js';

/**
 * The operator's own PostgreSQL where DATABASE_URL names one, else the embedded one under the data folder,
 * started here or joined where another process runs it.
 */
export async function openDatabase(config: Config, log?: (line: string) => void): Promise<Database> {
  if (config.databaseUrl !== undefined) {
    const ownerUrl = config.migrationUrl ?? config.databaseUrl;
    return { appUrl: config.databaseUrl, ownerUrl, stop: async () => undefined };
  }
  return startEmbeddedDatabase({ dataDir: config.dataDir, log });
}
