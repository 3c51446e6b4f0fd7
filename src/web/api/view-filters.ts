import { type Account } from '../../accounts/account.js';
import { invalidField } from '../../platform/http/problem.js';
import { type ViewFilter } from '../../requests/queue-views.js';

/** Words that stand for no one admin in the queue's filters: whoever looks, and nobody. */
const WHOEVER: readonly string[] = ['me', 'none'];

/**
 * The filter as a view keeps it: whom it names by account id.
 * @param admins who can be named, by user name
 * @throws Problem 422 for anybody else
 */
export function keptFilter(filter: ViewFilter, admins: readonly Account[]): ViewFilter {
  const { assignee } = filter;
  if (assignee === undefined || WHOEVER.includes(assignee)) return filter;
  const admin = admins.find(({ username }) => username === assignee);
  if (admin === undefined) throw invalidField('/filter/assignee', 'There is no admin of that user name.');
  return { ...filter, assignee: admin.id };
}

/** The filter as an address of the queue has it. Somebody who is no admin any more stays an id, which the queue refuses. */
export function writtenFilter(filter: ViewFilter, admins: readonly Account[]): Record<string, string> {
  const { state, kind, due, assignee, held, second } = filter;
  const named = admins.find(({ id }) => id === assignee)?.username ?? assignee;
  const parts = {
    state: state?.join(','),
    kind: kind?.join(','),
    due,
    assignee: named,
    held: held && 'true',
    second: second && 'true',
  };
  return Object.fromEntries(
    Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined),
  );
}
