import { StreamPool } from '../../platform/database/stream-pool.js';
import { readMap } from '../../sources/map/map-file.js';
import { SqlSource } from '../../sources/sql/sql-source.js';
import { answer, setting } from '../child.js';
import { makeBundle } from './make-bundle.js';

const pool = new StreamPool(setting('BENCH_DATABASE_URL'));
const source = new SqlSource('portal', readMap('portal'), pool);
const made = await makeBundle(source, setting('BENCH_EMAIL'), setting('BENCH_FOLDER'));
await pool.onApplicationShutdown();
answer(made);
