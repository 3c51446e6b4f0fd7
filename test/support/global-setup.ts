import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type TestProject } from 'vitest/node';
import { startEmbeddedDatabase } from '../../src/platform/database/embedded/embedded.js';
import { removeEmbeddedDatabase } from '../../src/platform/database/embedded/remove.js';
import { migrateSchema } from '../../src/platform/database/schema.js';
import { type TestServer } from './database.js';

declare module 'vitest' {
  export interface ProvidedContext {
    server: TestServer;
  }
}

/**
 * One PostgreSQL for the whole run, with a migrated template that every test file copies: the server DATABASE_URL names
 * (as a superuser), else the embedded one in a folder of its own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = randomBytes(4).toString('hex');
  const dataDir = mkdtempSync(join(tmpdir(), 'athar-test-'));
  // Started as root, the server runs as another user, who must get through to its folder.
  chmodSync(dataDir, 0o711);
  const given = process.env.DATABASE_URL;
  const embedded = given === undefined ? await startEmbeddedDatabase({ dataDir, durable: false }) : undefined;
  const server: TestServer = {
    adminUrl: given ?? embedded?.adminUrl ?? '',
    ownerRole: `athar_test_owner_${run}`,
    appRole: `athar_test_app_${run}`,
    template: `athar_test_template_${run}`,
  };
  await prepare(server);
  project.provide('server', server);
  return async () => {
    await cleanUp(server);
    await embedded?.stop();
    if (embedded !== undefined) await removeEmbeddedDatabase(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
}

async function prepare(server: TestServer): Promise<void> {
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  for (const role of [server.ownerRole, server.appRole]) {
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'test'`);
  }
  await admin.query(`CREATE DATABASE ${server.template} OWNER ${server.ownerRole}`);
  await admin.end();
  await migrateSchema(urlFor(server, server.ownerRole), urlFor(server, server.appRole));
}

async function cleanUp(server: TestServer): Promise<void> {
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  const left = await admin.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE datdba = $1::regrole',
    [server.ownerRole],
  );
  for (const { datname } of left.rows) await admin.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  await admin.query(`DROP ROLE ${server.ownerRole}, ${server.appRole}`);
  await admin.end();
}

function urlFor(server: TestServer, role: string): string {
  const url = new URL(server.adminUrl);
  url.username = role;
  url.password = 'test';
  url.pathname = `/${server.template}`;
  return url.href;
}
