import { answer, setting } from '../child.js';
import { openPortal } from './bench-app.js';
import { fillSite, type SiteSize } from './fill-site.js';

/** Fills the site around a log that is filled already. */
async function run(): Promise<void> {
  const { app } = await openPortal();
  await fillSite(app, setting('BENCH_DATABASE_URL'), JSON.parse(setting('BENCH_SITE')) as SiteSize);
  await app.close();
  answer({});
}

await run();
