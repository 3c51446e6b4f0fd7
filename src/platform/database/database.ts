import { type Config } from '../config/config.js';
import { startEmbeddedDatabase } from './embedded/embedded.js';

/** How this process reaches PostgreSQL. */
export interface Database {
  /** The role of everyday work. */
  readonly appUrl: string;
  /** The role that owns the schema; equal to `appUrl` where the operator gave one address only. */
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

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
