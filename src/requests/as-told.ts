import { type RequestState, type RequestStep } from './request-kinds.js';
import { type SubjectRequest } from './subject-request.js';

/**
 * The request as its person may see it. Once they were told that it is completed, that is what they see, from that moment
 * on, whatever goes on about it in the office: a hold may hide that it keeps something.
 */
export function asTold(request: SubjectRequest): SubjectRequest {
  if (request.told !== 'completed') return request;
  return { ...request, state: 'completed', closedAt: request.toldAt, failure: null };
}

/** The timeline up to that moment. */
export function timelineAsTold<
  Entry extends { readonly at: Date; readonly step: RequestStep; readonly state: RequestState },
>({ told, toldAt }: SubjectRequest, timeline: readonly Entry[]): Entry[] {
  if (told !== 'completed' || toldAt === null) return [...timeline];
  const end = timeline.findIndex(
    ({ at, step }) => (step === 'deferred' || step === 'completed') && at >= toldAt,
  );
  return timeline
    .slice(0, end + 1)
    .map((entry, index) => (index === end ? { ...entry, step: 'completed', state: 'completed' } : entry));
}
