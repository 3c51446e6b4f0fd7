import { Temporal } from 'temporal-polyfill';

/** The calendar day of an instant where the office is, `2027-03-05`. */
export function officeDay(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}
