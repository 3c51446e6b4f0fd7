import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { AuditSearch } from '../../audit/audit-search.js';
import { AuditSequencer } from '../../audit/audit-sequencer.js';
import { Clock } from '../../platform/clock/clock.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { Sealer } from '../../platform/crypto/sealer.js';
import { StreamPool } from '../../platform/database/stream-pool.js';
import { Cursors } from '../../platform/http/cursors.js';
import { setting } from '../child.js';

/** The log as a process of the portal has it. */
export interface LogParts {
  readonly database: DataSource;
  readonly log: AuditLog;
  readonly sequencer: AuditSequencer;
  readonly search: AuditSearch;
  close(): Promise<void>;
}

export async function openLog(connections: number): Promise<LogParts> {
  const url = setting('BENCH_DATABASE_URL');
  const database = await new DataSource({ type: 'postgres', url, poolSize: connections }).initialize();
  const pool = new StreamPool(url);
  const sequencer = new AuditSequencer(database);
  const cursors = new Cursors(new Sealer(new Keyring(randomBytes(32))));
  return {
    database,
    log: new AuditLog(new Clock()),
    sequencer,
    search: new AuditSearch(database, sequencer, cursors, pool),
    close: async () => {
      await pool.onApplicationShutdown();
      await database.destroy();
    },
  };
}
