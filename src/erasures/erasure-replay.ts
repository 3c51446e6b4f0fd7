import { Injectable } from '@nestjs/common';
import { type Actor } from '../audit/audit-entry.js';
import { type ErasureScope, isErasing } from '../sources/erasing.js';
import { Sources } from '../sources/sources.js';
import { type ErasurePlan } from './erasure-plan.js';
import { ErasurePlanning } from './erasure-planning.js';
import { FinalSearch } from './final-search.js';
import { ReplayLock } from './replay-lock.js';
import { ReplayPeople } from './replay-people.js';
import { ReplayRun } from './replay-run.js';
import { type Returned } from './replay-search.js';

/** Rows of a collection that has no dates: they may be a returning person's, so somebody must look. */
export interface UndatedRows {
  readonly source: string;
  readonly collection: string;
  readonly rows: number;
}

/** What came back of one erased person. */
export interface Replayed {
  /** The erasure that had erased these rows before. */
  readonly erasure: string;
  /** Rows dated before that erasure began: erased again, unless this was a dry run. */
  readonly rows: number;
  readonly undated: readonly UndatedRows[];
}

/** Redoes erasures whose data came back with a restored backup, and only those (I7). */
@Injectable()
export class ErasureReplay {
  constructor(
    private readonly lock: ReplayLock,
    private readonly sources: Sources,
    private readonly people: ReplayPeople,
    private readonly search: FinalSearch,
    private readonly planning: ErasurePlanning,
    private readonly replay: ReplayRun,
  ) {}

  /** Under today's holds. @throws SourceUnavailable; ReplayUnderWay, unless this is a dry run, which changes nothing */
  async run(actor: Actor, dryRun: boolean, signal: AbortSignal): Promise<Replayed[]> {
    const work = () => this.all(actor, dryRun, signal);
    return dryRun ? work() : this.lock.alone(work);
  }

  private async all(actor: Actor, dryRun: boolean, signal: AbortSignal): Promise<Replayed[]> {
    const done: Replayed[] = [];
    for (const returned of await this.people.returned()) {
      signal.throwIfAborted();
      const replayed = await this.one(returned, actor, dryRun, signal);
      if (replayed.rows > 0 || replayed.undated.length > 0) done.push(replayed);
    }
    return done;
  }

  private async one(
    returned: Returned,
    actor: Actor,
    dryRun: boolean,
    signal: AbortSignal,
  ): Promise<Replayed> {
    const { record, subject } = returned;
    const scope: ErasureScope = { comments: record.comments, before: new Date(record.startedAt) };
    const undated = this.undated(await this.planning.plan(subject, { comments: record.comments }));
    const rows = dryRun
      ? await this.search.rowsLeft(subject, scope)
      : await this.replay.run(returned, scope, actor, signal);
    return { erasure: record.erasure, rows, undated };
  }

  private undated({ collections }: ErasurePlan): UndatedRows[] {
    return collections
      .filter(({ source, collection, action, count }) => {
        return isErasing(action) && count > 0 && !this.isDated(source, collection);
      })
      .map(({ source, collection, count }) => ({ source, collection, rows: count }));
  }

  private isDated(source: string, collection: string): boolean {
    const columns =
      this.sources
        .erasable()
        .find(({ id }) => id === source)
        ?.identifyingColumns() ?? [];
    return columns.some((column) => column.collection === collection && column.dated);
  }
}
