import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { inject } from 'vitest';
import { SnakeNaming } from '../../src/platform/database/snake-naming.js';

/** The PostgreSQL of this run, made by the global set-up. */
export interface TestServer {
  /** As a superuser. */
  readonly adminUrl: string;
  readonly ownerRole: string;
  readonly appRole: string;
  readonly template: string;
}

/** An empty database of a test file's own, with the whole schema. */
export interface TestDatabase {
  readonly name: string;
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** As a superuser, who may look at everything. */
  readonly adminUrl: string;
  drop(): Promise<void>;
}

/** Copies the migrated template. Drop it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('server');
  const name = `athar_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `CREATE DATABASE ${name} TEMPLATE ${server.template} OWNER ${server.ownerRole}`);
  const url = (role?: string) => {
    const made = new URL(server.adminUrl);
    made.pathname = `/${name}`;
    if (role !== undefined) [made.username, made.password] = [role, 'test'];
    return made.href;
  };
  return {
    name,
    appUrl: url(server.appRole),
    ownerUrl: url(server.ownerRole),
    adminUrl: url(),
    drop: () => asAdmin(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** A TypeORM connection of the app role without entities, for tests of a room that needs a manager only. */
export async function connectTestDatabase(
  url: string,
  entities: readonly (new () => object)[] = [],
): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities: [...entities],
    namingStrategy: new SnakeNaming(),
  });
  return source.initialize();
}

/** Runs `work` in a transaction and undoes it. */
export async function rolledBack(
  source: DataSource,
  work: (manager: EntityManager) => Promise<void>,
): Promise<void> {
  const undo = new Error('undo');
  try {
    await source.transaction(async (manager) => {
      await work(manager);
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
}

async function asAdmin(server: TestServer, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
