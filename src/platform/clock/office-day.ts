import { Temporal } from 'temporal-polyfill';

/** The calendar day of an instant where the office is, `2027-03-05`. */
export function officeDay(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

/** The instant at which that calendar day is over where the office is. */
export function officeDayEnd(day: string, zone: string): Date {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  return new Date(next.toZonedDateTime(zone).epochMilliseconds);
}

/** The instant at which that calendar day begins where the office is. */
export function officeDayStart(day: string, zone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
}
