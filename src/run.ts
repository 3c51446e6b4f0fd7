import { type NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import { FirstAdmin } from './accounts/first-admin.js';
import { createApp, startApp, stopApp } from './app.js';
import { type Config, ConfigProblems, readConfig } from './platform/config/config.js';
import { dropAddress, noteAddress } from './platform/config/served-address.js';
import { openDatabase } from './platform/database/database.js';
import { refuseWrongDatabase } from './platform/database/instance-kind.js';
import { migrateSchema } from './platform/database/schema.js';
import { REGIME_CODES } from './policy/regimes.js';
import { LASTS } from './policy/written.js';

export interface RunOptions {
  readonly demo: boolean;
  /** Settings that stand where the environment says nothing. */
  readonly defaults?: NodeJS.ProcessEnv;
  /** Called with the built portal before it serves. */
  readonly prepare?: (app: NestExpressApplication) => Promise<void>;
  /** Called once it serves. */
  readonly ready?: (config: Config, port: number | undefined, app: NestExpressApplication) => Promise<void>;
}

/** A process of the portal from start to end: reads the settings, opens the database, serves, and drains on a signal. */
export async function run(options: RunOptions): Promise<void> {
  try {
    await serve(options);
  } catch (error) {
    if (error instanceof ConfigProblems) process.stderr.write(`${error.problems.join('\n')}\n`);
    else process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function serve(options: RunOptions): Promise<void> {
  const config = readConfig({ ...options.defaults, ...process.env }, REGIME_CODES, options.demo);
  const log = pino({ level: config.logLevel, base: undefined });
  const database = await openDatabase(config, (line) => log.info({ room: 'database' }, line));
  try {
    await migrateSchema(database.ownerUrl, database.appUrl);
    await refuseWrongDatabase(config, database);
    const app = await createApp(config, database);
    try {
      await options.prepare?.(app);
      const port = await startApp(app, config);
      noteAddress(config);
      try {
        if (options.ready) await options.ready(config, port, app);
        else log.info({ role: config.role, port }, 'ready');
        if (!options.demo && config.role !== 'worker') await offerFirstAdmin(app, config);
        await signalToEnd();
        log.info('draining');
      } finally {
        dropAddress(config);
      }
    } finally {
      await stopApp(app);
    }
  } finally {
    await database.stop();
  }
}

/** Beside the log, not in it: whoever reads the logs later has no use for the link. */
async function offerFirstAdmin(app: NestExpressApplication, config: Config): Promise<void> {
  const token = await app.get(FirstAdmin).offer();
  if (token === undefined) return;
  process.stdout.write(
    `There is no admin yet. Make the first one, within ${LASTS.firstAdminLink}, at\n${config.baseUrl}/first-admin/${token}\n`,
  );
}

/** Resolves with the first SIGTERM or SIGINT; a second one ends the process at once. */
function signalToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        resolve();
        process.once(signal, () => process.exit(1));
      });
    }
  });
}
