import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { HoldGate } from '../holds/hold-rules.js';
import { type ErasableCollection, type ErasableSource, type Eraser, isErasing } from '../sources/erasing.js';
import { filesOfRecords } from '../sources/files/files-of-records.js';
import { type RecordedFiles } from '../sources/files/recorded-files.js';
import { finding } from '../sources/finding.js';
import { type CollectionView, type Snapshot } from '../sources/snapshot.js';
import { SourceUnavailable } from '../sources/source-unavailable.js';
import { type ErasureWork } from './erasure-batches.js';
import { ErasureCounts } from './erasure-counts.js';
import { ErasureFileRows, type RememberedFiles } from './erasure-file-rows.js';
import { type FilesOf, FreeFiles, namedElsewhere } from './free-files.js';

/** Records whose files are remembered together. */
const REMEMBERED = 500;
/** Records whose files go in one transaction: a hold waits for no more. */
const BATCH = 50;
/** The same where images are written again, which takes longer. */
const STRIPPED = 5;

/**
 * Erases the files that rows named. Rows and files cannot go in one transaction, so the files are written down before the
 * first row goes, and go once no row speaks for them: killed on any line, a run goes on with what is written down.
 */
@Injectable()
export class ErasureFiles {
  constructor(
    private readonly database: DataSource,
    private readonly gate: HoldGate,
    private readonly rows: ErasureFileRows,
    private readonly free: FreeFiles,
    private readonly counts: ErasureCounts,
    private readonly log: AuditLog,
  ) {}

  /** Writes down the files of the rows that are to go. @throws SourceUnavailable where files are named that cannot be reached */
  async remember(work: ErasureWork, source: ErasableSource, eraser: Eraser): Promise<void> {
    const collections = collectionsWithFiles(eraser);
    if (collections.length === 0) return;
    const snapshot = await eraser.snapshot();
    try {
      for (const { view } of collections) await this.rememberIn(work, source, snapshot, view);
    } finally {
      await snapshot.close();
    }
  }

  private async rememberIn(
    work: ErasureWork,
    source: ErasableSource,
    snapshot: Snapshot,
    view: CollectionView,
  ): Promise<void> {
    const place = { source: source.id, collection: view.id };
    let some: (readonly string[])[] = [];
    const flush = async () => {
      if (some.length === 0) return;
      await folderOf(source).demand();
      await this.rows.add(this.database.manager, work.erasureId, place, some);
      some = [];
    };
    for await (const paths of filesOfRecords(source.id, snapshot, view)) {
      work.signal.throwIfAborted();
      some.push(paths);
      if (some.length === REMEMBERED) await flush();
    }
    await flush();
  }

  /**
   * Erases the files whose rows are gone.
   * @param epoch of the source's gate when nothing was left of the rows
   * @returns false where a hold came or went since: look at the rows again
   * @throws SourceUnavailable where a file can be neither deleted nor written
   */
  async erase(work: ErasureWork, source: ErasableSource, eraser: Eraser, epoch: number): Promise<boolean> {
    for (const collection of collectionsWithFiles(eraser))
      if (!(await this.eraseIn(work, source, eraser, collection, epoch))) return false;
    return true;
  }

  /** The same of files that go once no row names them, whatever holds there are by now: their rows decide. */
  async eraseUnnamed(work: ErasureWork, source: ErasableSource, eraser: Eraser): Promise<void> {
    for (const collection of collectionsWithFiles(eraser))
      if (collection.view.files?.erase === 'delete') await this.eraseIn(work, source, eraser, collection);
  }

  private async eraseIn(
    work: ErasureWork,
    source: ErasableSource,
    eraser: Eraser,
    collection: ErasableCollection,
    epoch?: number,
  ): Promise<boolean> {
    const { view } = collection;
    const place = { source: source.id, collection: view.id };
    let after: Buffer | undefined;
    for (;;) {
      const { manager } = this.database;
      const most = view.files?.erase === 'strip' ? STRIPPED : BATCH;
      const some = await this.rows.page(manager, work.erasureId, place, after, most);
      if (some.length === 0) return true;
      work.signal.throwIfAborted();
      const erase = view.files?.erase ?? 'delete';
      const files = { ...place, folder: folderOf(source), erase, unsigned: isUnsigned(collection), eraser };
      const same = await this.database.transaction((inside) => this.batch(inside, work, files, some, epoch));
      if (!same) return false;
      after = some.at(-1)?.mac;
    }
  }

  private async batch(
    manager: EntityManager,
    work: ErasureWork,
    files: FilesOf,
    some: readonly RememberedFiles[],
    epoch: number | undefined,
  ): Promise<boolean> {
    const { source, collection, folder, erase } = files;
    const epochs = await this.gate.pass(manager, [source]);
    if (epoch !== undefined && epochs.get(source) !== epoch) return false;
    const free = await this.free.among(manager, work.erasureId, files, some);
    await folder.demand();
    const elsewhere = await namedElsewhere(files, free);
    let done = 0;
    for (const path of free.flatMap(({ paths }) => paths)) {
      if (elsewhere.has(path)) continue;
      if (await (erase === 'strip' ? folder.strip(path) : folder.remove(path))) done += 1;
    }
    await this.rows.forget(
      manager,
      work.erasureId,
      { source, collection },
      free.map(({ mac }) => mac),
    );
    await this.counts.addFiles(manager, work.erasureId, { source, collection }, erase, done);
    if (done > 0) await this.note(manager, work, { source, collection, files: done, erase });
    return true;
  }

  private async note(
    manager: EntityManager,
    { reference, person }: ErasureWork,
    detail: { source: string; collection: string; files: number; erase: string },
  ): Promise<void> {
    await this.log.append(manager, {
      action: 'erasure.executed',
      actor: { type: 'system' },
      subject: person,
      reference,
      detail,
    });
  }
}

function collectionsWithFiles({ collections }: Eraser): ErasableCollection[] {
  return collections.filter(({ view, action }) => view.files !== undefined && isErasing(action));
}

/** Whether rows stay for ever, and lose who made them: whatever else is taken from them, a retention keeps them. */
function isUnsigned({ action, retained }: ErasableCollection): boolean {
  return action === 'detach' && retained !== undefined;
}

function folderOf({ id, files }: ErasableSource): RecordedFiles {
  if (files === undefined) throw new SourceUnavailable(id, finding('noUploadsDir', { source: id }));
  return files;
}
