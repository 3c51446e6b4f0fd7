import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { type Agent, TestApp } from '../../support/app.js';
import { mapOf } from '../sources/map-of.js';
import { type RemoteDatabase, type StartRemote } from './remote-database.js';

const address = { by: 'address', column: 'email' };

export function shopMap(): DataMap {
  const map = mapOf(
    {
      id: 'customers',
      leads: [address],
      learns: [{ identifier: 'customer', column: 'id' }],
      fields: ['email', 'name'],
      category: 'contact',
      erase: { action: 'delete' },
    },
    {
      id: 'orders',
      leads: [{ by: 'identifier', column: 'customer', identifier: 'customer' }],
      fields: [
        { name: 'note', column: 'note', erase: { constant: '' } },
        { name: 'total', column: 'total', category: 'behaviour' },
      ],
      date: 'at',
      article: 'article',
      erase: { action: 'clear', unlink: ['customer'] },
    },
    {
      id: 'letters',
      leads: [address],
      fields: ['email', 'text'],
      date: 'at',
      erase: { action: 'delete' },
    },
  );
  const where = [{ column: 'name', equals: 'site' }];
  const notMapped = [{ table: 'settings', columns: ['name'], reason: 'Names of settings.' }];
  return { ...map, notMapped, site: { table: 'settings', column: 'value', where } };
}

/** A portal, and beside it a shop in a database of its own in which the portal may erase. */
export class RemoteShop {
  private constructor(
    readonly portal: TestApp,
    readonly database: RemoteDatabase,
    private readonly folder: string,
  ) {}

  static async start(
    startRemote: StartRemote,
    settings: NodeJS.ProcessEnv = {},
    more: readonly object[] = [],
  ): Promise<RemoteShop> {
    const database = await startRemote();
    const folder = mkdtempSync(join(tmpdir(), 'athar-shop-'));
    const { url, writeUrl, kind } = database;
    const { schema, ...map } = shopMap();
    // JSON is YAML. A database of MariaDB has no schemas.
    writeFileSync(join(folder, 'shop.yaml'), JSON.stringify(kind === 'mariadb' ? map : { ...map, schema }));
    const sources = [{ id: 'shop', map: './shop.yaml', url, writeUrl, mode: 'erase' }, ...more];
    writeFileSync(join(folder, 'sources.yaml'), JSON.stringify({ sources }));
    const portal = await TestApp.start({
      ATHAR_ROLE: 'web',
      ATHAR_COOLING_OFF: 'PT0S',
      ATHAR_HOLD_RELEASE_DELAY: 'PT0S',
      ATHAR_SOURCES: join(folder, 'sources.yaml'),
      ...settings,
    });
    await portal.account('admin', 'first');
    await portal.account('admin', 'second');
    return new RemoteShop(portal, database, folder);
  }

  async stop(): Promise<void> {
    await this.portal.stop();
    await this.database.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Rows of a statement in the shop, each as its columns. */
  all(statement: string, ...values: readonly unknown[]): Promise<(string | null)[][]> {
    return this.database.all(statement, ...values);
  }

  /** A member of the site with orders in the shop, a letter and, beside, orders of somebody else. */
  async customer(username: string, orders = 3): Promise<void> {
    await this.portal.account('member', username);
    const emails = [`${username}@readers.example`, `other-${username}@elsewhere.example`];
    await this.all(
      `INSERT INTO shop.letters (email, text, at) VALUES (?, 'dear shop', '2026-01-01')`,
      emails[0],
    );
    for (const email of emails) {
      await this.all('INSERT INTO shop.customers (email, name) VALUES (?, ?)', email, username);
      for (let n = 1; n <= orders; n += 1) {
        await this.all(
          `INSERT INTO shop.orders (customer, note, total, article, at)
           SELECT id, ?, ${n}, 'article ${n}', '2026-${String(n + 1).padStart(2, '0')}-01' FROM shop.customers WHERE email = ?`,
          `${username} ${n}`,
          email,
        );
      }
    }
  }

  /** Notes of the person's orders that are not erased, in order. */
  async notes(username: string): Promise<(string | null)[]> {
    const rows = await this.all(
      `SELECT note FROM shop.orders WHERE note LIKE ? AND customer IN (
         SELECT min(customer) FROM shop.orders WHERE note LIKE ?) ORDER BY id`,
      `${username} %`,
      `${username} %`,
    );
    return rows.flat();
  }

  async admin(username: 'first' | 'second' = 'first'): Promise<Agent> {
    return this.portal.signIn(username);
  }

  /** @returns the reference of an erasure that two admins approved and nobody ran */
  async approved(username: string): Promise<string> {
    const agent = await this.portal.signIn(username);
    const { body } = await agent.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
    const { reference } = body as { reference: string };
    await this.work();
    for (const admin of ['first', 'second'] as const) {
      const official = await this.admin(admin);
      await official.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
    }
    return reference;
  }

  async work(): Promise<void> {
    await this.portal.app.get(JobWorker).runUntilIdle();
  }

  /** What waits for its next try may run now; tasks of workers that are gone as well. */
  async retry(): Promise<void> {
    await this.portal.sql.query(
      `UPDATE tasks SET run_at = now() WHERE state = 'waiting' AND name IN ('request.erase', 'hold.force')`,
    );
    await this.portal.sql.query(
      `UPDATE tasks SET lease_until = now() - interval '1 minute' WHERE state = 'running'`,
    );
    await this.work();
  }

  async case(reference: string): Promise<{ state: string; failure: unknown }> {
    const official = await this.admin();
    const { body } = await official.get(`/api/v1/admin/requests/${reference}`).expect(200);
    return body as { state: string; failure: unknown };
  }

  /** Rows that the erasure has counted in the shop, by collection: those deleted and those cleared. */
  async counted(reference: string): Promise<Record<string, readonly [number, number]>> {
    const rows = await this.portal.sql.query<{ collection: string; deleted: number; cleared: number }[]>(
      `SELECT collection, deleted::int, cleared::int FROM erasure_counts c JOIN erasures e ON e.id = c.erasure_id
       JOIN requests r ON r.id = e.request_id WHERE r.reference = $1 AND source = 'shop' ORDER BY collection`,
      [reference],
    );
    return Object.fromEntries(
      rows.map(({ collection, deleted, cleared }) => [collection, [deleted, cleared] as const]),
    );
  }

  /** The same as the log has it. */
  async logged(reference: string): Promise<Record<string, readonly [number, number]>> {
    await this.portal.settleLog();
    const rows = await this.portal.sql.query<{ collection: string; deleted: number; cleared: number }[]>(
      `SELECT detail ->> 'collection' AS collection, sum((detail ->> 'deleted')::int)::int AS deleted,
              sum((detail ->> 'cleared')::int)::int AS cleared
       FROM audit_events WHERE reference = $1 AND action = 'erasure.executed' AND detail ->> 'source' = 'shop'
       GROUP BY 1 ORDER BY 1`,
      [reference],
    );
    return Object.fromEntries(
      rows.map(({ collection, deleted, cleared }) => [collection, [deleted, cleared] as const]),
    );
  }

  async openBatches(): Promise<number> {
    const [row] = await this.portal.sql.query<{ count: number }[]>('SELECT count(*)::int FROM erase_batches');
    return row?.count ?? 0;
  }
}

/** What is erased of one customer of three orders. */
export const ALL = { customers: [1, 0], letters: [1, 0], orders: [0, 3] };
