import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type AuditEntry } from '../audit/audit-entry.js';
import { type SecurityValues } from '../audit/security-values.js';
import { Clock } from '../platform/clock/clock.js';
import { CaseReduction } from './case-reduction.js';
import { ErasedCases, type ErasedPerson } from './erased-cases.js';
import { PersonForgetting } from './person-forgetting.js';
import { CLOSED_STATES, type RequestState } from './request-kinds.js';
import { type Outcome, RequestOutcomes } from './request-outcomes.js';
import { type SubjectRequest } from './subject-request.js';

const completed: Outcome = {
  from: 'running',
  to: 'completed',
  step: 'completed',
  action: 'request.completed',
};
const deferred: Outcome = { from: 'running', to: 'deferred', step: 'deferred', action: 'request.deferred' };

/** The end of an erasure in the case's own rows. Everything happens in the caller's transaction. */
@Injectable()
export class RequestClosing {
  constructor(
    private readonly outcomes: RequestOutcomes,
    private readonly cases: ErasedCases,
    private readonly reduction: CaseReduction,
    private readonly forgetting: PersonForgetting,
    private readonly clock: Clock,
  ) {}

  /**
   * What the log will keep of the person for security once the case is closed; the receipt names it. Nothing more is
   * recorded of them until the caller's transaction ends.
   */
  async keptForSecurity(
    manager: EntityManager,
    requestId: string,
    person: ErasedPerson,
  ): Promise<SecurityValues> {
    const requests = await this.cases.of(manager, person, requestId);
    return this.forgetting.kept(manager, person, requests);
  }

  /**
   * Locks every case of the person in one order, so that two of their erasures never end at once.
   * @returns the ids of the others; undefined where the request is not running any more
   */
  async begin(
    manager: EntityManager,
    requestId: string,
    person: ErasedPerson,
  ): Promise<readonly string[] | undefined> {
    const requests = await this.cases.lock(manager, person, requestId);
    const running = requests.some(({ id, state }) => id === requestId && state === 'running');
    return running ? idsOf(requests).filter((id) => id !== requestId) : undefined;
  }

  /**
   * Running to completed. From here on no row of a case, mail or event leads to the person: their other requests are
   * ended and reduced, and the log forgets them. What stays of each: reference, kind, dates, steps and deciders.
   * @param detail counts for the event
   * @param keeping other requests whose erasures alone know of something that is still to go, and that therefore go on
   * @returns what the log keeps for security; undefined where the request is not running any more: nothing was changed
   */
  async close(
    manager: EntityManager,
    requestId: string,
    person: ErasedPerson,
    detail: AuditEntry['detail'] = {},
    keeping: readonly string[] = [],
  ): Promise<SecurityValues | undefined> {
    const all = await this.cases.lock(manager, person, requestId);
    const requests = all.filter(({ id, state }) => id === requestId || !goesOn(id, state, keeping));
    const told = this.toldCompleted(requests.find(({ id }) => id === requestId));
    if (!(await this.outcomes.reach(manager, requestId, completed, detail, told))) return undefined;
    await this.cases.end(
      manager,
      requests.filter(({ id }) => id !== requestId),
    );
    await this.reduction.reduce(manager, requests, person.accountIds);
    return this.forgetting.forget(manager, person, idsOf(requests));
  }

  /**
   * Running to deferred: something is kept, and who asked stays known so that the rest can follow. Where the person is
   * told `completed`, everything of theirs ends as `close` would end it, as far as they and whoever answers them can see.
   * @param shownAs `completed` where the person may not know that anything is kept: then they see no sign of it
   * @param keeping as for `close`
   * @returns false where the request is not running any more: nothing was changed
   */
  async defer(
    manager: EntityManager,
    requestId: string,
    person: ErasedPerson,
    shownAs: 'completed' | 'deferred',
    keeping: readonly string[] = [],
  ): Promise<boolean> {
    const told = { told: shownAs, toldAt: this.clock.now() };
    if (!(await this.outcomes.reach(manager, requestId, deferred, { shownAs }, told))) return false;
    if (shownAs === 'completed') await this.silence(manager, requestId, person, keeping);
    return true;
  }

  /** The ids of every case of the person, that of the erasure among them. */
  of(manager: EntityManager, requestId: string, person: ErasedPerson): Promise<string[]> {
    return this.cases.of(manager, person, requestId);
  }

  /** What `defer` does to the cases of a person who is told `completed`; nothing where the erasure is not deferred so. */
  async silence(
    manager: EntityManager,
    requestId: string,
    person: ErasedPerson,
    keeping: readonly string[],
  ): Promise<void> {
    const all = await this.cases.lock(manager, person, requestId);
    const silent = ({ id, state, told }: SubjectRequest) =>
      id === requestId && state === 'deferred' && told === 'completed';
    if (!all.some(silent)) return;
    const others = all.filter(({ id, state }) => id !== requestId && !goesOn(id, state, keeping));
    await this.cases.end(manager, others);
    await this.reduction.silence(manager, requestId, others, person);
  }

  /**
   * What `close` does to case rows, mails and the log where no case asks for it: a restored backup brought them back.
   * @returns how many rows led to the person
   */
  async forget(manager: EntityManager, person: ErasedPerson): Promise<number> {
    const all = await this.cases.lock(manager, person);
    const requests = all.filter(({ id, state }) => !goesOn(id, state, []));
    const known = await this.forgetting.known(person, idsOf(requests));
    await this.cases.end(manager, requests);
    const rows = await this.reduction.reduce(manager, requests, person.accountIds);
    await this.forgetting.forget(manager, person, idsOf(requests));
    return rows + known;
  }

  /** Whoever was told so before learns nothing new. */
  private toldCompleted(request: SubjectRequest | undefined) {
    const before = request?.told === 'completed' ? request.toldAt : null;
    return { told: 'completed', toldAt: before ?? this.clock.now() } as const;
  }
}

/** A deferred erasure alone knows which rows it left to holds, so it ends by itself. */
function goesOn(id: string, state: RequestState, keeping: readonly string[]): boolean {
  return state === 'deferred' || (keeping.includes(id) && !CLOSED_STATES.includes(state));
}

function idsOf(requests: readonly SubjectRequest[]): string[] {
  return requests.map(({ id }) => id);
}
