import { Injectable } from '@nestjs/common';
import { type Readable } from 'node:stream';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { conflict, gone } from '../platform/http/problem.js';
import { type ByteRange, ObjectStore } from '../platform/storage/object-store.js';
import { type RequestState } from '../requests/request-kinds.js';
import { type SubjectRequest } from '../requests/subject-request.js';
import { BundleWait } from './bundle-wait.js';
import { type BundleRow, ExportRows } from './export-rows.js';

/** A bundle that lies in the store. */
export type Bundle = BundleRow & { readonly objectKey: string };

type BuiltFor = Pick<SubjectRequest, 'id' | 'state'>;

/** States in which an export's file may be fetched. */
const FETCHED_IN: readonly RequestState[] = ['ready', 'completed'];

/** Built bundles, for whoever may fetch them. */
@Injectable()
export class Bundles {
  constructor(
    private readonly rows: ExportRows,
    private readonly wait: BundleWait,
    private readonly store: ObjectStore,
    private readonly clock: Clock,
  ) {}

  /**
   * The request's bundle, where it lies ready or waits for its time; undefined before that and after it. That of a request
   * which was taken back is over at once, although its file lies there until a job has deleted it.
   */
  async describe(manager: EntityManager, { id, state }: BuiltFor): Promise<Bundle | undefined> {
    if (!FETCHED_IN.includes(state)) return undefined;
    const row = await this.rows.find(manager, id);
    if (row?.objectKey === undefined || row.expiresAt <= this.clock.now()) return undefined;
    const availableFrom = await this.wait.until(manager, id, row.availableFrom);
    return { ...row, objectKey: row.objectKey, availableFrom };
  }

  /** How far a build is, in records; undefined before it begins. */
  progress(
    manager: EntityManager,
    requestId: string,
  ): Promise<{ readonly done: number; readonly total: number } | undefined> {
    return this.rows.counted(manager, requestId);
  }

  /** @throws Problem 409 `bundle-not-ready` or `bundle-waiting`, 410 `bundle-expired` */
  async forDownload(manager: EntityManager, request: BuiltFor): Promise<Bundle> {
    const bundle = await this.describe(manager, request);
    if (bundle === undefined) throw await this.absence(manager, request.id);
    if (bundle.availableFrom > this.clock.now()) {
      const from = bundle.availableFrom.toISOString();
      throw conflict(
        'bundle-waiting',
        `The password or the address was changed lately, so the file waits until ${from}.`,
      );
    }
    return bundle;
  }

  /** The bytes of a bundle, or some of them. */
  open(objectKey: string, range?: ByteRange): Promise<Readable> {
    return this.store.read(objectKey, range);
  }

  private async absence(manager: EntityManager, requestId: string): Promise<Error> {
    if ((await this.rows.find(manager, requestId)) === undefined) {
      return conflict('bundle-not-ready', 'The file is not ready yet.');
    }
    return gone('bundle-expired', 'The file was deleted. A new request brings a new one.');
  }
}
