import pg from 'pg';
import { type Receipt } from '../../../src/erasures/receipt.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { type Agent, TestApp } from '../../support/app.js';
import { tokenIn } from '../../support/mail-sink.js';

/** A portal without a waiting time, whose worker runs when a test says so, and an office of two admins. */
export class ErasureOffice {
  private constructor(
    readonly portal: TestApp,
    readonly admins: readonly [Agent, Agent],
  ) {}

  static async open(): Promise<ErasureOffice> {
    const portal = await TestApp.start({
      ATHAR_ROLE: 'web',
      ATHAR_COOLING_OFF: 'PT0S',
      ATHAR_HOLD_RELEASE_DELAY: 'PT0S',
    });
    await portal.account('admin', 'first');
    await portal.account('admin', 'second');
    await portal.sql.query(
      `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 't', 'b', now())`,
    );
    return new ErasureOffice(portal, [await portal.signIn('first'), await portal.signIn('second')]);
  }

  close(): Promise<void> {
    return this.portal.stop();
  }

  rows<Row = Record<string, unknown>>(sql: string, ...parameters: unknown[]): Promise<Row[]> {
    return this.portal.sql.query(sql, parameters);
  }

  /** A member who wrote so many comments: `words 1 of <username>` and so on. */
  async member(username: string, comments: number): Promise<Agent> {
    await this.portal.account('member', username);
    await this.rows(
      `INSERT INTO comments (article_id, account_id, author_name, author_email, body, status, created_at)
       SELECT r.id, a.id, a.username, a.email, 'words ' || n || ' of ' || a.username, 'approved', now()
       FROM articles r, accounts a, generate_series(1, $2::int) n WHERE a.username = $1`,
      username,
      comments,
    );
    return this.portal.signIn(username);
  }

  async comment(agent: Agent, body: string, guest: object = {}): Promise<void> {
    await agent
      .post('/api/v1/articles/port/comments')
      .send({ body, ...guest })
      .expect(201);
  }

  async comments(like: string): Promise<string[]> {
    const rows = await this.rows<{ body: string }>(
      'SELECT body FROM comments WHERE body LIKE $1 ORDER BY body',
      like,
    );
    return rows.map(({ body }) => body);
  }

  async ask(agent: Agent, form: object = {}): Promise<string> {
    const { body } = await agent
      .post('/api/v1/requests')
      .send({ kind: 'erasure', ...form })
      .expect(201);
    return body.reference as string;
  }

  /** A guest's request, confirmed by the link in the mail. */
  async askAsGuest(email: string, form: object = {}): Promise<string> {
    const guest = this.portal.visitor();
    const { body } = await guest
      .post('/api/v1/requests')
      .send({ kind: 'erasure', email, ...form })
      .expect(202);
    await this.work();
    const token = tokenIn(await this.portal.mail.take(email, body.reference), '/requests/confirm');
    await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
    return body.reference as string;
  }

  async approve(reference: string): Promise<void> {
    for (const admin of this.admins)
      await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
  }

  /** Runs what is due, tries of failed tasks included. */
  async work(): Promise<void> {
    await this.rows(`UPDATE tasks SET run_at = now() WHERE state = 'waiting' AND name LIKE 'request.%'`);
    await this.run();
  }

  /** Runs what is due by itself. */
  async run(): Promise<void> {
    await this.portal.app.get(JobWorker).runUntilIdle();
  }

  async state(reference: string): Promise<string> {
    const { body } = await this.admins[0].get(`/api/v1/admin/requests/${reference}`).expect(200);
    return body.state as string;
  }

  async hold(scope: object, visibility = 'open'): Promise<string> {
    const { body } = await this.admins[0]
      .post('/api/v1/admin/holds')
      .send({
        matter: 'A case',
        purpose: 'legal',
        citation: 'Order 1',
        scope,
        reviewOn: '2031-01-01',
        visibility,
      })
      .expect(201);
    return body.id as string;
  }

  async release(id: string): Promise<void> {
    for (const admin of this.admins)
      await admin.post(`/api/v1/admin/holds/${id}/release`).send({ reason: 'over' }).expect(200);
    await this.work();
  }

  /** The person's receipt. */
  async told(reference: string): Promise<Receipt> {
    const [row] = await this.rows<{ body: string }>(
      `SELECT body FROM receipts p JOIN requests r ON r.id = p.request_id
       WHERE r.reference = $1 AND p.audience = 'person'`,
      reference,
    );
    return JSON.parse(row?.body ?? '') as Receipt;
  }

  /** Lines of what is erased in the office's receipt, `collection action count`. */
  async erased(reference: string): Promise<string[]> {
    const [row] = await this.rows<{ body: string }>(
      `SELECT body FROM receipts p JOIN requests r ON r.id = p.request_id
       WHERE r.reference = $1 AND p.audience = 'office'`,
      reference,
    );
    const { erased } = JSON.parse(row?.body ?? '{"erased":[]}') as {
      erased: { collection: string; action: string; count: number }[];
    };
    return erased.map(({ collection, action, count }) => `${collection} ${action} ${count}`);
  }

  /** Lets every such statement fail until the answer is called: a run breaks off there. */
  async breaking(when: string): Promise<() => Promise<void>> {
    const server = new pg.Client({ connectionString: this.portal.database.adminUrl });
    await server.connect();
    await server.query(`
      CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken off'; END $$;
      CREATE TRIGGER broken BEFORE ${when} EXECUTE FUNCTION broken()`);
    return async () => {
      await server.query('DROP FUNCTION broken CASCADE');
      await server.end();
    };
  }
}
