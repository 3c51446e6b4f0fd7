import { Temporal } from 'temporal-polyfill';

/** A day begins where the office is. @param received a day such as `2026-03-05`, or an instant */
export function officeInstant(received: Date | string, zone: string): Date {
  if (received instanceof Date) return received;
  return new Date(Temporal.PlainDate.from(received).toZonedDateTime(zone).epochMilliseconds);
}
