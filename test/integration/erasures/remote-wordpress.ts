import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountsAdmin } from '../../../src/accounts/accounts-admin.js';
import { vi } from 'vitest';
import { BundleFile } from '../../../src/cli/bundle-file.js';
import { exportTo } from '../../../src/cli/operator-export.js';
import { type Receipt } from '../../../src/erasures/receipt.js';
import { Receipts } from '../../../src/erasures/receipts.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { type Agent, PASSWORD, TestApp } from '../../support/app.js';
import { MariaDbServer } from '../../support/mariadb-server.js';
import { type MadePerson, type SitePerson } from '../../support/wordpress/site-person.js';
import { readRows, type SiteRows } from '../../support/wordpress/site-rows.js';
import { unzip } from '../../support/zip.js';
import { PREFIX, WordPressSite } from '../../support/wordpress/wordpress-site.js';

/** The rights that the documentation tells operators to give to the user that erases: the table, and what may be done. */
const GRANTS = [
  ...readFileSync(new URL('../../../docs/wordpress.md', import.meta.url), 'utf8').matchAll(
    /^GRANT ([A-Z, ]+?) +ON blog\.wp_(\w+) +TO 'athar_eraser'/gm,
  ),
].map(([, rights = '', table = '']) => [table, rights] as const);

const OF_NETWORKS = ['signups', 'registration_log'].map(
  (table) => [table, 'SELECT, UPDATE, DELETE'] as const,
);

/** What an erasure did to a site. */
export interface SiteErasure {
  readonly reference: string;
  readonly person: SitePerson;
  readonly made: MadePerson;
  readonly before: SiteRows;
  readonly after: SiteRows;
  readonly state: string;
  readonly failure: unknown;
  readonly receipt: Receipt;
}

/** A portal, and beside it a WordPress site in which it may erase, by users with no more rights than documented. */
export class RemoteWordPress {
  private constructor(
    readonly portal: TestApp,
    readonly site: WordPressSite,
    private readonly folder: string,
  ) {}

  /**
   * @param others whom the site alone knows; the first answers everybody
   * @param people whom it knows, and who have an account at the portal under their login name and address
   * @param network whether the site is the first of a network
   */
  static async start(
    others: readonly SitePerson[],
    people: readonly SitePerson[],
    network = false,
  ): Promise<RemoteWordPress> {
    const server = await MariaDbServer.start();
    const site = await WordPressSite.start(server, [...others, ...people]);
    // WordPress leaves the number of an article that it moves to the trash as it was.
    await site.wrongCounts();
    if (network) await site.becomeNetwork();
    await site.query(
      `CREATE USER reader IDENTIFIED BY 'r', eraser IDENTIFIED BY 'e'; GRANT SELECT ON site.* TO reader`,
    );
    for (const [table, rights] of [...GRANTS, ...(network ? OF_NETWORKS : [])]) {
      await site.query(`GRANT ${rights} ON $${table} TO eraser`);
    }
    const folder = mkdtempSync(join(tmpdir(), 'athar-wordpress-'));
    const source = {
      ...{ id: 'site', map: 'wordpress', mode: 'erase', url: site.database('reader', 'r') },
      writeUrl: site.database('eraser', 'e'),
      options: { tablePrefix: PREFIX, uploadsDir: site.uploads },
    };
    // JSON is YAML.
    writeFileSync(join(folder, 'sources.yaml'), JSON.stringify({ sources: [source] }));
    const portal = await TestApp.start({
      ATHAR_ROLE: 'web',
      ATHAR_COOLING_OFF: 'PT0S',
      ATHAR_HOLD_RELEASE_DELAY: 'PT0S',
      ATHAR_SOURCES: join(folder, 'sources.yaml'),
    });
    for (const name of ['first', 'second']) await portal.account('admin', name);
    for (const { login: username, email } of people) {
      const account = { role: 'member', username, email, password: PASSWORD, locale: 'en' } as const;
      await portal.app.get(AccountsAdmin).create(account);
    }
    return new RemoteWordPress(portal, site, folder);
  }

