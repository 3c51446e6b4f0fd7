import { Global, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AuditMailJournalModule } from '../../../../src/audit/audit-mail-journal.module.js';
import { Clock } from '../../../../src/platform/clock/clock.js';
import { readConfig } from '../../../../src/platform/config/config.js';
import { JobWorker } from '../../../../src/platform/jobs/job-worker.js';
import { JobsModule } from '../../../../src/platform/jobs/jobs.module.js';
import { type Mail } from '../../../../src/platform/mail/mail-content.js';
import { MailModule } from '../../../../src/platform/mail/mail.module.js';
import { Mailbox } from '../../../../src/platform/mail/mailbox.js';
import { Outbox } from '../../../../src/platform/mail/outbox.js';
import { PlatformModule } from '../../../../src/platform/platform.module.js';
import { KeptMails } from '../../../../src/policy/kept-mails.js';
import { MailPurgeModule } from '../../../../src/policy/mail-purge.js';
import { createTestDatabase, type TestDatabase } from '../../../support/database.js';

/** A house without holds. */
class KeepsNone extends KeptMails {
  override pass() {
    return Promise.resolve({ everything: false, accountIds: [], requestIds: [], recordIds: [] });
  }

  override due() {
    return Promise.resolve({ removed: 0, kept: 0, holds: [], more: false });
  }
}

@Global()
@Module({ providers: [{ provide: KeptMails, useClass: KeepsNone }], exports: [KeptMails] })
class NothingKept {}

/** The ground floor, the log and the mails, on a database and a data folder of their own. */
export class MailApp {
  private constructor(
    readonly database: TestDatabase,
    readonly dataDir: string,
    readonly context: INestApplicationContext,
  ) {}

  static async open(smtpUrl: string | undefined): Promise<MailApp> {
    const database = await createTestDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'athar-test-mail-'));
    const env = {
      DATABASE_URL: database.appUrl,
      ATHAR_DATA_DIR: dataDir,
      SMTP_URL: smtpUrl,
      MAIL_FROM: 'privacy@site.example',
      ATHAR_SITE_NAME: 'جريدة طنجة',
    };
    const urls = { appUrl: database.appUrl, ownerUrl: database.ownerUrl, stop: async () => undefined };
    const platform = PlatformModule.for(readConfig(env, ['MA']), urls, new Clock());
    @Module({
      imports: [platform, JobsModule, AuditMailJournalModule, MailModule, MailPurgeModule, NothingKept],
    })
    class TestModule {}
    const options = { logger: false, abortOnError: false } as const;
    return new MailApp(database, dataDir, await NestFactory.createApplicationContext(TestModule, options));
  }

  get sql(): DataSource {
    return this.context.get(DataSource);
  }

  get mailbox(): Mailbox {
    return this.context.get(Mailbox);
  }

  async add(mail: Mail): Promise<void> {
    await this.sql.transaction((manager) => this.context.get(Outbox).add(manager, mail));
  }

  /** Makes every mail that waits for its next try due, and runs whatever is due. */
  async work(): Promise<void> {
    await this.sql.query(`UPDATE tasks SET run_at = now() WHERE name = 'mail.send' AND state = 'waiting'`);
    await this.context.get(JobWorker).runUntilIdle();
  }

  async rows(): Promise<Record<string, unknown>[]> {
    return this.sql.query(
      `SELECT o.*, t.state AS task, t.attempts, t.last_error,
              extract(epoch FROM t.run_at - now())::float8 AS wait
       FROM outbox o LEFT JOIN tasks t ON t.name = 'mail.send' AND t.key = o.id::text ORDER BY o.id`,
    );
  }

  /** The events of this database's log, oldest first. */
  async events(): Promise<Record<string, unknown>[]> {
    const rows = await this.sql.query('SELECT body FROM audit_queue ORDER BY position');
    return rows.map(({ body }: { body: string }) => JSON.parse(body));
  }

  /** Empties what the mails touch, so that each test starts from nothing. */
  async clear(): Promise<void> {
    const admin = new pg.Client({ connectionString: this.database.adminUrl });
    await admin.connect();
    try {
      await admin.query('TRUNCATE outbox, tasks, audit_queue, audit_values, audit_pseudonyms');
    } finally {
      await admin.end();
    }
    rmSync(join(this.dataDir, 'mailbox'), { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
