import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedDatabase } from '../platform/database/embedded/embedded.js';
import { removeEmbeddedDatabase } from '../platform/database/embedded/remove.js';
import { migrateSchema } from '../platform/database/schema.js';

/** A migrated database that goes with the benchmark. */
export interface BenchDatabase {
  readonly url: string;
  /** A folder that goes too. */
  readonly folder: string;
  stop(): Promise<void>;
}

/**
 * A database of its own on the server that DATABASE_URL names, whose role must be allowed to make one; else on an
 * embedded server in a temporary folder. Nothing that was there before is touched.
 */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'athar-bench-'));
  const given = process.env.DATABASE_URL;
  const made = given === undefined || given === '' ? await embedded(folder) : await onServer(given);
  await migrateSchema(made.url, made.url);
  return {
    url: made.url,
    folder,
    stop: async () => {
      await made.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function embedded(dataDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = await startEmbeddedDatabase({ dataDir });
  const stop = async () => {
    await server.stop();
    await removeEmbeddedDatabase(dataDir);
  };
  return { url: server.ownerUrl, stop };
}

async function onServer(serverUrl: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const name = `athar_bench_${randomBytes(6).toString('hex')}`;
  await command(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, stop: () => command(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function command(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
