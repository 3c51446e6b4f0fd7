import { type NestExpressApplication } from '@nestjs/platform-express';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccountsAdmin } from '../../src/accounts/accounts-admin.js';
import { createApp, startApp, stopApp } from '../../src/app.js';
import { AuditSequencer } from '../../src/audit/audit-sequencer.js';
import { type Checkpoint, openNote } from '../../src/audit/tree/checkpoint.js';
import { Checkpoints } from '../../src/audit/tree/checkpoints.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { readConfig } from '../../src/platform/config/config.js';
import { REGIME_CODES } from '../../src/policy/regimes.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { LogLines } from './log-lines.js';
import { MailSink } from './mail-sink.js';

/** A clock that tests move. The database's own time, which tokens and leases expire by, goes on as it is. */
export class TestClock extends Clock {
  private offset = 0;

  override now(): Date {
    return new Date(Date.now() + this.offset);
  }

  advance(milliseconds: number): void {
    this.offset += milliseconds;
  }
}

/** A supertest agent: keeps its cookies like a browser. */
export type Agent = ReturnType<typeof request.agent>;

interface TestProcess {
  readonly env: NodeJS.ProcessEnv;
  readonly log: LogLines;
}

/** The whole portal on a database of its own, working and serving, with a mail server that takes its mails. */
export class TestApp {
  private constructor(
    readonly app: NestExpressApplication,
    readonly database: TestDatabase,
    readonly mail: MailSink,
    readonly clock: TestClock,
    readonly dataDir: string,
    private readonly process: TestProcess,
  ) {}

  static async start(settings: NodeJS.ProcessEnv = {}, demo = false): Promise<TestApp> {
    const database = await createTestDatabase();
    const mail = await MailSink.start();
    const dataDir = mkdtempSync(join(tmpdir(), 'athar-test-data-'));
    const env = {
      PORT: '0',
      DATABASE_URL: database.appUrl,
      DATABASE_MIGRATION_URL: database.ownerUrl,
      ATHAR_DATA_DIR: dataDir,
      SMTP_URL: mail.url,
      MAIL_FROM: 'privacy@site.example',
      ATHAR_SITE_NAME: 'Site Test',
      BASE_URL: 'http://portal.example',
      LOG_LEVEL: 'error',
      ...settings,
    };
    const config = readConfig(env, REGIME_CODES, demo);
    const clock = new TestClock();
    const log = new LogLines(config.logLevel);
    const app = await createApp(
      config,
      { appUrl: database.appUrl, ownerUrl: database.ownerUrl, stop: async () => undefined },
      { clock, log: log.logger },
    );
    await startApp(app, config);
    return new TestApp(app, database, mail, clock, dataDir, { env, log });
  }

  /** The settings it runs with, for other processes beside it. */
  get env(): NodeJS.ProcessEnv {
    return this.process.env;
  }

  /** What it has logged, down to the finest level. */
  get log(): LogLines {
    return this.process.log;
  }

  get port(): number {
    return (this.app.getHttpServer().address() as AddressInfo | null)?.port ?? 0;
  }

  /** A new browser, signed in to nothing, whose language is English. */
  visitor(): Agent {
    return request.agent(this.app.getHttpServer()).set('Accept-Language', 'en');
  }

  /** An account with a confirmed address and the password `correct horse battery`. */
  async account(role: 'member' | 'admin' | 'auditor', username: string): Promise<void> {
    await this.app
      .get(AccountsAdmin)
      .create({ role, username, email: `${username}@readers.example`, password: PASSWORD, locale: 'en' });
  }

  /** A browser signed in as that account. */
  async signIn(username: string): Promise<Agent> {
    const agent = this.visitor();
    await agent.post('/api/v1/auth/login').send({ login: username, password: PASSWORD }).expect(200);
    return agent;
  }

  get sql(): DataSource {
    return this.app.get(DataSource);
  }

  /** Moves what was committed into the log, so that a test can read it. */
  async settleLog(): Promise<void> {
    await this.app.get(AuditSequencer).catchUp();
  }

  /** Lets the log sign what was committed. @returns what a checkpoint's note says, where this log's key signed it */
  async signLog(): Promise<(note: string) => Checkpoint> {
    await this.settleLog();
    const checkpoints = this.app.get(Checkpoints);
    await checkpoints.sign();
    return (note) => openNote(note, checkpoints.publicKey());
  }

  async stop(): Promise<void> {
    await stopApp(this.app);
    await this.mail.stop();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

export const PASSWORD = 'correct horse battery';
