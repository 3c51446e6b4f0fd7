import { createRequire } from 'node:module';
import { Temporal } from 'temporal-polyfill';
import { type WorkingDays } from './regime-schema.js';

type HolidayLibrary = typeof import('date-holidays').default;

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const MILLISECONDS_A_DAY = 86_400_000;

const require = createRequire(import.meta.url);
let library: HolidayLibrary | undefined;

/** The library holds the holidays of the whole world and takes long to load, so that waits for the first question. */
function holidayLibrary(): HolidayLibrary {
  library ??= require('date-holidays') as HolidayLibrary;
  return library;
}

/** Whether the library knows the holidays of `region`, such as MA or US-CA. */
export function isHolidayRegion(region: string): boolean {
  const [country = '', state] = region.split('-');
  const Library = holidayLibrary();
  if (!(country in new Library().getCountries())) return false;
  return state === undefined || state in (new Library().getStates(country) ?? {});
}

/** Whether people work on `date` where `working` holds. */
export function isWorkingDay(date: Temporal.PlainDate, working: WorkingDays): boolean {
  const weekday = WEEKDAYS[date.dayOfWeek - 1];
  if (weekday !== undefined && working.weekend.includes(weekday)) return false;
  return !holidaysOf(working, date.year).has(date.toString());
}

/** `date` itself where it is a working day, else the next one. */
export function workingDayFrom(date: Temporal.PlainDate, working: WorkingDays): Temporal.PlainDate {
  let found = date;
  while (!isWorkingDay(found, working)) found = found.add({ days: 1 });
  return found;
}

/** The `count`-th working day after `date`. */
export function workingDaysAfter(
  date: Temporal.PlainDate,
  count: number,
  working: WorkingDays,
): Temporal.PlainDate {
  let found = date;
  for (let left = count; left > 0; left -= 1) found = workingDayFrom(found.add({ days: 1 }), working);
  return found;
}

const known = new WeakMap<WorkingDays, Map<number, ReadonlySet<string>>>();

function holidaysOf(working: WorkingDays, year: number): ReadonlySet<string> {
  let years = known.get(working);
  if (years === undefined) known.set(working, (years = new Map<number, ReadonlySet<string>>()));
  let days = years.get(year);
  if (days === undefined) years.set(year, (days = holidaysIn(working, year)));
  return days;
}

function holidaysIn(working: WorkingDays, year: number): ReadonlySet<string> {
  const [country = '', state] = working.region.split('-');
  const Library = holidayLibrary();
  const calendar = state === undefined ? new Library(country) : new Library(country, state);
  for (const rule of working.add) calendar.setHoliday(rule, { name: rule, type: 'public' });
  const days = new Set<string>();
  // Last year's list too: a holiday of several days may run over the turn of the year.
  for (const holiday of [...calendar.getHolidays(year - 1), ...calendar.getHolidays(year)]) {
    if (holiday.type !== 'public') continue;
    // Local days; half a day's holiday is no holiday, and a day of 23 or 25 hours is one day.
    const first = Temporal.PlainDate.from(holiday.date.slice(0, 10));
    const length = Math.round((holiday.end.getTime() - holiday.start.getTime()) / MILLISECONDS_A_DAY);
    for (let day = 0; day < length; day += 1) days.add(first.add({ days: day }).toString());
  }
  for (const dropped of working.drop) days.delete(dropped.length === 5 ? `${year}-${dropped}` : dropped);
  return days;
}
