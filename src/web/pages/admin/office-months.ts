import { type RequestMonth } from '../../../requests/request-figures.js';

/** What became of the requests that were received in one month where the office is. */
export interface OfficeMonth {
  /** Its first day, `2026-03-01`. */
  readonly month: string;
  readonly received: number;
  readonly answered: number;
  /** Answered after the due date, or not answered although it is over. */
  readonly late: number;
  /** Days from receipt to the answer of half of the answered requests, and of nine in ten; null where there were none. */
  readonly half: number | null;
  readonly most: number | null;
}

/** The office's months as the dashboard shows them, judged as auditors judge them. */
export function officeMonths(months: readonly RequestMonth[]): OfficeMonth[] {
  return months.map(({ month, volumes, answered, half, nineTenths }) => ({
    month,
    received: volumes.reduce((all, { requests }) => all + requests, 0),
    answered,
    late: volumes.reduce((all, { missed }) => all + missed, 0),
    half,
    most: nineTenths,
  }));
}
