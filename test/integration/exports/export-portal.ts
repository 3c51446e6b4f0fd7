import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Response } from 'supertest';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { type Failure, failureText } from '../../../src/requests/failure.js';
import { type Agent, TestApp } from '../../support/app.js';

/** A portal whose jobs run when a test says so, with a member, an admin and another member. */
export class ExportPortal {
  private member?: Agent;
  private admin?: Agent;

  private constructor(readonly app: TestApp) {}

  static async start(): Promise<ExportPortal> {
    const app = await TestApp.start({ ATHAR_ROLE: 'web' });
    await app.account('member', 'rachid');
    await app.account('member', 'salma');
    await app.account('admin', 'nadia');
    return new ExportPortal(app);
  }

  signIn(username: string): Promise<Agent> {
    return this.app.signIn(username);
  }

  /** An export of rachid's, approved; its job waits. */
  async approved(): Promise<ExportCase> {
    this.member ??= await this.signIn('rachid');
    this.admin ??= await this.signIn('nadia');
    const { member, admin } = this;
    const { body } = await member.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    const { reference } = body as { reference: string };
    await admin.post(`/api/v1/admin/requests/${reference}/approve`).send({}).expect(200);
    const [row] = await this.sql<{ id: string }>('SELECT id FROM requests WHERE reference = $1', [reference]);
    return new ExportCase(this, reference, row?.id ?? '', member, admin);
  }

  async ready(): Promise<ExportCase> {
    const made = await this.approved();
    await this.work();
    return made;
  }

  /** Runs what is due. */
  work(): Promise<void> {
    return this.app.app.get(JobWorker).runUntilIdle();
  }

  /** Runs what is due, and at once what would be tried again later, until nothing waits any more. */
  async workToTheEnd(): Promise<void> {
    for (let tries = 0; tries < 10; tries += 1) {
      await this.work();
      const due = await this.sql(
        `UPDATE tasks SET run_at = now() WHERE state = 'waiting' AND name IN ('request.export', 'request.bundle_discard')
         RETURNING 1`,
      );
      if (due.length === 0) return;
    }
    throw new Error('The jobs never come to an end.');
  }

  async sql<Row = unknown>(statement: string, values: unknown[] = []): Promise<Row[]> {
    const answer = await this.app.sql.query<Row[] | [Row[], number]>(statement, values);
    // TypeORM answers a change by its rows and their number.
    return Array.isArray(answer[0]) ? answer[0] : (answer as Row[]);
  }

  /** The names of all files in the store, unfinished ones too. */
  storedFiles(): string[] {
    const root = join(this.app.dataDir, 'objects');
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);
  }

  /** Actions and details of the log about one request, oldest first. */
  async logged(reference: string): Promise<{ action: string; outcome: string; detail: object }[]> {
    await this.app.settleLog();
    return this.sql('SELECT action, outcome, detail FROM audit_events WHERE reference = $1 ORDER BY seq', [
      reference,
    ]);
  }
}

/** One request, with its person and an admin signed in. */
export class ExportCase {
  constructor(
    private readonly portal: ExportPortal,
    readonly reference: string,
    readonly requestId: string,
    readonly member: Agent,
    readonly admin: Agent,
  ) {}

  get path(): string {
    return `/api/v1/requests/${this.reference}/bundle`;
  }

  async state(): Promise<string> {
    const rows = await this.portal.sql<{ state: string }>('SELECT state FROM requests WHERE id = $1', [
      this.requestId,
    ]);
    return rows[0]?.state ?? '';
  }

  async failure(): Promise<string | null> {
    const rows = await this.portal.sql<{ failure: Failure | null }>(
      'SELECT failure FROM requests WHERE id = $1',
      [this.requestId],
    );
    const why = rows[0]?.failure ?? null;
    return why && failureText('en', why);
  }

  async retry(): Promise<void> {
    await this.admin.post(`/api/v1/admin/requests/${this.reference}/retry`).send({}).expect(200);
  }

  async withdraw(): Promise<void> {
    await this.member.post(`/api/v1/requests/${this.reference}/withdraw`).send({}).expect(200);
  }

  /** Asks for the bundle after a fresh sign-in. */
  async fetch(status: number): Promise<Response> {
    const fresh = await this.portal.signIn('rachid');
    return fresh.get(this.path).expect(status);
  }

  /** The whole bundle as the person gets it. */
  async download(): Promise<Buffer> {
    const fresh = await this.portal.signIn('rachid');
    const { body } = await fresh.get(this.path).buffer(true).parse(binary).expect(200);
    return body as Buffer;
  }
}

/** For supertest: the body as bytes. */
export function binary(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = response as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
