import { Temporal } from 'temporal-polyfill';
import { type AcknowledgementRule, type AnswerRule, type PeriodUnit, type Regime } from './regime-schema.js';
import { type RegimeBook, regime, SHIPPED_REGIMES } from './regimes.js';
import { type RequestKind } from './request-kinds.js';
import { workingDayFrom, workingDaysAfter } from './working-days.js';

/** By when a request is answered. */
export interface DueDates {
  readonly regime: string;
  /** The last day to act: a calendar day in the office's zone, `2026-04-07`. */
  readonly dueOn: string;
  /** The end of that day in the office's zone: its 23:59:59. */
  readonly dueAt: Date;
  /** `target` is the office's own aim where the law sets no figure; it is never shown as the law's. */
  readonly basis: 'law' | 'target';
  readonly cite?: string;
  /** The last day to say that the request has arrived, where the law asks for that. */
  readonly acknowledgeBy?: string;
}

/** The new last day, where the law lets an office take longer. */
export type ExtendedDue = Pick<DueDates, 'dueOn' | 'dueAt' | 'cite'>;

/**
 * The last day on which a request is answered in time.
 * @param receivedAt when it came in; what counts is the calendar day of that moment in `zone`
 * @param zone the office's time zone, as the IANA list names it
 * @throws RangeError for a regime that is not in the book, or an unknown zone
 */
export function dueDates(
  regimeCode: string,
  kind: RequestKind,
  receivedAt: Date,
  zone: string,
  book: RegimeBook = SHIPPED_REGIMES,
): DueDates {
  const law = regime(regimeCode, book);
  const received = localDay(receivedAt, zone);
  const rule = ruleFor(law.answers, kind, received);
  const acknowledgement = ruleFor(law.acknowledgements, kind, received);
  const due = rule
    ? lastDay(received, rule.within, rule, law)
    : received.add({ days: law.targetDays ?? book.targetDays });
  return {
    regime: law.code,
    ...endOf(due, zone),
    basis: rule ? 'law' : 'target',
    ...(rule?.cite === undefined ? {} : { cite: rule.cite }),
    ...(acknowledgement && {
      acknowledgeBy: lastDay(received, acknowledgement.within, acknowledgement, law).toString(),
    }),
  };
}

/**
 * The last day after an extension. It runs from receipt, not from the first due date.
 * @returns undefined where the law gives no longer time; an office's own target is not extended either
 * @throws RangeError for a regime that is not in the book, or an unknown zone
 */
export function extendedDue(
  regimeCode: string,
  kind: RequestKind,
  receivedAt: Date,
  zone: string,
  book: RegimeBook = SHIPPED_REGIMES,
): ExtendedDue | undefined {
  const law = regime(regimeCode, book);
  const received = localDay(receivedAt, zone);
  const rule = ruleFor(law.answers, kind, received);
  if (rule?.extension === undefined) return undefined;
  const { by, cite } = rule.extension;
  const due = lastDay(received, rule.within + by, rule, law);
  return { ...endOf(due, zone), ...(cite === undefined ? {} : { cite }) };
}

/** Whether the clock stands still while a person is asked for what the office needs to answer them. */
export function pausesForAnswers(regimeCode: string, book: RegimeBook = SHIPPED_REGIMES): boolean {
  return regime(regimeCode, book).clock.pauses.includes('clarification');
}

/** How many midnights of `zone` lie between two moments. */
export function daysBetween(from: Date, to: Date, zone: string): number {
  return localDay(from, zone).until(localDay(to, zone)).days;
}

/**
 * A last day put off by as many days as the clock stood still. It gives way to a working day.
 * @param dueOn the last day without that, `2026-04-07`
 */
export function dueAfterPause(
  regimeCode: string,
  dueOn: string,
  days: number,
  zone: string,
  book: RegimeBook = SHIPPED_REGIMES,
): Pick<DueDates, 'dueOn' | 'dueAt'> {
  const due = Temporal.PlainDate.from(dueOn);
  if (days === 0) return endOf(due, zone);
  return endOf(workingDayFrom(due.add({ days }), regime(regimeCode, book).working), zone);
}

function ruleFor<Rule extends AnswerRule | AcknowledgementRule>(
  rules: readonly Rule[],
  kind: RequestKind,
  received: Temporal.PlainDate,
): Rule | undefined {
  return rules.find((rule) => rule.for.includes(kind) && !(rule.from && received.toString() < rule.from));
}

function lastDay(
  received: Temporal.PlainDate,
  length: number,
  rule: { readonly unit: PeriodUnit; readonly roll?: boolean },
  law: Regime,
): Temporal.PlainDate {
  if (rule.unit === 'business_day') return workingDaysAfter(received, length, law.working);
  const last = rule.unit === 'month' ? received.add({ months: length }) : received.add({ days: length });
  return rule.roll === true ? workingDayFrom(last, law.working) : last;
}

function localDay(at: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}

function endOf(day: Temporal.PlainDate, zone: string): { dueOn: string; dueAt: Date } {
  const end = day.toZonedDateTime({ timeZone: zone, plainTime: '23:59:59' });
  return { dueOn: day.toString(), dueAt: new Date(end.epochMilliseconds) };
}
