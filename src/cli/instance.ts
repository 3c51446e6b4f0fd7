import { type NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import { createApp } from '../app.js';
import { DEMO_SETTINGS } from '../demo/demo-settings.js';
import { type Config, readConfig } from '../platform/config/config.js';
import { type Database, openDatabase } from '../platform/database/database.js';
import { isRunning } from '../platform/database/embedded/embedded.js';
import { refuseWrongDatabase } from '../platform/database/instance-kind.js';
import { migrateSchema } from '../platform/database/schema.js';
import { REGIME_CODES } from '../policy/regimes.js';

/**
 * Runs an operator's command on the portal: beside the server where one runs, else on a database started for the
 * command's own time. Log lines go to standard error, so that standard output holds the answer alone.
 */
export async function withInstance(
  work: (app: NestExpressApplication, config: Config, database: Database) => Promise<void>,
): Promise<void> {
  const config = await settings();
  const log = pino({ level: 'error', base: undefined }, pino.destination(2));
  const database = await openDatabase(config);
  try {
    await migrateSchema(database.ownerUrl, database.appUrl);
    await refuseWrongDatabase(config, database);
    const app = await createApp(config, database, { log });
    try {
      await work(app, config, database);
    } finally {
      await app.close();
    }
  } finally {
    await database.stop();
  }
}

/** The settings of the instance meant: the one that the environment names, else a running demo of this checkout. */
async function settings(): Promise<Config> {
  const named = process.env.DATABASE_URL ?? process.env.ATHAR_DATA_DIR;
  const demo = readConfig({ ...DEMO_SETTINGS, ...process.env }, REGIME_CODES, true);
  if (named === undefined && (await isRunning(demo.dataDir))) return demo;
  return readConfig(process.env, REGIME_CODES);
}
