import { officeDay, officeDayStart } from '../../../platform/clock/office-day.js';
import { colon } from '../../../platform/i18n/colon.js';
import { writtenDay, writtenInstant } from '../../../platform/i18n/dates.js';
import { dueDates } from '../../../policy/due-dates.js';
import { type CaseFile } from '../../../requests/case-file.js';
import { type SubjectRequest } from '../../../requests/subject-request.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { regimeName } from '../regime-name.js';
import { groundText } from './ground-words.js';

/** A name and what it is. `dir`: how the value reads, where that is not the page's own direction. */
export interface Fact {
  readonly name: string;
  readonly value?: string;
  readonly dir?: 'ltr' | 'auto';
}

/** Who asked, and how that was proven; undefined once the case no longer knows. */
export function presentPerson(
  frame: PageFrame,
  { request, subject, username, notTheirs }: CaseFile,
): Fact[] | undefined {
  if (subject === undefined) return undefined;
  const say = wordsOf(frame);
  const proof = proofOf(request, subject);
  const rows = notTheirs.reduce((sum, each) => sum + each.rows, 0);
  return [
    { name: say('case.person.email'), value: subject.address, dir: 'ltr' },
    { name: say('case.person.name'), value: subject.name, dir: 'auto' },
    { name: say('case.person.username'), value: username, dir: 'auto' },
    { name: say('case.person.proof'), value: say(`case.proof.${proof}`) },
    {
      name: say('case.person.notTheirs'),
      value: rows === 0 ? undefined : say('case.person.notTheirs.rows', { rows }),
    },
  ];
}

function proofOf(
  { channel, state }: SubjectRequest,
  { accountId }: NonNullable<CaseFile['subject']>,
): 'account' | 'guest' | 'unconfirmed' | 'office' | 'operator' {
  if (channel === 'operator') return 'operator';
  if (channel !== 'portal') return 'office';
  if (state === 'unconfirmed') return 'unconfirmed';
  return accountId === undefined ? 'guest' : 'account';
}

/** What the request itself says, and what became of it. */
export function presentFacts(frame: PageFrame, { request, assignee }: CaseFile): Fact[] {
  const say = wordsOf(frame);
  const { channel, scope } = request;
  const at = (instant: Date): string => writtenInstant(instant, frame.locale, frame.zone);
  const came =
    channel === 'portal' || channel === 'operator'
      ? say(`case.fact.channel.${channel}`)
      : say(`letter.channel.${channel}`);
  return [
    { name: say('case.fact.received'), value: received(frame, request, at) },
    { name: say('case.fact.due'), value: due(frame, request) },
    { name: say('case.fact.acknowledged'), value: acknowledged(frame, request, at) },
    { name: say('case.fact.channel'), value: came },
    { name: say('case.fact.language'), value: say(`letter.locale.${request.locale}`) },
    {
      name: say('case.fact.actingAs'),
      value: request.actingAs === 'self' ? undefined : say(`letter.actingAs.${request.actingAs}`),
    },
    {
      name: say('case.fact.comments'),
      value: scope?.comments && say(`case.fact.comments.${scope.comments}`),
    },
    { name: say('case.fact.assignee'), value: assignee ?? say('queue.assignee.none'), dir: 'auto' },
    {
      name: say('case.fact.ground'),
      value: request.ground === null ? undefined : groundText(frame, request),
    },
    { name: say('case.fact.explanation'), value: request.explanation ?? undefined, dir: 'auto' },
  ];
}

/** Of what did not come by the portal, often only the day is known; it then counts as its first moment. */
function received(
  { locale, zone }: PageFrame,
  { channel, receivedAt }: SubjectRequest,
  at: (instant: Date) => string,
): string {
  const day = officeDay(receivedAt, zone);
  const isDay = channel !== 'portal' && officeDayStart(day, zone).getTime() === receivedAt.getTime();
  return isDay ? writtenDay(day, locale) : at(receivedAt);
}

function due(frame: PageFrame, { dueOn, dueBasis, regime }: SubjectRequest): string {
  const basis = wordsOf(frame)(`case.fact.due.${dueBasis}`, { regime: regimeName(frame, regime) });
  return `${writtenDay(dueOn, frame.locale)}${colon(frame.locale)} ${basis}`;
}

/** Some laws want it said within some days that a request has arrived. */
function acknowledged(
  frame: PageFrame,
  { acknowledgedAt, closedAt, regime, kind, receivedAt }: SubjectRequest,
  at: (instant: Date) => string,
): string | undefined {
  if (acknowledgedAt !== null) return at(acknowledgedAt);
  if (closedAt !== null) return undefined;
  const say = wordsOf(frame);
  const { acknowledgeBy } = dueDates(regime, kind, receivedAt, frame.zone);
  if (acknowledgeBy === undefined) return say('case.fact.acknowledged.no');
  return say('case.fact.acknowledged.by', { day: writtenDay(acknowledgeBy, frame.locale) });
}
