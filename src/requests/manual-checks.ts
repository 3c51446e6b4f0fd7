import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { officeDay } from '../platform/clock/office-day.js';
import { Config } from '../platform/config/config.js';
import { conflict, invalidField, notFound } from '../platform/http/problem.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { goneBy, isSearched, type ManualKind, type ManualSystem } from '../sources/manual/manual-system.js';
import { Sources } from '../sources/sources.js';
import { OfficeDesk, type Official } from './office-desk.js';
import { requestJobs } from './request-jobs.js';
import { type RequestState } from './request-kinds.js';
import { type SubjectRequest } from './subject-request.js';

/** What somebody found who searched a system by hand, by the kind of request. */
export const MANUAL_OUTCOMES = {
  export: ['nothing', 'handed_over'],
  erasure: ['nothing', 'erased', 'expires'],
} as const satisfies Record<ManualKind, readonly ManualOutcome[]>;

export const EVERY_OUTCOME = ['nothing', 'handed_over', 'erased', 'expires'] as const;

export type ManualOutcome = (typeof EVERY_OUTCOME)[number];

/** An admin's answer about one system. */
export interface ManualAnswer {
  readonly outcome: ManualOutcome;
  /** Local date by which what was found goes by itself; with `expires` and nothing else. */
  readonly expiresOn?: string;
}

/** A system that a case concerns, and what was found in it. */
export interface ManualCheck {
  readonly system: ManualSystem;
  readonly answer?: ManualAnswer & { readonly at: Date; readonly by: string | null };
  /** Where nobody searches it: the local date by which what is in it today is gone. */
  readonly goneBy?: string;
}

/** Nobody is searched for before the request is confirmed, or once it is closed. */
const ANSWERED_IN: readonly RequestState[] = [
  'received',
  'awaiting_information',
  'approved',
  'scheduled',
  'running',
  'failed',
  'deferred',
];

/** Systems that are no databases: admins search them by hand and say what they found, and a case waits for that. */
@Injectable()
export class ManualChecks {
  constructor(
    private readonly sources: Sources,
    private readonly desk: OfficeDesk,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Every system that a request of this kind concerns, in the order of the sources file. */
  async of(
    manager: EntityManager,
    { id, kind }: Pick<SubjectRequest, 'id' | 'kind'>,
  ): Promise<ManualCheck[]> {
    const systems = this.concerned(kind);
    if (systems.length === 0) return [];
    const rows = await manager.query<
      { system: string; outcome: ManualOutcome; expires_on: string | null; at: Date; by: string | null }[]
    >(
      `SELECT c.system, c.outcome, c.expires_on::text, c.answered_at AS at, a.username AS by
       FROM manual_checks c LEFT JOIN accounts a ON a.id = c.answered_by WHERE c.request_id = $1`,
      [id],
    );
    const found = new Map(rows.map((row) => [row.system, row]));
    return systems.map((system) => {
      const row = found.get(system.id);
      const { outcome, at, by, expires_on: until } = row ?? {};
      return {
        system,
        goneBy: goneBy(system, officeDay(this.clock.now(), this.config.zone)),
        ...(outcome === undefined || at === undefined
          ? {}
          : { answer: { outcome, at, by: by ?? null, ...(until ? { expiresOn: until } : {}) } }),
      };
    });
  }

  /** Whether the case waits for answers. */
  async isOpen(manager: EntityManager, request: Pick<SubjectRequest, 'id' | 'kind'>): Promise<boolean> {
    const checks = await this.of(manager, request);
    return checks.some(awaitsSearch);
  }

  /**
   * Says what was found; a later answer replaces an earlier one. The last one sets work going again that waits for it.
   * @throws Problem 404; 403 `own-case`; 409 `no-search` in a state in which nobody is searched for; 422
   */
  async answer(
    official: Official,
    reference: string,
    system: string,
    { outcome, expiresOn }: ManualAnswer,
  ): Promise<void> {
    await this.desk.act(official, reference, async (manager, request) => {
      if (!this.concerned(request.kind).some((each) => each.id === system && isSearched(each, request.kind)))
        throw notFound();
      if (!ANSWERED_IN.includes(request.state))
        throw conflict('no-search', 'Nobody is searched for in this case now.');
      this.check(request.kind, { outcome, expiresOn });
      await manager.query(
        `INSERT INTO manual_checks AS c (request_id, system, outcome, expires_on, answered_at, answered_by)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (request_id, system) DO UPDATE SET outcome = excluded.outcome, expires_on = excluded.expires_on,
           answered_at = excluded.answered_at, answered_by = excluded.answered_by`,
        [request.id, system, outcome, expiresOn ?? null, this.clock.now(), official.accountId],
      );
      await this.goOn(manager, request);
      return { action: 'request.searched', detail: { system, outcome } };
    });
  }

  /** Leaves a task for the locked request, where it is under way and waits for no answer. */
  async goOn(manager: EntityManager, request: SubjectRequest): Promise<void> {
    if (request.state !== 'running' || (await this.isOpen(manager, request))) return;
    const { id: requestId } = request;
    const erases = request.kind === 'erasure';
    // A run that is under way asks for the answers when its rows are gone; a second one beside it would get in its way.
    if (erases && (await this.jobs.isUnderWay(manager, requestJobs.erase, requestId))) return;
    const job = erases ? requestJobs.erase : requestJobs.export;
    await this.jobs.enqueue(manager, job, { requestId }, { key: requestId });
  }

  private check(kind: string, { outcome, expiresOn }: ManualAnswer): void {
    const outcomes: readonly ManualOutcome[] = MANUAL_OUTCOMES[kind === 'erasure' ? 'erasure' : 'export'];
    if (!outcomes.includes(outcome)) throw invalidField('/outcome', `One of ${outcomes.join(', ')}.`);
    const dated = outcome === 'expires';
    if (!dated && expiresOn !== undefined)
      throw invalidField('/expiresOn', 'A date belongs to the outcome expires alone.');
    if (dated && (expiresOn ?? '') < officeDay(this.clock.now(), this.config.zone))
      throw invalidField('/expiresOn', 'The day, today or later, by which it is gone.');
  }

  private concerned(kind: string): readonly ManualSystem[] {
    return this.sources.manual().filter(({ concerns }) => (concerns as readonly string[]).includes(kind));
  }
}

/** Whether somebody has yet to search it. */
export function awaitsSearch({ answer, goneBy: until }: ManualCheck): boolean {
  return answer === undefined && until === undefined;
}
