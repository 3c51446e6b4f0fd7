import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { type AddressInfo } from 'node:net';
import { type Logger, pino } from 'pino';
import { Registry } from 'prom-client';
import { AppModule } from './app.module.js';
import { AuditSequencer } from './audit/audit-sequencer.js';
import { CheckpointSigner } from './audit/tree/checkpoint-signer.js';
import { LastingRetentions } from './erasures/lasting-retentions.js';
import { Clock } from './platform/clock/clock.js';
import { type Config } from './platform/config/config.js';
import { type Database } from './platform/database/database.js';
import { accessLog } from './platform/http/access-log.js';
import { bodyParsers, LONG } from './platform/http/body-parsers.js';
import { PinoNestLogger } from './platform/http/pino-logger.js';
import { JobWorker } from './platform/jobs/job-worker.js';
import { PolicyVersions } from './policy/policy-versions.js';
import { compressPages, serveAssets } from './web/assets/serve-assets.js';

/** After the signal to end, work under way has so long to finish. */
const DRAIN = 8_000;

export interface AppOptions {
  readonly clock?: Clock;
  /** Where log lines go; standard output unless told otherwise. */
  readonly log?: Logger;
}

/** Where articles are sent to, and by the sign-in again where the session had ended. */
const LONG_TEXTS = ['/admin/articles', '/api/v1/admin/articles', '/login'];

/** Builds the portal on a migrated database. It serves and works only once it is started. */
export async function createApp(
  config: Config,
  database: Database,
  { clock = new Clock(), log = pino({ level: config.logLevel, base: undefined }) }: AppOptions = {},
): Promise<NestExpressApplication> {
  const logger = new PinoNestLogger(log);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.for(config, database, clock), {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
  const proxies = [...config.trustedProxies];
  app.set('trust proxy', proxies.length === 0 ? false : proxies);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(accessLog(app.get(Registry)));
  app.use(secureHeaders(config));
  app.use(LONG_TEXTS, ...bodyParsers(LONG));
  app.use(...bodyParsers());
  app.use(compressPages);
  app.use('/assets', serveAssets);
  app.use(keepNothing);
  await app.init();
  return app;
}

/** Answers are about somebody: no browser shows them after the sign-out, and no proxy keeps them, unless a handler says so. */
function keepNothing(_request: Request, response: Response, next: NextFunction): void {
  response.set('Cache-Control', 'no-store');
  next();
}

/** Nothing but our own files, no inline code, no framing, and no address of a page told to another site: some carry tokens. */
function secureHeaders(config: Config) {
  const own = ["'self'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: own,
        styleSrc: own,
        imgSrc: own,
        fontSrc: own,
        connectSrc: own,
        formAction: own,
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.baseUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    xFrameOptions: { action: 'deny' },
  });
}

/**
 * Publishes the policy that the process keeps to, notes what its data maps keep without an end, and starts what its role asks for.
 * @returns the port it listens on, where it listens
 */
export async function startApp(app: NestExpressApplication, config: Config): Promise<number | undefined> {
  await app.get(PolicyVersions).publish();
  await app.get(LastingRetentions).record();
  if (config.role !== 'web') {
    await app.get(JobWorker).start();
    app.get(AuditSequencer).start();
    app.get(CheckpointSigner).start();
  }
  if (config.role === 'worker') return undefined;
  await app.listen(config.port, config.host);
  return (app.getHttpServer().address() as AddressInfo).port;
}

/** Stops taking calls, lets those under way and the running jobs end, and closes everything, within 10 s. */
export async function stopApp(app: NestExpressApplication): Promise<void> {
  const server = app.getHttpServer();
  const closed = new Promise<void>((resolve) => {
    if (!server.listening) resolve();
    else server.close(() => resolve());
    server.closeIdleConnections();
  });
  const slow = setTimeout(() => server.closeAllConnections(), DRAIN).unref();
  await Promise.all([
    closed,
    app.get(JobWorker).stop(DRAIN),
    app.get(AuditSequencer).stop(),
    app.get(CheckpointSigner).stop(),
  ]);
  clearTimeout(slow);
  await app.close();
}
