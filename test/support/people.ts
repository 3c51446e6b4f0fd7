import type pg from 'pg';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { type Account, type Role } from '../../src/accounts/account.js';
import { AccountsAdmin } from '../../src/accounts/accounts-admin.js';
import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { AuditMailJournalModule } from '../../src/audit/audit-mail-journal.module.js';
import { AuditModule } from '../../src/audit/audit.module.js';
import { AuthModule } from '../../src/auth/auth.module.js';
import { PersonsModule } from '../../src/persons/persons.module.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { readConfig } from '../../src/platform/config/config.js';
import { JobWorker } from '../../src/platform/jobs/job-worker.js';
import { JobsModule } from '../../src/platform/jobs/jobs.module.js';
import { MailModule } from '../../src/platform/mail/mail.module.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { RequestsOfPeopleModule } from '../../src/requests/all-requests-of-people.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { MailSink, type ReceivedMail, tokenIn } from './mail-sink.js';

/** An event as it waits in the log's queue. */
export interface LoggedEvent {
  readonly action: string;
  readonly outcome: string;
  readonly actor: { readonly type: string; readonly id?: string };
  readonly subject?: string;
  readonly detail: Record<string, unknown>;
  /** The personal values beside the event. */
  readonly values: Record<string, string>;
}

/** A clock that tests move; the database's own goes on as it is. */
export class MovedClock extends Clock {
  private offset = 0;

  override now(): Date {
    return new Date(Date.now() + this.offset);
  }

  advance(milliseconds: number): void {
    this.offset += milliseconds;
  }
}

export const PASSWORD = 'correct horse battery';
export const CALLER = { ip: '198.51.100.7', userAgent: 'Test Browser/1' };

/** The rooms of people (persons, accounts, auth) with what they stand on, and no others. */
export class People {
  private constructor(
    readonly database: TestDatabase,
    readonly mail: MailSink,
    readonly clock: MovedClock,
    readonly module: Type,
    readonly context: INestApplicationContext,
    private readonly dataDir: string,
  ) {}

  static async open(): Promise<People> {
    const database = await createTestDatabase();
    const mail = await MailSink.start();
    const dataDir = mkdtempSync(join(tmpdir(), 'athar-test-people-'));
    const env = {
      DATABASE_URL: database.appUrl,
      ATHAR_DATA_DIR: dataDir,
      BASE_URL: 'http://portal.example',
      SMTP_URL: mail.url,
      MAIL_FROM: 'privacy@site.example',
      ATHAR_SITE_NAME: 'Site Test',
    };
    const clock = new MovedClock();
    const urls = { appUrl: database.appUrl, ownerUrl: database.ownerUrl, stop: async () => undefined };
    @Module({
      imports: [
        PlatformModule.for(readConfig(env, ['MA']), urls, clock),
        JobsModule,
        AuditMailJournalModule,
        MailModule,
        AuditModule,
        PersonsModule,
        RequestsOfPeopleModule,
        AccountsModule,
        AuthModule,
      ],
    })
    class PeopleModule {}
    const context = await NestFactory.createApplicationContext(PeopleModule, {
      logger: false,
      abortOnError: false,
    });
    return new People(database, mail, clock, PeopleModule, context, dataDir);
  }

  get<T>(type: Type<T>): T {
    return this.context.get(type);
  }

  get sql(): DataSource {
    return this.context.get(DataSource);
  }

  /** Runs whatever is due, mails too. */
  async work(): Promise<void> {
    await this.get(JobWorker).runUntilIdle();
  }

  async account(username: string, role: Role = 'member'): Promise<Account> {
    const form = { role, username, email: `${username}@readers.example`, password: PASSWORD } as const;
    return (await this.get(AccountsAdmin).create({ ...form, locale: 'en' })).account;
  }

  /** Runs the work and takes the mail to `to` that has `part` out of the box. */
  async mailTo(to: string, part: string | RegExp = ''): Promise<ReceivedMail> {
    await this.work();
    return this.mail.take(to, part);
  }

