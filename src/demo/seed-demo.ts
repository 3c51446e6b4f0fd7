import { type NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { AccountsAdmin } from '../accounts/accounts-admin.js';
import { Passwords } from '../accounts/passwords.js';
import { Clock } from '../platform/clock/clock.js';
import { writeDemoArticle } from './demo-article.js';
import { seedRequests } from './demo-requests.js';
import { DEMO_PASSWORD } from './demo-settings.js';
import { seedSite } from './demo-site.js';

const STAFF = [
  ['admin', 'admin1'],
  ['admin', 'admin2'],
  ['auditor', 'auditor'],
] as const;

/**
 * Fills the demo's database, unless an earlier start did. A start that was cut off begins again where it stopped.
 * @param say takes what is being done, for whoever waits
 */
export async function seedDemo(
  app: NestExpressApplication,
  say: (line: string) => void = () => undefined,
): Promise<void> {
  const database = app.get(DataSource);
  const filled = await database.query<{ site: boolean; requests: boolean }[]>(
    'SELECT EXISTS (SELECT FROM articles) AS site, EXISTS (SELECT FROM requests) AS requests',
  );
  if (filled[0]?.site !== true) {
    say('Filling the demo: articles, members, comments ...');
    await seedSite(database, await app.get(Passwords).hash(DEMO_PASSWORD), app.get(Clock).now());
  }
  for (const [role, username] of STAFF) await makeStaff(app, role, username);
  await writeDemoArticle(app);
  if (filled[0]?.requests === true) return;
  say('Filling the demo: requests, holds, erasures ...');
  await seedRequests(app);
}

async function makeStaff(
  app: NestExpressApplication,
  role: 'admin' | 'auditor',
  username: string,
): Promise<void> {
  const taken = await app
    .get(DataSource)
    .query<unknown[]>('SELECT 1 FROM accounts WHERE username = $1', [username]);
  if (taken.length > 0) return;
  const email = `${username}@office.example.org`;
  await app.get(AccountsAdmin).create({ role, username, email, password: DEMO_PASSWORD, locale: 'ar' });
}
