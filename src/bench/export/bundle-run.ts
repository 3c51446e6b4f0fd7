import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { type BundleFacts } from '../../exports/bundle/bundle-facts.js';
import { BundleWriter } from '../../exports/bundle/bundle-writer.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { StreamPool } from '../../platform/database/stream-pool.js';
import { DirectoryStore } from '../../platform/storage/directory-store.js';
import { aboutFor } from '../../policy/about.js';
import { readMap } from '../../sources/map/map-file.js';
import { SqlSource } from '../../sources/sql/sql-source.js';
import { answer, peakMemory, setting } from '../child.js';

/** What a worker does for one export, from asking the source to the bundle's last byte in the store. */
async function run(): Promise<void> {
  const pool = new StreamPool(setting('BENCH_DATABASE_URL'));
  const store = await DirectoryStore.open(`${setting('BENCH_FOLDER')}/objects`);
  const writer = new BundleWriter(new Keyring(randomBytes(32)), `${setting('BENCH_FOLDER')}/spool`);
  const office = { siteName: 'Bench', regimeCode: 'MA' };
  const facts: BundleFacts = {
    reference: 'R-BENC-H222',
    locale: 'ar',
    madeAt: new Date(),
    siteName: office.siteName,
    zone: 'Africa/Casablanca',
    about: aboutFor('ar', office),
  };
  const started = performance.now();
  const source = new SqlSource('portal', readMap('portal'), pool);
  const snapshot = await source.open({ emails: [setting('BENCH_EMAIL')] });
  const out = new PassThrough({ highWaterMark: 1024 * 1024 });
  const [bundle] = await Promise.all([
    writer.write([{ id: source.id, title: source.title, snapshot }], facts, out),
    store.put('bundles/bench.zip', out),
  ]);
  const seconds = (performance.now() - started) / 1000;
  const memory = peakMemory();
  await snapshot.close();
  await pool.onApplicationShutdown();
  answer({ seconds, memory, records: bundle.records, compressed: bundle.bytes, bytes: bundle.contentBytes });
}

await run();
