import { type Writable } from 'node:stream';
import { type Keyring } from '../../platform/crypto/keyring.js';
import {
  type AskedSource,
  type BundleFacts,
  countAll,
  type CountedSource,
  dataPath,
  namesFiles,
  sum,
} from './bundle-facts.js';
import { bundleJwk, signBundle } from './bundle-keys.js';
import { type BundleMeasure, BundleZip } from './bundle-zip.js';
import { BundledFiles } from './bundled-files.js';
import { CollectionFiles, type Spools } from './collection-files.js';
import { filesPage, filesPagePath } from './files-page.js';
import { indexPage } from './index-page.js';
import { manifestBytes, type MissingFiles } from './manifest.js';
import { Spool } from './spool.js';

export interface BundleSummary extends BundleMeasure {
  readonly records: number;
  /** Of all files before compression. */
  readonly contentBytes: number;
}

/** Called as the work goes on, often; `total` is known from the first call on. */
export type OnProgress = (done: number, total: number) => void;

/** Makes a person's bundle from open snapshots. Memory stays bounded: everything streams, at the pace of `out`. */
export class BundleWriter {
  /** @param spoolFolder on a disk with room for what the largest collection comes to when compressed */
  constructor(
    private readonly keyring: Keyring,
    private readonly spoolFolder: string,
  ) {}

  /**
   * @param out ended when the bundle is whole, destroyed when it cannot be made
   * @throws what a source or `out` failed with; a bundle is made of every source or not at all
   */
  async write(
    sources: readonly AskedSource[],
    facts: BundleFacts,
    out: Writable,
    onProgress: OnProgress = () => undefined,
    signal?: AbortSignal,
  ): Promise<BundleSummary> {
    const zip = new BundleZip(out, facts.madeAt, signal);
    try {
      signal?.throwIfAborted();
      const counted: CountedSource[] = [];
      for (const source of sources) counted.push(await countAll(source));
      const records = sum(counted.map((source) => source.records));
      onProgress(0, records);
      await zip.addBytes('index.html', Buffer.from(indexPage(counted, facts)));
      await zip.addBytes('about.json', Buffer.from(`${JSON.stringify(facts.about, undefined, 2)}\n`));
      const missing = await this.collections(
        zip,
        counted,
        facts,
        (done) => onProgress(done, records),
        signal,
      );
      await this.seal(zip, counted, missing, facts);
      const contentBytes = sum(zip.files.map(({ bytes }) => bytes));
      return { ...(await zip.end()), records, contentBytes };
    } catch (error) {
      zip.abandon(error);
      throw error;
    }
  }

  private async collections(
    zip: BundleZip,
    sources: readonly CountedSource[],
    facts: BundleFacts,
    onRecords: (done: number) => void,
    signal?: AbortSignal,
  ): Promise<MissingFiles> {
    const missing = new Map<string, number>();
    const spool = () => new Spool(this.spoolFolder);
    const spools: Spools = { data: spool(), tables: spool(), pages: spool() };
    try {
      let done = 0;
      for (const source of sources) {
        const bundled = new BundledFiles(source.id, source.files, spools.data);
        for (const collection of source.collections.filter(({ records }) => records > 0)) {
          const files = new CollectionFiles(source, collection, facts, spools);
          await files.write(zip, (records) => onRecords(done + records), signal);
          await bundled.add(zip, files.named, signal);
          bundled.addUnread(dataPath(source.id, collection.view.id, 'json'), files.unread);
          done += collection.records;
        }
        if (namesFiles(source)) {
          await zip.addBytes(filesPagePath(source.id), Buffer.from(filesPage(source, bundled, facts)));
        }
        missing.set(source.id, bundled.missing.length);
      }
      return missing;
    } finally {
      await Promise.all(Object.values(spools).map((spool: Spool) => spool.close()));
    }
  }

  private async seal(
    zip: BundleZip,
    sources: readonly CountedSource[],
    missing: MissingFiles,
    facts: BundleFacts,
  ): Promise<void> {
    const { kid } = bundleJwk(this.keyring);
    const manifest = manifestBytes(zip.files, sources, missing, facts, kid);
    await zip.addBytes('manifest.json', manifest);
    await zip.addBytes('manifest.sig', signBundle(this.keyring, manifest));
  }
}
