import { type z } from 'zod';
import { type CaseFile } from '../../requests/case-file.js';
import { failureText } from '../../requests/failure.js';
import { type TimelineEntry } from '../../requests/request-queries.js';
import { type Principal } from '../../auth/principal.js';
import { canWithdraw, mayWithdraw, type Withdrawer } from '../../requests/request-withdrawal.js';
import { type Restriction } from '../../requests/restriction.js';
import { type SubjectRequest } from '../../requests/subject-request.js';
import {
  type CaseView,
  type QueueItemView,
  type RequestDetailView,
  type RequestView,
} from './request-schemas.js';

import { presentInForce, presentRestriction } from './restriction-presenter.js';

/** A request as its own person sees it, as far as they came. */
export function presentRequest(caller: Withdrawer, request: SubjectRequest): z.input<typeof RequestView> {
  return { ...presentFacts(request), canWithdraw: mayWithdraw(caller, request) };
}

function presentFacts(request: SubjectRequest): Omit<z.input<typeof RequestView>, 'canWithdraw'> {
  return {
    reference: request.reference,
    kind: request.kind,
    state: request.state,
    regime: request.regime,
    receivedAt: request.receivedAt.toISOString(),
    dueOn: request.dueOn,
    dueAt: request.dueAt.toISOString(),
    dueBasis: request.dueBasis,
    scheduledFor: request.state === 'scheduled' ? (request.scheduledFor?.toISOString() ?? null) : null,
    closedAt: request.closedAt?.toISOString() ?? null,
  };
}

export function presentDetail(
  principal: Principal,
  request: SubjectRequest,
  timeline: readonly TimelineEntry[],
  restriction: Restriction | undefined,
): z.input<typeof RequestDetailView> {
  return {
    ...presentRequest(principal, request),
    timeline: presentTimeline(timeline),
    refusal: presentRefusal(request),
    restriction: presentRestriction(restriction),
  };
}

/** A request in the office's queue: no personal data. */
export function presentQueueItem(
  request: SubjectRequest,
  approvalsNeeded: number,
  now: Date,
): z.input<typeof QueueItemView> {
  return {
    ...presentFacts(request),
    canWithdraw: canWithdraw(request),
    channel: request.channel,
    actingAs: request.actingAs,
    approvals: request.approvals,
    approvalsNeeded: request.kind === 'erasure' ? approvalsNeeded : 1,
    overdue: request.closedAt === null && request.dueAt < now,
    assigned: request.assignee !== null,
  };
}

export function presentCase(file: CaseFile, approvalsNeeded: number, now: Date): z.input<typeof CaseView> {
  const { request, subject } = file;
  return {
    ...presentQueueItem(request, approvalsNeeded, now),
    timeline: presentTimeline(file.timeline),
    subject:
      subject === undefined ? null : { email: subject.address, name: subject.name, username: file.username },
    restriction: presentRestriction(file.restriction),
    restrictionsInForce: presentInForce(file.restrictionsInForce),
    notTheirs: file.notTheirs.map((rows) => ({ ...rows })),
    scope: request.scope as z.input<typeof CaseView>['scope'],
    assignee: file.assignee,
    failure: request.failure && failureText('en', request.failure),
    refusal: presentRefusal(request),
    messages: file.messages.map((message) => ({ ...message, at: message.at.toISOString() })),
    decisions: file.decisions.map(({ at, decision, decider }) => ({
      at: at.toISOString(),
      decision,
      decider,
    })),
  };
}

function presentTimeline(timeline: readonly TimelineEntry[]) {
  return timeline.map((entry) => ({ ...entry, at: entry.at.toISOString() }));
}

function presentRefusal(request: SubjectRequest) {
  if (request.ground === null || request.explanation === null) return undefined;
  return { ground: request.ground, explanation: request.explanation };
}