  /** The token of such a mail's link under `path`. */
  async tokenTo(to: string, path: string): Promise<string> {
    return tokenIn(await this.mailTo(to, `/${path}/`), path);
  }

  /** How many mails to `to` lie in the box once the work is done. */
  async mailsTo(to: string): Promise<number> {
    await this.work();
    return this.mail.mails.filter((mail) => mail.to.toLowerCase() === to.toLowerCase()).length;
  }

  async count(
    table: 'sessions' | 'api_tokens' | 'registrations' | 'reset_asks' | 'accounts',
  ): Promise<number> {
    const rows = await this.sql.query(`SELECT count(*)::int AS count FROM ${table}`);
    return rows[0].count;
  }

  /** The events of one action, oldest first. */
  async events(action: string): Promise<LoggedEvent[]> {
    const rows = await this.sql.query(
      `SELECT q.body, coalesce(jsonb_object_agg(v.field, v.value) FILTER (WHERE v.field IS NOT NULL), '{}') AS values
       FROM audit_queue q LEFT JOIN audit_values v ON v.event = q.id
       WHERE q.body::jsonb ->> 'action' = $1 GROUP BY q.id, q.position, q.body ORDER BY q.position`,
      [action],
    );
    return rows.map((row: { body: string; values: Record<string, string> }) => ({
      ...JSON.parse(row.body),
      values: row.values,
    }));
  }

  /** The statements that `work` sends to the database, values left out. */
  async statementsOf(work: () => Promise<unknown>): Promise<string[]> {
    const statements: string[] = [];
    const { sql } = this;
    const create = sql.createQueryRunner.bind(sql);
    sql.createQueryRunner = (mode) => {
      const runner = create(mode);
      const connect = runner.connect.bind(runner);
      // Where every statement passes, prepared ones too.
      runner.connect = async () =>
        watched((await connect()) as pg.PoolClient, (text) => statements.push(text));
      return runner;
    };
    try {
      await work();
    } finally {
      sql.createQueryRunner = create;
    }
    return statements;
  }

  async pseudonym(accountId: string): Promise<string | undefined> {
    const rows = await this.sql.query(
      `SELECT id FROM audit_pseudonyms WHERE kind = 'account' AND owner = $1 AND NOT forgotten`,
      [accountId],
    );
    return rows[0]?.id;
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.mail.stop();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** What a call that must be refused was refused with. */
export async function problemOf(
  call: Promise<unknown>,
): Promise<{ status: number; code: string; at: string[] }> {
  try {
    await call;
  } catch (error) {
    const { status, code, errors } = error as {
      status: number;
      code: string;
      errors?: { pointer: string }[];
    };
    if (typeof status !== 'number') throw error;
    return { status, code, at: (errors ?? []).map(({ pointer }) => pointer) };
  }
  throw new Error('The call was not refused.');
}

/** How many of the calls succeeded, and with what the others were refused. */
export async function outcomes(calls: readonly Promise<unknown>[]): Promise<{ won: number; lost: number[] }> {
  const settled = await Promise.allSettled(calls);
  const lost = settled.flatMap((one) => {
    if (one.status === 'fulfilled') return [];
    const { status } = one.reason as { status?: number };
    if (typeof status !== 'number') throw one.reason;
    return [status];
  });
  return { won: settled.length - lost.length, lost };
}

/** The connection, telling the text of each statement before it is sent. */
function watched(client: pg.PoolClient, tell: (text: string) => void): pg.PoolClient {
  const query = (statement: string | pg.QueryConfig, ...rest: []) => {
    tell(typeof statement === 'string' ? statement : statement.text);
    return client.query(statement, ...rest);
  };
  return new Proxy(client, {
    get: (target, name) => (name === 'query' ? query : (Reflect.get(target, name) as unknown)),
  });
}
