import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Config } from '../platform/config/config.js';
import { Keyring } from '../platform/crypto/keyring.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { StorageFull } from '../platform/storage/storage-errors.js';
import { type RequestRun } from '../requests/request-runs.js';
import { type RowsByPlace } from '../sources/left-rows.js';
import { UnconfirmedLooks } from '../sources/unconfirmed-looks.js';
import { Sources } from '../sources/sources.js';
import { type AskedSource, type BundleFacts } from './bundle/bundle-facts.js';
import { type BundleSummary, BundleWriter, type OnProgress } from './bundle/bundle-writer.js';
import { CaseFacts } from './case-facts.js';
import { StoreFailed } from './export-failure.js';

/** What waits between the ZIP and the store. */
const BUFFER = 1024 * 1024;

/** Asks every source for one person and streams what they hold into the store. */
@Injectable()
export class BundleMaker {
  private readonly writer: BundleWriter;

  constructor(
    private readonly sources: Sources,
    private readonly store: ObjectStore,
    private readonly facts: CaseFacts,
    private readonly looks: UnconfirmedLooks,
    config: Config,
    keyring: Keyring,
  ) {
    this.writer = new BundleWriter(keyring, join(config.dataDir, 'spool'));
  }

  /**
   * Makes the bundle under `key`. Every source is opened before the first byte is written, and all stay open to the end.
   * @throws SourceUnavailable, StorageFull, StoreFailed; the object is then not there
   */
  async make(
    run: RequestRun,
    key: string,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<BundleSummary> {
    const opened: AskedSource[] = [];
    const { emails, left } = run;
    const notTheirs = await this.looks.among({ emails, left }, run.notTheirs);
    try {
      for (const source of this.sources.all()) {
        signal.throwIfAborted();
        const snapshot = await source.open({ emails, left, notTheirs });
        opened.push({
          ...{ id: source.id, title: source.title, snapshot },
          files: this.sources.files(source.id),
          notTheirs: countsIn(notTheirs?.[source.id]),
        });
      }
      return await this.stream(opened, await this.facts.of(run), key, onProgress, signal);
    } finally {
      await Promise.allSettled(opened.map(({ snapshot }) => snapshot.close()));
    }
  }

  private async stream(
    sources: readonly AskedSource[],
    facts: BundleFacts,
    key: string,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<BundleSummary> {
    const out = new PassThrough({ highWaterMark: BUFFER });
    // Whichever of the two fails makes the other fail: the first one's error is the cause.
    let cause: unknown;
    const noting = (error: unknown): never => {
      cause ??= error;
      throw error;
    };
    const [written, stored] = await Promise.allSettled([
      this.writer.write(sources, facts, out, onProgress, signal).catch(noting),
      this.store.put(key, out).catch((error: unknown) => noting(asStoreFailure(error))),
    ]);
    if (written.status === 'rejected' || stored.status === 'rejected') throw cause;
    if ((await this.store.size(key)) !== written.value.bytes) {
      throw new StoreFailed(new Error('The stored object has another length than what was written.'));
    }
    return written.value;
  }
}

function countsIn(rows: RowsByPlace[string] = {}): Record<string, number> {
  return Object.fromEntries(Object.entries(rows).map(([collection, keys]) => [collection, keys.length]));
}

function asStoreFailure(error: unknown): unknown {
  return error instanceof StorageFull ? error : new StoreFailed(error);
}
