import { z } from 'zod';
import { invalidField } from '../../../platform/http/problem.js';
import { type QueueFilter } from '../../../requests/queue-filter.js';
import { QueueQuery } from '../../api/request-schemas.js';

/** The filters of the queue as they stand in the page's address. */
export const FILTERS = ['state', 'kind', 'due', 'assignee', 'held', 'second', 'q'] as const;

export type FilterName = (typeof FILTERS)[number];
export type FilterValues = Partial<Readonly<Record<FilterName, string>>>;

/** The values that say something: a form sends the others empty. */
export function filterValues(query: Readonly<Record<string, unknown>>): FilterValues {
  const given = FILTERS.map((name) => [name, query[name]] as const);
  return Object.fromEntries(
    given.filter((entry): entry is [FilterName, string] => typeof entry[1] === 'string' && entry[1] !== ''),
  );
}

/** Whether the search names a person. No address keeps that: histories and logs would. */
export function namesPerson({ q }: FilterValues): boolean {
  return q !== undefined && q.includes('@');
}

/** The filters as an address has them, and nothing else of it; a person is left out. */
export function filterQuery(values: FilterValues): URLSearchParams {
  const { q, ...others } = values;
  return new URLSearchParams(Object.entries(q === undefined || namesPerson(values) ? others : values));
}

/** Filters out of a link or a form that leads back to the queue. */
export function readFilters(text: string): FilterValues {
  return filterValues(Object.fromEntries(new URLSearchParams(text)));
}

const Known = QueueQuery.pick({ state: true, kind: true, due: true, held: true, second: true, q: true });

/**
 * What the values ask for.
 * @param assignees account ids by what stands for them in the address; null for nobody
 * @throws Problem 422 that names the filters which cannot be used
 */
export function queueFilter(
  { assignee, ...values }: FilterValues,
  assignees: ReadonlyMap<string, string | null>,
): QueueFilter {
  const known = z.strictObject(Known.shape).safeParse(values);
  if (!known.success) {
    throw invalidField(`?${String(known.error.issues[0]?.path[0])}`, 'This filter cannot be used.');
  }
  if (assignee !== undefined && !assignees.has(assignee))
    throw invalidField('?assignee', 'There is no admin of that user name.');
  return { ...known.data, assignee: assignee === undefined ? undefined : assignees.get(assignee) };
}
