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
  /** Another database with the same contents, byte for byte. Nobody may be connected to this one. */
  copy(): Promise<BenchCopy>;
  stop(): Promise<void>;
}

export interface BenchCopy {
  readonly url: string;
  drop(): Promise<void>;
}

/** A server's database, and who may copy it. */
interface MadeDatabase {
  readonly url: string;
  readonly adminUrl: string;
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
    copy: () => copyOf(made),
    stop: async () => {
      await made.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function embedded(dataDir: string): Promise<MadeDatabase> {
  const server = await startEmbeddedDatabase({ dataDir });
  const stop = async () => {
    await server.stop();
    await removeEmbeddedDatabase(dataDir);
  };
  return { url: server.ownerUrl, adminUrl: server.adminUrl, stop };
}

async function onServer(serverUrl: string): Promise<MadeDatabase> {
  const name = freshName();
  await command(serverUrl, `CREATE DATABASE ${name}`);
  return {
    url: urlOf(serverUrl, name),
    adminUrl: serverUrl,
    stop: () => command(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** Copies files, which begins and ends with a checkpoint: what is written to the copy then costs the same each time. */
async function copyOf({ url, adminUrl }: MadeDatabase): Promise<BenchCopy> {
  const name = freshName();
  const { pathname, username } = new URL(url);
  await command(
    adminUrl,
    `CREATE DATABASE ${name} TEMPLATE ${pathname.slice(1)} STRATEGY FILE_COPY OWNER ${pg.escapeIdentifier(decodeURIComponent(username))}`,
  );
  return { url: urlOf(url, name), drop: () => command(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}

function freshName(): string {
  return `athar_bench_${randomBytes(6).toString('hex')}`;
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
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
