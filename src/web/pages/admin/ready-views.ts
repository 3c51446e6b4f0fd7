import { type QueueView } from '../../../requests/queue-views.js';
import { type Account } from '../../../accounts/account.js';
import { writtenFilter } from '../../api/view-filters.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { filterQuery, type FilterValues } from './queue-query.js';

/** A way to look at the queue that was thought of before. */
export interface ReadyView {
  readonly text: string;
  readonly path: string;
  readonly current: boolean;
}

const VIEWS = {
  all: {},
  mine: { assignee: 'me' },
  unassigned: { assignee: 'none' },
  overdue: { due: 'overdue' },
  soon: { due: 'soon' },
  second: { second: 'true' },
  waiting: { state: 'awaiting_information' },
  erasures: { kind: 'erasure' },
  held: { held: 'true' },
  failed: { state: 'failed' },
} as const satisfies Readonly<Record<string, FilterValues>>;

/** The ready-made views and then the saved ones, the one that is open marked. */
export function presentViews(
  frame: PageFrame,
  values: FilterValues,
  saved: readonly QueueView[],
  admins: readonly Account[],
): ReadyView[] {
  const say = wordsOf(frame);
  const open = sorted(values);
  const shown = (text: string, filter: FilterValues): ReadyView => ({
    text,
    path: queuePath(filter),
    current: sorted(filter) === open,
  });
  return [
    ...(Object.keys(VIEWS) as (keyof typeof VIEWS)[]).map((name) =>
      shown(say(`queue.view.${name}`), VIEWS[name]),
    ),
    ...saved.map(({ name, filter }) => shown(name, writtenFilter(filter, admins))),
  ];
}

/** Where the queue is seen through these filters. */
export function queuePath(values: FilterValues): string {
  const query = filterQuery(values).toString();
  return query === '' ? '/admin/requests' : `/admin/requests?${query}`;
}

function sorted(values: FilterValues): string {
  const query = filterQuery(values);
  query.sort();
  return query.toString();
}
