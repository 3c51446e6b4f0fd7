import { type Abstract, type Type } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Hold, type HoldForm, type HoldOfficial, type HoldScope } from '../../../src/holds/hold.js';
import { HoldGate, type HoldRule } from '../../../src/holds/hold-rules.js';
import { Holds } from '../../../src/holds/holds.js';
import { JobWorker } from '../../../src/platform/jobs/job-worker.js';
import { TestApp } from '../../support/app.js';
import { someoneWaits } from '../../support/locks.js';

export const ORIGIN = { ip: '198.51.100.7', userAgent: 'Test Browser/1' };
export const DAY = 86_400_000;
export const REASON = 'The court closed the case.';

/** A portal with admins who place and release holds. */
export class HoldPortal {
  private constructor(readonly app: TestApp) {}

  static async start(settings: NodeJS.ProcessEnv = {}): Promise<HoldPortal> {
    return new HoldPortal(await TestApp.start({ ATHAR_ROLE: 'web', ...settings }));
  }

  get<T>(type: Type<T> | Abstract<T>): T {
    return this.app.app.get<T>(type);
  }

  get manager(): EntityManager {
    return this.app.sql.manager;
  }

  /** Runs whatever is due. */
  async work(): Promise<void> {
    await this.get(JobWorker).runUntilIdle();
  }

  async official(username: string): Promise<HoldOfficial> {
    await this.app.account('admin', username);
    return { accountId: await this.accountId(username), origin: ORIGIN };
  }

  async accountId(username: string): Promise<string> {
    const [account] = await this.rows<{ id: string }>('SELECT id FROM accounts WHERE username = $1', [
      username,
    ]);
    return account?.id ?? '';
  }

  place(official: HoldOfficial, scope: HoldScope, more: Partial<HoldForm> = {}): Promise<Hold> {
    return this.get(Holds).place(official, { ...this.form(scope), ...more });
  }

  form(scope: HoldScope): HoldForm {
    const reviewOn = new Date(this.app.clock.now().getTime() + 90 * DAY).toISOString().slice(0, 10);
    return { matter: 'Case 12', purpose: 'legal', citation: 'Art. 1', scope, reviewOn, visibility: 'open' };
  }

  /** The rules of a person, in a passed gate. */
  rules(source: string, ...addresses: string[]): Promise<readonly HoldRule[]> {
    return this.app.sql.transaction(async (manager) => {
      const gate = this.get(HoldGate);
      await gate.pass(manager, [source]);
      return gate.rules(manager, source, { addresses });
    });
  }

  /** Starts `work` while a batch has passed the gate of the portal. */
  async batch<T>(work: () => Promise<T>): Promise<{ waited: boolean; releasing: Promise<T> }> {
    let done = false;
    const releasing = await this.app.sql.transaction(async (manager) => {
      await this.get(HoldGate).pass(manager, ['portal']);
      const started = work();
      const noted = started.finally(() => {
        done = true;
      });
      await someoneWaits(this.app.sql);
      return { waited: !done, noted };
    });
    return { waited: releasing.waited, releasing: releasing.noted };
  }

  rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.app.sql.query<Row[]>(sql, [...parameters]);
  }

  /** The statements that `work` sends to the database, values left out. */
  async statementsOf(work: () => Promise<unknown>): Promise<string[]> {
    const statements: string[] = [];
    const { sql } = this.app;
    const create = sql.createQueryRunner.bind(sql);
    sql.createQueryRunner = (mode) => {
      const runner = create(mode);
      const query = runner.query.bind(runner);
      runner.query = ((text: string, ...rest: []) => {
        statements.push(text);
        return query(text, ...rest);
      }) as typeof runner.query;
      return runner;
    };
    try {
      await work();
    } finally {
      sql.createQueryRunner = create;
    }
    return statements;
  }

  async events(
    action: string,
  ): Promise<{ detail: Record<string, unknown>; values: Record<string, string> }[]> {
    await this.app.settleLog();
    return this.rows(
      `SELECT e.detail, coalesce(jsonb_object_agg(v.field, v.value) FILTER (WHERE v.field IS NOT NULL), '{}') AS values
       FROM audit_events e LEFT JOIN audit_values v ON v.event = e.id
       WHERE e.action = $1 GROUP BY e.seq, e.detail ORDER BY e.seq`,
      [action],
    );
  }
}
