import { parseRecord } from '../../../exports/bundle/record.js';
import { valueText } from '../../../exports/bundle/value-text.js';
import { LANGUAGE_TAG } from '../../../platform/i18n/locale.js';
import { type DoubtfulPlaces, type DoubtfulRecordPage } from '../../../requests/doubtful-records.js';
import { PORTAL_ID } from '../../../sources/sources-file.js';
import { type FieldError } from '../../layout/field-error.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type DoubtPlacesView, type DoubtView } from './doubt-page.js';

/** Characters of a value on the page; the copy has it whole. */
const LONGEST = 2000;

/** What a form held that is shown again. */
export interface SaidBefore {
  readonly notMine: readonly string[];
  readonly errors: readonly FieldError[];
}

export function presentPlaces(
  frame: PageFrame,
  back: DoubtPlacesView['back'],
  found: readonly DoubtfulPlaces[],
): DoubtPlacesView {
  const say = wordsOf(frame);
  return {
    frame,
    back,
    sources: found.map(({ source, title, collections }) => ({
      id: source,
      title: title[frame.locale],
      places: collections?.map((each) => ({
        path: placePath(source, each.collection),
        title: each.title[frame.locale],
        said: say('doubt.said', { count: each.notMine }),
      })),
    })),
  };
}

export function presentDoubts(
  frame: PageFrame,
  found: DoubtfulRecordPage,
  cursor: string | undefined,
  before?: SaidBefore,
): DoubtView {
  const say = wordsOf(frame);
  const { locale, zone } = frame;
  const text = valueText(locale, zone, found.source === PORTAL_ID);
  const number = new Intl.NumberFormat(LANGUAGE_TAG[locale]);
  return {
    frame: { ...frame, path: placePath(found.source, found.collection) },
    source: found.sourceTitle[locale],
    title: found.title[locale],
    cursor,
    next: found.next ?? undefined,
    begun: found.begun,
    errors: before?.errors ?? [],
    records: found.records.map(({ row, record, notMine }, place) => {
      const values = parseRecord(record);
      return {
        row,
        title: say('doubt.record', { number: number.format(place + 1) }),
        notMine: before?.notMine.includes(row) ?? notMine,
        facts: found.fields.flatMap(({ name, title }) => {
          const value = values[name];
          if (value === null || value === undefined || value === '') return [];
          return [[title[locale], shortened(text(name, value))] as const];
        }),
      };
    }),
  };
}

export function placePath(source: string, collection: string): string {
  return `/unconfirmed/${source}/${collection}`;
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
