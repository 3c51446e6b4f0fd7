import { type NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import { createApp } from '../../app.js';
import { type Config, readConfig } from '../../platform/config/config.js';
import { REGIME_CODES } from '../../policy/regimes.js';
import { setting } from '../child.js';

/** The portal on the benchmark's database, built and not started. Nothing works in the background: pages alone are measured. */
export async function openPortal(): Promise<{
  readonly app: NestExpressApplication;
  readonly config: Config;
}> {
  const url = setting('BENCH_DATABASE_URL');
  const config = readConfig(
    { ATHAR_DATA_DIR: `${setting('BENCH_FOLDER')}/portal`, ATHAR_ROLE: 'web', PORT: '0', LOG_LEVEL: 'error' },
    REGIME_CODES,
  );
  const database = { appUrl: url, ownerUrl: url, stop: async () => undefined };
  return { app: await createApp(config, database, { log: pino({ level: config.logLevel }) }), config };
}
