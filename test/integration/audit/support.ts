import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type DataSource } from 'typeorm';
import { type AuditEntry, type PersonRef } from '../../../src/audit/audit-entry.js';
import { AuditLog } from '../../../src/audit/audit-log.js';
import { AuditSequencer } from '../../../src/audit/audit-sequencer.js';
import { Clock } from '../../../src/platform/clock/clock.js';
import { connectTestDatabase, createTestDatabase, type TestDatabase } from '../../support/database.js';

/** A clock that stands still until it is set. */
export class FixedClock extends Clock {
  constructor(public at = new Date('2026-03-05T10:00:00.000Z')) {
    super();
  }

  override now(): Date {
    return this.at;
  }
}

/** The log over a database of its own, and a superuser's eyes. */
export interface LogUnderTest {
  readonly database: TestDatabase;
  readonly source: DataSource;
  readonly admin: pg.Client;
  readonly clock: FixedClock;
  readonly log: AuditLog;
  readonly sequencer: AuditSequencer;
  append(entry: AuditEntry): Promise<void>;
  close(): Promise<void>;
}

export async function openLog(): Promise<LogUnderTest> {
  const database = await createTestDatabase();
  const source = await connectTestDatabase(database.appUrl);
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const clock = new FixedClock();
  const log = new AuditLog(clock);
  return {
    database,
    source,
    admin,
    clock,
    log,
    sequencer: new AuditSequencer(source),
    append: (entry) => source.transaction((manager) => log.append(manager, entry)),
    close: async () => {
      await admin.end();
      await source.destroy();
      await database.drop();
    },
  };
}

export const account = (): PersonRef => ({ type: 'account', id: randomUUID() });
export const guest = (): PersonRef => ({ type: 'request', id: randomUUID() });

/** Lets an empty log have partitions of so many events. */
export async function partitionsOf(size: number, { admin }: LogUnderTest): Promise<void> {
  await admin.query(
    `CREATE OR REPLACE FUNCTION audit_partition_size() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT ${size}::bigint'`,
  );
  await admin.query('ALTER TABLE audit_events DETACH PARTITION audit_events_0');
  await admin.query(
    `ALTER TABLE audit_events ATTACH PARTITION audit_events_0 FOR VALUES FROM (0) TO (${size})`,
  );
  await admin.query('UPDATE audit_partitions SET high = $1', [size]);
}
