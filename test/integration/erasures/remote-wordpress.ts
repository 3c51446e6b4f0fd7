import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wordpressTables } from '../../../src/bench/wordpress/wordpress-tables.js';
import { type Receipt } from '../../../src/erasures/receipt.js';
import { Receipts } from '../../../src/erasures/receipts.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { type Agent, TestApp } from '../../support/app.js';
import { type MariaDbServer } from '../../support/mariadb-server.js';
import { personRows, type SitePerson } from '../../support/wordpress-person.js';
import { MariaShop } from '../sources/maria-shop.js';

export const PREFIX = 'w9_';

/** Every row of every table, by `table key`. */
export type SiteRows = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** A portal, and beside it a WordPress site in a MariaDB of its own in which the portal may erase. */
export class RemoteWordPress {
  private constructor(
    readonly portal: TestApp,
    private readonly maria: MariaShop,
    private readonly folder: string,
  ) {}

  /** @param people whose rows the site holds */
  static async start(people: readonly [SitePerson, SitePerson]): Promise<RemoteWordPress> {
    const maria = await MariaShop.start();
    await maria.tables(wordpressTables(PREFIX));
    await maria.fill(personRows(PREFIX, people));
    const { server } = maria;
    await server.query(`
      INSERT INTO ${PREFIX}options (option_name, option_value) VALUES ('siteurl', 'https://news.example');
      CREATE USER reader IDENTIFIED BY 'r', eraser IDENTIFIED BY 'e';
      GRANT SELECT ON shop.* TO reader; GRANT SELECT, UPDATE, DELETE ON shop.* TO eraser`);
    const folder = mkdtempSync(join(tmpdir(), 'athar-wordpress-'));
    mkdirSync(join(folder, 'uploads/2024/01'), { recursive: true });
    const source = {
      ...{ id: 'site', map: 'wordpress', mode: 'erase', url: server.url('shop', 'reader', 'r') },
      writeUrl: server.url('shop', 'eraser', 'e'),
      options: { tablePrefix: PREFIX, uploadsDir: join(folder, 'uploads') },
    };
    // JSON is YAML.
    writeFileSync(join(folder, 'sources.yaml'), JSON.stringify({ sources: [source] }));
    const portal = await TestApp.start({
      ATHAR_ROLE: 'web',
      ATHAR_COOLING_OFF: 'PT0S',
      ATHAR_HOLD_RELEASE_DELAY: 'PT0S',
      ATHAR_SOURCES: join(folder, 'sources.yaml'),
    });
    await portal.account('admin', 'first');
    await portal.account('admin', 'second');
    return new RemoteWordPress(portal, maria, folder);
  }

  async stop(): Promise<void> {
    await this.portal.stop();
    await this.maria.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get uploads(): string {
    return join(this.folder, 'uploads/2024/01');
  }

  get server(): MariaDbServer {
    return this.maria.server;
  }

  /** Statements in the site's database, `$` before each table. */
  async run(text: string): Promise<Record<string, unknown>[]> {
    return this.server.query(`SET sql_mode = ''; ${text.replaceAll('$', `shop.${PREFIX}`)}`);
  }

  async rows(): Promise<SiteRows> {
    const columns = await this.server.query(`
      SELECT TABLE_NAME AS name, GROUP_CONCAT(COLUMN_NAME ORDER BY ORDINAL_POSITION) AS keyed
      FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'shop' AND COLUMN_KEY = 'PRI' GROUP BY 1`);
    const found = new Map<string, Record<string, unknown>>();
    for (const { name, keyed } of columns as { name: string; keyed: string }[]) {
      for (const row of await this.server.query(`SELECT * FROM shop.${name}`)) {
        const key = keyed.split(',').map((column) => String(row[column]));
        found.set([name.slice(PREFIX.length), ...key].join(' '), row);
      }
    }
    return found;
  }

  admin(username: 'first' | 'second' = 'first'): Promise<Agent> {
    return this.portal.signIn(username);
  }

  /** @returns the reference of an erasure that was approved and run */
  async erased(username: string, comments: 'delete' | 'detach' = 'delete'): Promise<string> {
    const agent = await this.portal.signIn(username);
    const { body } = await agent
      .post('/api/v1/requests')
      .send({ kind: 'erasure', ...(comments === 'detach' ? { comments } : {}) })
      .expect(201);
    const { reference } = body as { reference: string };
    await this.work();
    for (const admin of ['first', 'second'] as const) {
      const official = await this.admin(admin);
      const answer = await official.post(`/api/v1/admin/requests/${reference}/approve`);
      if (answer.status !== 200) throw new Error(answer.text);
    }
    await this.work();
    return reference;
  }

  async work(): Promise<void> {
    await this.portal.app.get(JobWorker).runUntilIdle();
  }

  async case(reference: string): Promise<{ state: string; failure: unknown }> {
    const official = await this.admin();
    const { body } = await official.get(`/api/v1/admin/requests/${reference}`).expect(200);
    return body as { state: string; failure: unknown };
  }

  /** As the person gets it. */
  async receipt(reference: string): Promise<Receipt> {
    const { app, sql } = this.portal;
    const [row] = await sql.query<{ id: string }[]>('SELECT id FROM requests WHERE reference = $1', [
      reference,
    ]);
    const receipt = await app.get(Receipts, { strict: false }).find(sql.manager, row?.id ?? '', 'person');
    if (receipt === undefined) throw new Error('no receipt');
    return receipt;
  }

  /** Rows that the erasure has counted, by collection: those deleted and those cleared. */
  async counted(reference: string): Promise<Record<string, readonly [number, number]>> {
    const rows = await this.portal.sql.query<{ collection: string; deleted: number; cleared: number }[]>(
      `SELECT collection, deleted::int, cleared::int FROM erasure_counts c JOIN erasures e ON e.id = c.erasure_id
       JOIN requests r ON r.id = e.request_id WHERE r.reference = $1 AND source = 'site' ORDER BY collection`,
      [reference],
    );
    return Object.fromEntries(
      rows.map(({ collection, deleted, cleared }) => [collection, [deleted, cleared] as const]),
    );
  }
}
