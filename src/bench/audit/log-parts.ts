import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { AuditPseudonyms } from '../../audit/audit-pseudonyms.js';
import { AuditSearch } from '../../audit/audit-search.js';
import { AuditSequencer } from '../../audit/audit-sequencer.js';
import { CheckpointSigner } from '../../audit/tree/checkpoint-signer.js';
import { CheckpointStore } from '../../audit/tree/checkpoint-store.js';
import { Checkpoints } from '../../audit/tree/checkpoints.js';
import { Clock } from '../../platform/clock/clock.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { Sealer } from '../../platform/crypto/sealer.js';
import { StreamPool } from '../../platform/database/stream-pool.js';
import { Cursors } from '../../platform/http/cursors.js';
import { openStore } from '../../platform/storage/open-store.js';
import { setting } from '../child.js';

/** The log as a process of the portal has it. */
export interface LogParts {
  readonly database: DataSource;
  readonly log: AuditLog;
  readonly sequencer: AuditSequencer;
  readonly search: AuditSearch;
  readonly checkpoints: Checkpoints;
  readonly store: CheckpointStore;
  readonly signer: CheckpointSigner;
  readonly pseudonyms: AuditPseudonyms;
  close(): Promise<void>;
}

export async function openLog(connections: number): Promise<LogParts> {
  const url = setting('BENCH_DATABASE_URL');
  const database = await new DataSource({ type: 'postgres', url, poolSize: connections }).initialize();
  const pool = new StreamPool(url);
  const sequencer = new AuditSequencer(database);
  // The same in every process of a run: each goes on where another one signed.
  const keyring = new Keyring(Buffer.alloc(32, 'bench'));
  const cursors = new Cursors(new Sealer(keyring));
  const log = new AuditLog(new Clock());
  const folder = mkdtempSync(join(tmpdir(), 'athar-bench-'));
  const store = new CheckpointStore(await openStore({ dataDir: folder }));
  const checkpoints = new Checkpoints(database, keyring, new Clock(), store, log);
  return {
    database,
    log,
    checkpoints,
    store,
    signer: new CheckpointSigner(checkpoints),
    pseudonyms: new AuditPseudonyms(database, new Clock()),
    sequencer,
    search: new AuditSearch(database, sequencer, cursors, pool),
    close: async () => {
      await pool.onApplicationShutdown();
      await database.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
