import { type Facet } from '../../../audit/audit-page.js';
import { type Facets } from '../../../audit/audit-search.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type Choice } from '../../layout/choices.js';
import { type FieldError } from '../../layout/field-error.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { en as actionWords } from '../../words/actions/en.js';
import { type Found, SEARCH_ROWS } from './audit-desk.js';
import { actionName, actorKind, type EventLine, outcomeName, presentEvent } from './event-line.js';
import { impersonalBy, type SearchForm, searchParams } from './search-form.js';

/** A narrower search, and about how many matches it has. */
export interface FacetLine {
  readonly text: string;
  readonly path: string;
  readonly chosen: boolean;
}

/** The log's search in the reader's words. */
export interface SearchView {
  readonly frame: PageFrame;
  readonly form: SearchForm;
  readonly errors: readonly FieldError[];
  readonly actions: readonly Choice[];
  readonly outcomes: readonly Choice[];
  readonly query: URLSearchParams;
  readonly first: boolean;
  /** How many events a page has at most. */
  readonly perPage: number;
  /** It has filters, and none of them is a personal value. */
  readonly saveable: boolean;
  /** Absent where the search could not be made. */
  readonly found?: {
    readonly rows: readonly EventLine[];
    readonly next?: string;
    /** How far the search came in the time of a page, where it has to be continued for more. */
    readonly backTo?: { readonly at: string; readonly written: string };
    readonly actions: readonly FacetLine[];
    readonly outcomes: readonly FacetLine[];
    /** What the numbers of the facets stand for. */
    readonly counted: string;
  };
}

const OUTCOMES = ['success', 'failure', 'denied'] as const;

export function presentSearch(
  frame: PageFrame,
  form: SearchForm,
  asked: { readonly cursor?: string; readonly errors?: readonly FieldError[] },
  found?: Found,
): SearchView {
  const any = { value: '', label: wordsOf(frame)('audit.any') };
  return {
    frame,
    form: { ...form, actor: writtenActor(frame, form.actor) },
    errors: asked.errors ?? [],
    actions: [any, ...actionChoices(frame)],
    outcomes: [any, ...OUTCOMES.map((value) => ({ value, label: outcomeName(frame, value) }))],
    query: searchParams(form),
    first: asked.cursor === undefined,
    perPage: frame.screen?.rows ?? SEARCH_ROWS,
    saveable: form.q === '' && form.ip === '' && searchParams(form).size > 0,
    found: found && {
      rows: found.items.map((item) => presentEvent(frame, item, found.staff)),
      next: found.next ?? undefined,
      backTo: backTo(frame, found),
      ...presentFacets(frame, form, found.facets),
    },
  };
}

function backTo(
  frame: PageFrame,
  { searchedBackTo: at }: Found,
): { at: string; written: string } | undefined {
  if (at === undefined) return undefined;
  return { at, written: writtenInstant(new Date(at), frame.locale, frame.zone) };
}

/** Whoever is no person stands in the form as the page calls them. */
function writtenActor(frame: PageFrame, text: string): string {
  const type = impersonalBy(text);
  return type === undefined ? text : actorKind(frame, type);
}

/** Every action there are words for, by its code's order, which keeps each room together. */
function actionChoices(frame: PageFrame): Choice[] {
  const codes = Object.keys(actionWords).map((key) => key.replace('action.', '').replace('_', '.'));
  return codes.map((value) => ({ value, label: actionName(frame, value) }));
}

/** Each list is as narrow as the other one's choice, and leads away from its own. */
function presentFacets(frame: PageFrame, form: SearchForm, { facets, counted, estimated }: Facets) {
  const say = wordsOf(frame);
  const sum = (some: readonly Facet[]) => some.reduce((all, facet) => all + facet.count, 0);
  const within = (field: 'action' | 'outcome') =>
    facets.filter((facet) => form[field] === '' || facet[field] === form[field]);
  const lines = (field: 'action' | 'outcome', name: (frame: PageFrame, code: string) => string) =>
    tally(within(field === 'action' ? 'outcome' : 'action'), field).map(([code, matches]): FacetLine => ({
      text: say('audit.facet', { name: name(frame, code), count: matches }),
      path: `/audit?${searchParams({ ...form, [field]: code }).toString()}`,
      chosen: form[field] === code,
    }));
  return {
    actions: lines('action', actionName),
    outcomes: lines('outcome', outcomeName),
    counted: estimated
      ? say('audit.facets.some', { count: counted })
      : say('audit.facets.all', {
          count: sum(within('action').filter((one) => within('outcome').includes(one))),
        }),
  };
}

/** The codes of one field with their counts, the most frequent first. */
function tally(facets: readonly Facet[], field: 'action' | 'outcome'): [string, number][] {
  const counts = new Map<string, number>();
  for (const facet of facets) counts.set(facet[field], (counts.get(facet[field]) ?? 0) + facet.count);
  return [...counts].sort(([, one], [, other]) => other - one);
}
