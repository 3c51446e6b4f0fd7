import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { type BundleFacts } from '../../exports/bundle/bundle-facts.js';
import { BundleWriter } from '../../exports/bundle/bundle-writer.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { DirectoryStore } from '../../platform/storage/directory-store.js';
import { aboutFor } from '../../policy/about.js';
import { sitePolicy } from '../../policy/site-policy.js';
import { type Source } from '../../sources/snapshot.js';
import { peakMemory } from '../child.js';

/** One bundle, as a run of a benchmark tells of it. */
export interface MadeBundle {
  readonly seconds: number;
  /** Bytes of memory. */
  readonly memory: number;
  readonly records: number;
  /** Bytes in the store. */
  readonly compressed: number;
  /** Bytes before compression. */
  readonly bytes: number;
}

/** What a worker does for one export, from asking the source to the bundle's last byte in the store. */
export async function makeBundle(source: Source, email: string, folder: string): Promise<MadeBundle> {
  const store = await DirectoryStore.open(`${folder}/objects`);
  const writer = new BundleWriter(new Keyring(randomBytes(32)), `${folder}/spool`);
  const office = { siteName: 'Bench', regimeCode: 'MA' };
  const facts: BundleFacts = {
    reference: 'R-BENC-H222',
    locale: 'ar',
    madeAt: new Date(),
    siteName: office.siteName,
    zone: 'Africa/Casablanca',
    about: aboutFor('ar', sitePolicy(office)),
  };
  const started = performance.now();
  const snapshot = await source.open({ emails: [email] });
  const out = new PassThrough({ highWaterMark: 1024 * 1024 });
  const [bundle] = await Promise.all([
    writer.write([{ id: source.id, title: source.title, snapshot }], facts, out),
    store.put('bundles/bench.zip', out),
  ]);
  const seconds = (performance.now() - started) / 1000;
  const memory = peakMemory();
  await snapshot.close();
  return { seconds, memory, records: bundle.records, compressed: bundle.bytes, bytes: bundle.contentBytes };
}
