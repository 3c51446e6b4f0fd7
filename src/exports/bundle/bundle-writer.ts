import { type Writable } from 'node:stream';
import { type Keyring } from '../../platform/crypto/keyring.js';
import {
  type AskedSource,
  type BundleFacts,
  countAll,
  type CountedCollection,
  CountMismatch,
  type CountedSource,
  dataPath,
  sum,
} from './bundle-facts.js';
import { bundleJwk, signBundle } from './bundle-keys.js';
import { type BundleMeasure, BundleZip } from './bundle-zip.js';
import { indexPage } from './index-page.js';
import { manifestBytes } from './manifest.js';
import { jsonArray } from './ndjson.js';
import { recordPages } from './record-pages.js';

export interface BundleSummary extends BundleMeasure {
  readonly records: number;
  /** Of all files before compression. */
  readonly contentBytes: number;
}

/** Called as the work goes on, often; `total` is known from the first call on. */
export type OnProgress = (done: number, total: number) => void;

/** Makes a person's bundle from open snapshots. Memory stays bounded: everything streams, at the pace of `out`. */
export class BundleWriter {
  constructor(private readonly keyring: Keyring) {}

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
      const counted: CountedSource[] = [];
      for (const source of sources) counted.push(await countAll(source));
      const records = sum(counted.map((source) => source.records));
      onProgress(0, records);
      await new BundleContent(zip, facts, records, onProgress).write(counted);
      await this.seal(zip, counted, facts);
      const contentBytes = sum(zip.entries.map(({ bytes }) => bytes));
      return { ...(await zip.end()), records, contentBytes };
    } catch (error) {
      zip.abandon(error);
      throw error;
    }
  }

  private async seal(zip: BundleZip, sources: readonly CountedSource[], facts: BundleFacts): Promise<void> {
    const { kid } = bundleJwk(this.keyring);
    const manifest = manifestBytes([...zip.entries], sources, facts, kid);
    await zip.addBytes('manifest.json', manifest);
    await zip.addBytes('manifest.sig', signBundle(this.keyring, manifest));
  }
}

/** The files of one bundle, apart from its manifest. */
class BundleContent {
  /** Each record is passed on twice: into the data file and onto a page. */
  private passed = 0;

  constructor(
    private readonly zip: BundleZip,
    private readonly facts: BundleFacts,
    private readonly records: number,
    private readonly onProgress: OnProgress,
  ) {}

  async write(sources: readonly CountedSource[]): Promise<void> {
    await this.zip.addBytes('index.html', Buffer.from(indexPage(sources, this.facts)));
    await this.zip.addBytes('about.json', Buffer.from(`${JSON.stringify(this.facts.about, undefined, 2)}\n`));
    for (const source of sources) {
      for (const collection of source.collections) {
        if (collection.records > 0) await this.collection(source, collection);
      }
    }
  }

  private async collection(source: CountedSource, collection: CountedCollection): Promise<void> {
    const { id } = collection.view;
    let given = 0;
    const records = jsonArray(source.snapshot.read(id, 'ndjson'), (count) => {
      given += count;
      this.pass(count);
    });
    await this.zip.add(dataPath(source.id, id, 'json'), records);
    if (given !== collection.records) throw new CountMismatch(source.id);
    await this.zip.add(dataPath(source.id, id, 'csv'), source.snapshot.read(id, 'csv'));
    const pages = recordPages(source, collection, this.facts, (count) => this.pass(count));
    for await (const page of pages) await this.zip.add(page.path, page.content);
  }

  private pass(count: number): void {
    this.passed += count;
    this.onProgress(Math.floor(this.passed / 2), this.records);
  }
}
