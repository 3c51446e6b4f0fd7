import { Temporal } from 'temporal-polyfill';
import { bound, type Sql, sql, whole } from './sql-text.js';

/** From an instant on, a zone is so many seconds ahead of UTC. */
interface Offset {
  readonly from: Temporal.Instant;
  readonly seconds: number;
}

const FIRST = Temporal.Instant.from('1900-01-01T00:00:00Z');
const LAST = Temporal.Instant.from('2100-01-01T00:00:00Z');

const known = new Map<string, readonly Offset[]>();

/**
 * The calendar day of a moment in UTC where the office is. Few servers have the tables from which MariaDB would know zones
 * by name, so the statement says itself when clocks change.
 */
export function localDay(moment: Sql, zone: string): Sql {
  return sql`CAST(${moment} + INTERVAL ${offsetOf(moment, offsetsOf(zone))} SECOND AS DATE)`;
}

/** Halves the offsets at each step, so that a row is compared with few of them. */
function offsetOf(moment: Sql, offsets: readonly Offset[]): Sql {
  const middle = offsets[Math.floor(offsets.length / 2)];
  if (middle === undefined) return whole(0);
  if (offsets.length === 1) return whole(middle.seconds);
  const half = Math.floor(offsets.length / 2);
  const at = bound(middle.from.toString().replace('T', ' ').replace('Z', ''));
  const [before, since] = [offsets.slice(0, half), offsets.slice(half)];
  return sql`IF(${moment} < ${at}, ${offsetOf(moment, before)}, ${offsetOf(moment, since)})`;
}

function offsetsOf(zone: string): readonly Offset[] {
  const found = known.get(zone) ?? readOffsets(zone);
  known.set(zone, found);
  return found;
}

function readOffsets(zone: string): Offset[] {
  const offsets: Offset[] = [];
  let at: Temporal.ZonedDateTime | null = FIRST.toZonedDateTimeISO(zone);
  while (at !== null && Temporal.Instant.compare(at.toInstant(), LAST) < 0) {
    const seconds = Math.round(at.offsetNanoseconds / 1e9);
    if (offsets.at(-1)?.seconds !== seconds) offsets.push({ from: at.toInstant(), seconds });
    at = at.getTimeZoneTransition('next');
  }
  return offsets;
}
