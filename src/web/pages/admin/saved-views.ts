import { writtenInstant } from '../../../platform/i18n/dates.js';
import { writtenFilter } from '../../api/view-filters.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type Desk } from './queue-desk.js';
import { type FilterValues } from './queue-query.js';
import { presentChoices } from './queue-view.js';
import { queuePath } from './ready-views.js';
import { type ViewLine } from './views-page.js';

/** The views that an admin sees, as their page lists them. */
export function presentSaved(frame: PageFrame, { admins, saved }: Desk): ViewLine[] {
  const say = wordsOf(frame);
  return saved.map(({ id, name, filter, shared, createdAt }) => {
    const values = writtenFilter(filter, admins);
    return {
      name,
      path: queuePath(values),
      deletePath: `/admin/views/${id}/delete`,
      filters: writtenValues(frame, values, presentChoices(frame, admins, values)),
      whose: say(shared ? 'views.whose.all' : 'views.whose.own'),
      at: writtenInstant(createdAt, frame.locale, frame.zone),
    };
  });
}

/** What the filters ask for, each value as its field calls it. */
function writtenValues(
  frame: PageFrame,
  values: FilterValues,
  choices: ReturnType<typeof presentChoices>,
): string {
  const say = wordsOf(frame);
  const named = (['kind', 'state', 'due', 'assignee'] as const).flatMap((field) => {
    const given = values[field]?.split(',') ?? [];
    const labels = given.map((one) => choices[field].find(({ value }) => value === one)?.label ?? one);
    const value = new Intl.ListFormat(frame.locale, { type: 'unit' }).format(labels);
    return given.length === 0 ? [] : [say('views.filter', { field: say(`queue.column.${field}`), value })];
  });
  const ticked = (['held', 'second'] as const)
    .filter((field) => values[field] === 'true')
    .map((field) => say(`queue.${field}`));
  return [...named, ...ticked].join(say('views.between'));
}
