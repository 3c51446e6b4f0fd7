import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { type Agent, TestApp } from '../../support/app.js';
import { tokenIn } from '../../support/mail-sink.js';

/** One case, as a test made it. */
export interface Case {
  readonly id: string;
  readonly reference: string;
}

/** A portal whose jobs run when a test says so, with the member rachid and the admin nadia. */
export class RequestPortal {
  private constructor(
    readonly app: TestApp,
    readonly member: Agent,
    readonly admin: Agent,
  ) {}

  static async start(): Promise<RequestPortal> {
    const app = await TestApp.start({ ATHAR_ROLE: 'web' });
    await app.account('member', 'rachid');
    await app.account('admin', 'nadia');
    return new RequestPortal(app, await app.signIn('rachid'), await app.signIn('nadia'));
  }

  /** Runs what is due, mails too. */
  work(): Promise<void> {
    return this.app.app.get(JobWorker).runUntilIdle();
  }

  /** A request of rachid's. */
  async ofMember(kind = 'export', message?: string): Promise<Case> {
    const { body } = await this.member.post('/api/v1/requests').send({ kind, message }).expect(201);
    return this.find(body.reference);
  }

  /** A guest's request that nobody confirmed yet. */
  async unconfirmed(email: string): Promise<Case> {
    const form = { kind: 'export', email, message: 'please' };
    const { body } = await this.app.visitor().post('/api/v1/requests').send(form).expect(202);
    return this.find(body.reference);
  }

  /** A guest's request that was confirmed by the link in the mail. */
  async ofGuest(email: string): Promise<Case> {
    const made = await this.unconfirmed(email);
    const token = await this.linkTo(email, made.reference);
    await this.app.visitor().post('/api/v1/requests/confirm').send({ token }).expect(200);
    return made;
  }

  async askForLink({ reference }: Case, email: string): Promise<void> {
    await this.app.visitor().post(`/api/v1/requests/${reference}/link`).send({ email }).expect(202);
    await this.work();
  }

  /** The token of the mail about this case. */
  async linkTo(email: string, reference: string): Promise<string> {
    await this.work();
    return tokenIn(await this.app.mail.take(email, reference), 'confirm');
  }

  async refuse({ reference }: Case): Promise<void> {
    const form = { ground: 'manifestly_abusive', explanation: 'Asked for every day.' };
    await this.admin.post(`/api/v1/admin/requests/${reference}/refuse`).send(form).expect(200);
  }

  async withdraw({ reference }: Case): Promise<void> {
    await this.member.post(`/api/v1/requests/${reference}/withdraw`).send({}).expect(200);
  }

  async rows<Row = Record<string, unknown>>(statement: string, values: unknown[] = []): Promise<Row[]> {
    const answer = await this.app.sql.query<Row[] | [Row[], number]>(statement, values);
    // TypeORM answers a change by its rows and their number.
    return Array.isArray(answer[0]) ? answer[0] : (answer as Row[]);
  }

  async count(table: string): Promise<number> {
    const [row] = await this.rows<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    return row?.count ?? 0;
  }

  /** Actions and details of the log, oldest first. */
  async logged(action: string): Promise<{ actor_type: string; subject: string | null; detail: object }[]> {
    await this.app.settleLog();
    return this.rows('SELECT actor_type, subject, detail FROM audit_events WHERE action = $1 ORDER BY seq', [
      action,
    ]);
  }

  private async find(reference: string): Promise<Case> {
    const [row] = await this.rows<{ id: string }>('SELECT id FROM requests WHERE reference = $1', [
      reference,
    ]);
    return { id: row?.id ?? '', reference };
  }
}
