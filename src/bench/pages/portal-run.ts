import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import pg from 'pg';
import { startApp, stopApp } from '../../app.js';
import { openPortal } from './bench-app.js';
import { type Measured } from './portal-process.js';

let statements = 0;

/** Every statement of this process goes through here, whichever pool its connection is of. */
function countStatements(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its connection
  const query = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => unknown;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...given: unknown[]): unknown {
      statements += 1;
      return query.apply(this, given);
    },
  });
}

/** Tells the parent of each answer. Calls come one after the other, so what is counted between belongs to one. */
function measure(server: Server): void {
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    const before = statements;
    const started = performance.now();
    response.once('finish', () => {
      const measured: Measured = {
        milliseconds: performance.now() - started,
        queries: statements - before,
      };
      process.send?.(measured);
    });
  });
}

/** Serves the portal over HTTP until the parent has seen enough. */
async function run(): Promise<void> {
  countStatements();
  const { app, config } = await openPortal();
  const port = await startApp(app, config);
  measure(app.getHttpServer());
  process.once('message', () => void stopApp(app).then(() => process.disconnect()));
  process.send?.({ port });
}

await run();
