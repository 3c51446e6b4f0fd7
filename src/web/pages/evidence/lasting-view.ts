import { lastingKey, type LastingRetention } from '../../../erasures/lasting-retentions.js';
import { namedCollection } from '../../../erasures/named-collection.js';
import { writtenDay, writtenInstant } from '../../../platform/i18n/dates.js';
import { type Sources } from '../../../sources/sources.js';
import { type FieldError } from '../../layout/field-error.js';
import { type Choice } from '../../layout/choices.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** What was typed in the form by which a retention is reviewed. */
export interface ReviewForm {
  /** A `lastingKey`; empty where none was chosen. */
  readonly retention: string;
  readonly reason: string;
}

/** One retention without an end in the reader's words. */
export interface LastingLine {
  readonly system: string;
  readonly title: string;
  readonly purpose: string;
  readonly citation: string;
  readonly lastReview: string;
  readonly nextReview: string;
  readonly overdue: boolean;
}

/** The section about retentions without an end, with its form. */
export interface LastingSection extends ReviewForm {
  readonly lines: readonly LastingLine[];
  /** Those that can be reviewed. */
  readonly choices: readonly Choice[];
  readonly errors: readonly FieldError[];
}

/** What the section is made of. */
export interface LastingFacts {
  readonly retentions: readonly LastingRetention[];
  /** User names by account id. */
  readonly names: ReadonlyMap<string, string>;
  /** Local date. */
  readonly today: string;
}

export function presentLasting(
  frame: PageFrame,
  sources: Sources,
  { retentions, names, today }: LastingFacts,
  form: ReviewForm,
  errors: readonly FieldError[],
): LastingSection {
  const lines = retentions.map((one) => presentLine(frame, sources, one, names, today));
  const choices = retentions.map((one, index) => ({
    value: lastingKey(one),
    label: `${lines[index]?.title} (${lines[index]?.system})`,
  }));
  const none = { value: '', label: wordsOf(frame)('lasting.choose') };
  return { ...form, lines, choices: [none, ...choices], errors };
}

function presentLine(
  frame: PageFrame,
  sources: Sources,
  retention: LastingRetention,
  names: ReadonlyMap<string, string>,
  today: string,
): LastingLine {
  const say = wordsOf(frame);
  const { source, collection, purpose, citation, reviewOn } = retention;
  return {
    system: sources.get(source)?.title[frame.locale] ?? source,
    title: namedCollection(sources, source, collection, frame.locale).title,
    purpose: say(`holds.purpose.${purpose}`),
    citation,
    lastReview: lastReview(frame, retention, names),
    nextReview: writtenDay(reviewOn, frame.locale),
    overdue: reviewOn < today,
  };
}

function lastReview(
  frame: PageFrame,
  { since, reviewedAt, reviewedBy }: LastingRetention,
  names: ReadonlyMap<string, string>,
): string {
  const say = wordsOf(frame);
  const at = (instant: Date): string => writtenInstant(instant, frame.locale, frame.zone);
  if (reviewedAt === null) return say('lasting.last.none', { at: at(since) });
  const name = `\u2068${names.get(reviewedBy ?? '') ?? say('hold.nobody')}\u2069`;
  return say('lasting.last', { at: at(reviewedAt), name });
}
