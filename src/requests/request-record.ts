import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { randomReference } from '../platform/crypto/tokens.js';
import { type Locale } from '../platform/i18n/locale.js';
import { dueDates } from '../policy/due-dates.js';
import { type RequestKind } from '../policy/request-kinds.js';
import { type ActingAs, type Channel, type RequestState } from './request-kinds.js';
import { RequestStates } from './request-states.js';
import { RequestSubjects, type RequestSubject } from './request-subjects.js';
import { RequestThread } from './request-thread.js';
import { type RequestScope, SubjectRequest } from './subject-request.js';

/** What a new request says, whichever way it came in. */
export interface NewRequest {
  readonly kind: RequestKind;
  readonly channel: Channel;
  readonly locale: Locale;
  /** Now, unless it reached the office before. */
  readonly receivedAt?: Date;
  readonly state: 'unconfirmed' | 'received';
  /** The person is told at once that it has arrived. */
  readonly acknowledged?: boolean;
  readonly message?: string;
  readonly scope?: RequestScope;
  readonly actingAs?: ActingAs;
  readonly subject: Omit<RequestSubject, 'requestId'>;
}

/** Writes a request down: its row with the deadline, the sealed subject, the first message and step. */
@Injectable()
export class RequestRecord {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly states: RequestStates,
    private readonly subjects: RequestSubjects,
    private readonly thread: RequestThread,
  ) {}

  async add(manager: EntityManager, made: NewRequest): Promise<SubjectRequest> {
    const receivedAt = made.receivedAt ?? this.clock.now();
    const due = dueDates(this.config.regime, made.kind, receivedAt, this.config.zone);
    const request = manager.create(SubjectRequest, {
      id: uuidv7(),
      reference: `R-${randomReference(2)}`,
      kind: made.kind,
      state: made.state satisfies RequestState,
      regime: due.regime,
      channel: made.channel,
      locale: made.locale,
      scope: made.scope ?? null,
      actingAs: made.actingAs ?? 'self',
      approvals: 0,
      receivedAt,
      dueOn: due.dueOn,
      dueAt: due.dueAt,
      dueBasis: due.basis,
      scheduledFor: null,
      acknowledgedAt: made.acknowledged === true ? this.clock.now() : null,
      pausedAt: null,
      pausedDays: 0,
      told: null,
      toldAt: null,
      createdAt: this.clock.now(),
      closedAt: null,
    });
    await manager.insert(SubjectRequest, request);
    await this.subjects.add(manager, { ...made.subject, requestId: request.id });
    if (made.message !== undefined) {
      await this.thread.add(manager, request.id, 'person', made.message);
    }
    await this.states.note(
      manager,
      request,
      made.channel === 'portal' ? 'submitted' : 'recorded',
      made.channel === 'portal' ? 'person' : 'office',
    );
    return request;
  }
}