  async stop(): Promise<void> {
    await this.portal.stop();
    await this.site.stop();
    await this.site.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  admin(username: 'first' | 'second' = 'first'): Promise<Agent> {
    return this.portal.signIn(username);
  }

  /** @param more what the hold names beside the person @returns its id */
  async hold({ email }: SitePerson, more: object, visibility = 'open'): Promise<string> {
    const official = await this.admin();
    const scope = { email, source: 'site', ...more };
    const { body } = await official
      .post('/api/v1/admin/holds')
      .send({ matter: 'm', purpose: 'legal', citation: 'Order 9', scope, reviewOn: '2031-01-01', visibility })
      .expect(201);
    const { id, inForceAt } = body as { id: string; inForceAt: string | null };
    if (inForceAt === null) throw new Error('not in force');
    return id;
  }

  /** A copy of what the portal knows of one of the people. @returns its files by their paths */
  async copy({ email }: SitePerson): Promise<ReadonlyMap<string, Buffer>> {
    const path = join(this.folder, `${randomUUID()}.zip`);
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await exportTo(this.portal.app, email, await BundleFile.open(path));
    said.mockRestore();
    return unzip(readFileSync(path));
  }

  /** Lets go of what a hold kept. @returns the state in which the erasure is then */
  async released(hold: string, { reference }: SiteErasure): Promise<string> {
    for (const admin of ['first', 'second'] as const) {
      const official = await this.admin(admin);
      await official.post(`/api/v1/admin/holds/${hold}/release`).send({ reason: 'over' }).expect(200);
    }
    await this.work();
    return (await this.case(reference)).state;
  }

  /** Erases one of the people. @returns the whole site before and after, and what the person is told */
  async erase(person: SitePerson, comments: 'delete' | 'detach' = 'delete'): Promise<SiteErasure> {
    const { login } = person;
    const before = await readRows(this.site);
    const reference = await this.erased(login, comments);
    const [{ state, failure }, receipt] = [await this.case(reference), await this.receipt(reference)];
    const made = this.site.made.people[login];
    if (made === undefined) throw new Error('nobody of the site');
    return { reference, person, made, before, after: await readRows(this.site), state, failure, receipt };
  }

  /** @returns the reference of an erasure that was approved and run */
  private async erased(username: string, comments: 'delete' | 'detach' = 'delete'): Promise<string> {
    const agent = await this.portal.signIn(username);
    const { body } = await agent
      .post('/api/v1/requests')
      .send({ kind: 'erasure', scope: { comments } })
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

  private async case(reference: string): Promise<{ state: string; failure: unknown }> {
    const official = await this.admin();
    const { body } = await official.get(`/api/v1/admin/requests/${reference}`).expect(200);
    return body as { state: string; failure: unknown };
  }

  /** As the person gets it. */
  private async receipt(reference: string): Promise<Receipt> {
    const { app, sql } = this.portal;
    const [row] = await sql.query<{ id: string }[]>('SELECT id FROM requests WHERE reference = $1', [
      reference,
    ]);
    const receipt = await app.get(Receipts, { strict: false }).find(sql.manager, row?.id ?? '', 'person');
    if (receipt === undefined) throw new Error('no receipt');
    return receipt;
  }

  /** Files that an erasure of somebody counted as written again, by collection. */
  async stripped({ reference }: SiteErasure): Promise<Record<string, number>> {
    const rows = await this.portal.sql.query<{ collection: string; files: number }[]>(
      `SELECT collection, files_stripped::int AS files FROM erasure_counts c JOIN erasures e ON e.id = c.erasure_id
       JOIN requests r ON r.id = e.request_id WHERE r.reference = $1 AND source = 'site' AND files_stripped > 0`,
      [reference],
    );
    return Object.fromEntries(rows.map(({ collection, files }) => [collection, files]));
  }
}
