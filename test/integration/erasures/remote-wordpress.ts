import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Receipt } from '../../../src/erasures/receipt.js';
import { Receipts } from '../../../src/erasures/receipts.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { type Agent, TestApp } from '../../support/app.js';
import { MariaDbServer } from '../../support/mariadb-server.js';
import { type MadePerson, type SitePerson } from '../../support/wordpress/site-person.js';
import { readRows, type SiteRows } from '../../support/wordpress/site-rows.js';
import { PREFIX, WordPressSite } from '../../support/wordpress/wordpress-site.js';

/** The rights that the documentation tells operators to give to the user that erases. */
const GRANTS = readFileSync(new URL('../../../docs/wordpress.md', import.meta.url), 'utf8').matchAll(
  /^GRANT ([A-Z, ]+?) +ON blog\.wp_(\w+) +TO 'athar_eraser'/gm,
);

/** What an erasure did to a site. */
export interface SiteErasure {
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

  /** @param people whom the site knows; all but the first have an account at the portal, under their login name */
  static async start(people: readonly SitePerson[]): Promise<RemoteWordPress> {
    const server = await MariaDbServer.start();
    const site = await WordPressSite.start(server, people);
    // WordPress leaves the number of an article that it moves to the trash as it was.
    await site.wrongCounts();
    await site.query(
      `CREATE USER reader IDENTIFIED BY 'r', eraser IDENTIFIED BY 'e'; GRANT SELECT ON site.* TO reader`,
    );
    for (const [, rights, table] of GRANTS) await site.query(`GRANT ${rights} ON $${table} TO eraser`);
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
    for (const { login } of people.slice(1)) await portal.account('member', login);
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

  /** @param more what the hold names beside the person */
  async hold(login: string, more: object): Promise<void> {
    const official = await this.admin();
    const scope = { email: `${login}@readers.example`, source: 'site', ...more };
    const { body } = await official
      .post('/api/v1/admin/holds')
      .send({ matter: 'm', purpose: 'legal', citation: 'c', scope, reviewOn: '2031-01-01' })
      .expect(201);
    if ((body as { inForceAt: string | null }).inForceAt === null) throw new Error('not in force');
  }

  /** Erases one of the people. @returns the whole site before and after, and what the person is told */
  async erase(person: SitePerson, comments: 'delete' | 'detach' = 'delete'): Promise<SiteErasure> {
    const { login } = person;
    const before = await readRows(this.site);
    const reference = await this.erased(login, comments);
    const [{ state, failure }, receipt] = [await this.case(reference), await this.receipt(reference)];
    const made = this.site.made.people[login];
    if (made === undefined) throw new Error('nobody of the site');
    return { person, made, before, after: await readRows(this.site), state, failure, receipt };
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

  private async work(): Promise<void> {
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
}
