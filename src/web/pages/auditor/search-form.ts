import { z } from 'zod';
import { type AuditFilter } from '../../../audit/audit-filter.js';
import { LOCALES } from '../../../platform/i18n/locale.js';
import { pageWords } from '../../words/words.js';
import { officeDay, officeDayEnd, officeDayStart } from '../../../platform/clock/office-day.js';
import { type FieldProblem, invalidFields } from '../../../platform/http/problem.js';

/** The fields of the search, by which the address of a search names them. */
export const SEARCH_FIELDS = [
  'q',
  'action',
  'outcome',
  'actor',
  'subject',
  'reference',
  'ip',
  'from',
  'to',
] as const;

export type SearchField = (typeof SEARCH_FIELDS)[number];

/** What was typed; empty where nothing was. `from` and `to` are days where the office is, both included. */
export type SearchForm = Readonly<Record<SearchField, string>>;

export const IMPERSONAL = ['system', 'operator', 'anonymous'] as const;

/** Who is no person, by the code or by what a page calls it in any language; undefined for any other text. */
export function impersonalBy(text: string): (typeof IMPERSONAL)[number] | undefined {
  const asked = text.toLowerCase();
  return IMPERSONAL.find(
    (type) =>
      asked === type ||
      LOCALES.some((locale) => asked === pageWords(locale)(`audit.actor.${type}`).toLowerCase()),
  );
}

/** The search that an address or a posted form holds. Anything else in it belongs to the page. */
export function readSearch(given: unknown): SearchForm {
  const values = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
  const entries = SEARCH_FIELDS.map((field) => {
    const value = values[field];
    return [field, typeof value === 'string' ? value.trim() : ''] as const;
  });
  return Object.fromEntries(entries) as SearchForm;
}

/** The search as an address holds it, in one order, without what is empty. */
export function searchParams(form: SearchForm): URLSearchParams {
  const given = SEARCH_FIELDS.filter((field) => form[field] !== '');
  return new URLSearchParams(given.map((field) => [field, form[field]]));
}

/** Pseudonyms, as the address of a search names people; undefined for any other text. */
export function pseudonymsIn(text: string): string[] | undefined {
  const parsed = z.array(z.uuid()).safeParse(text.split(','));
  return parsed.success ? parsed.data : undefined;
}

/**
 * The filter of a search whose people are pseudonyms already.
 * @throws Problem 422 for a day that is none; the log itself checks the rest
 */
export function filterOf(form: SearchForm, zone: string): AuditFilter {
  const { q, action, outcome, reference, ip } = form;
  checkDays(form);
  return {
    ...given({ q, action, reference, ip }),
    ...(outcome === '' ? {} : { outcome: outcome as AuditFilter['outcome'] }),
    ...actorOf(form.actor),
    ...(form.subject === '' ? {} : { subject: pseudonymsIn(form.subject) ?? [] }),
    ...(form.from === '' ? {} : { from: officeDayStart(form.from, zone).toISOString() }),
    ...(form.to === '' ? {} : { to: officeDayEnd(form.to, zone).toISOString() }),
  };
}

function actorOf(text: string): Pick<AuditFilter, 'actor' | 'actorType'> {
  const type = impersonalBy(text);
  if (type !== undefined) return { actorType: type };
  return text === '' ? {} : { actor: pseudonymsIn(text) ?? [] };
}

function given<Values extends Readonly<Record<string, string>>>(values: Values): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as Partial<Values>;
}

function checkDays({ from, to }: SearchForm): void {
  const isDay = (text: string): boolean => text === '' || z.iso.date().safeParse(text).success;
  const problems: FieldProblem[] = [];
  if (!isDay(from)) problems.push({ pointer: '?from', message: 'Give a day such as 2026-03-05.' });
  const turned = isDay(from) && from !== '' && to !== '' && to < from;
  if (!isDay(to) || turned) {
    problems.push({ pointer: '?to', message: 'Give a day such as 2026-03-05, not before the first.' });
  }
  if (problems.length > 0) throw invalidFields(...problems);
}

/** A kept filter as a search of the page: times become the days that they lie in. */
export function formOf(filter: AuditFilter, zone: string): SearchForm {
  const { actor, actorType, subject, from, to, ...same } = filter;
  return {
    ...readSearch(same),
    actor: actorType ?? actor?.join(',') ?? '',
    subject: subject?.join(',') ?? '',
    from: from === undefined ? '' : officeDay(new Date(from), zone),
    // A day is over a moment before the next one begins.
    to: to === undefined ? '' : officeDay(new Date(new Date(to).getTime() - 1), zone),
  };
}
