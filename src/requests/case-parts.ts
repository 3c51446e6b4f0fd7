import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { countedByPlace, type DisownedCount } from '../persons/disowned-rows.js';
import { type ManualCheck, ManualChecks } from './manual-checks.js';
import { type CaseNote, RequestNotes } from './request-notes.js';
import { RequestPeople } from './request-people.js';
import { RequestQueries, type TimelineEntry } from './request-queries.js';
import { type CaseMessage, RequestThread } from './request-thread.js';
import { type Restriction } from './restriction.js';
import { Restrictions } from './restrictions.js';
import { type SubjectRequest } from './subject-request.js';

/** A decision on a case, and whose it is. */
export interface CaseDecision {
  readonly at: Date;
  readonly decision: string;
  /** User name; null once the account is gone. */
  readonly decider: string | null;
  readonly deciderId: string;
}

/** What lies in a case's file beside the request and who asked. */
export interface CaseParts {
  readonly timeline: readonly TimelineEntry[];
  readonly messages: readonly CaseMessage[];
  readonly notes: readonly CaseNote[];
  readonly decisions: readonly CaseDecision[];
  /** Systems that are searched by hand. */
  readonly checks: readonly ManualCheck[];
  /** How many rows the person says are not theirs, by collection; from when an erasure ends nobody knows it here. */
  readonly notTheirs: readonly DisownedCount[];
  /** What the request brought into force, where it did. */
  readonly restriction?: Restriction;
  /** User name of the admin who has the case. */
  readonly assignee?: string;
  /** User name of whoever asked, where they have an account. */
  readonly username?: string;
}

/** Reads what lies in cases' files. */
@Injectable()
export class CaseReading {
  constructor(
    private readonly queries: RequestQueries,
    private readonly thread: RequestThread,
    private readonly notes: RequestNotes,
    private readonly checks: ManualChecks,
    private readonly people: RequestPeople,
    private readonly restrictions: Restrictions,
  ) {}

  async parts(manager: EntityManager, request: SubjectRequest, askedBy?: string): Promise<CaseParts> {
    const names = await this.names(manager, [request.assignee ?? undefined, askedBy]);
    return {
      timeline: await this.queries.timeline(request.id),
      messages: await this.thread.of(manager, request.id),
      notes: await this.notes.of(manager, request.id),
      decisions: await this.decisions(manager, request.id),
      checks: await this.checks.of(manager, request),
      notTheirs: countedByPlace(await this.people.notTheirs(manager, request.id)),
      restriction: await this.restrictions.of(manager, request),
      assignee: names.get(request.assignee ?? ''),
      username: names.get(askedBy ?? ''),
    };
  }

  private async names(
    manager: EntityManager,
    ids: readonly (string | undefined)[],
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await manager.query<{ id: string; username: string }[]>(
      'SELECT id, username FROM accounts WHERE id = ANY ($1)',
      [ids.filter((id) => id !== undefined)],
    );
    return new Map(rows.map(({ id, username }) => [id, username]));
  }

  private decisions(manager: EntityManager, requestId: string): Promise<CaseDecision[]> {
    return manager.query<CaseDecision[]>(
      `SELECT d.at, d.decision, a.username AS decider, d.decider AS "deciderId"
       FROM request_decisions d LEFT JOIN accounts a ON a.id = d.decider
       WHERE d.request_id = $1 ORDER BY d.at`,
      [requestId],
    );
  }
}
