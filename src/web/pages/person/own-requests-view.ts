import { writtenDay, writtenInstant } from '../../../platform/i18n/dates.js';
import { isForAnother } from '../../../requests/for-another.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';
import { type PageFrame } from '../../layout/frame.js';
import { type Tone } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { kindName } from './kind-name.js';
import { isUndated, toneOf } from './request-words.js';

/** A page of somebody's own requests. */
export interface OwnRequestsView {
  readonly frame: PageFrame;
  readonly first: boolean;
  readonly next?: string;
  readonly rows: readonly {
    readonly reference: string;
    readonly kind: string;
    readonly state: string;
    readonly tone: Tone;
    readonly receivedOn: string;
    /** Empty once no answer is awaited. */
    readonly dueOn: string;
  }[];
}

export function presentOwnRequests(
  frame: PageFrame,
  { items, next }: { readonly items: readonly SubjectRequest[]; readonly next: string | null },
  first: boolean,
): OwnRequestsView {
  const say = wordsOf(frame);
  return {
    frame,
    first,
    next: next ?? undefined,
    rows: items.map((request) => ({
      reference: request.reference,
      kind: kindName(frame, request.kind, isForAnother(request)),
      state: say(`state.${request.state}`),
      tone: toneOf(request.state),
      receivedOn: writtenInstant(request.receivedAt, frame.locale, frame.zone),
      dueOn: isUndated(request.state) ? '' : writtenDay(request.dueOn, frame.locale),
    })),
  };
}
