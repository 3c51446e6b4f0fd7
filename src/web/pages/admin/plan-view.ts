import { Injectable } from '@nestjs/common';
import { type ErasedRows, type PlannedCollection, plannedTotals } from '../../../erasures/erasure-plan.js';
import { type ShownPlan } from '../../../erasures/erasure-plans.js';
import { writtenDay, writtenInstant } from '../../../platform/i18n/dates.js';
import { DATA_CATEGORIES } from '../../../policy/purposes.js';
import { type RequestState } from '../../../requests/request-kinds.js';
import { PORTAL_ID } from '../../../sources/sources-file.js';
import { Sources } from '../../../sources/sources.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type PageKey } from '../../words/words.js';

/** One collection of a dry run, in words. */
export interface PlanRow {
  readonly source: string;
  readonly collection: string;
  readonly category: string;
  readonly action: string;
  readonly count: number;
  /** What keeps rows, each a sentence; a hold's with its page. */
  readonly kept: readonly { readonly text: string; readonly path?: string }[];
}

export interface PlanView {
  /** As of when it is, and how much is erased and kept. */
  readonly summary: string;
  readonly plannedAt: string;
  /** The erasure has been at work: the plan says what it was to do. */
  readonly past: boolean;
  readonly rows: readonly PlanRow[];
  /** What the person says is somebody else's, a sentence each. */
  readonly notTheirs: readonly string[];
  /** Names of systems that hold something and can only be read. */
  readonly unreachable: readonly string[];
}

/** States of a case whose erasure has begun, and was not stopped. */
const BEGUN: readonly RequestState[] = ['running', 'completed', 'deferred'];

/** Puts dry runs into words, by the titles of the data maps. */
@Injectable()
export class PlanWords {
  constructor(private readonly sources: Sources) {}

  /** What holds nothing of the person is left out. */
  present(frame: PageFrame, plan: ShownPlan, state: RequestState): PlanView {
    const { collections, notTheirs = [], plannedAt } = plan;
    const past = BEGUN.includes(state);
    const found = collections.filter(({ count }) => count > 0);
    const unreachable = found.filter(({ action }) => action === 'unreachable').map(({ source }) => source);
    return {
      summary: summary(frame, found, writtenInstant(plannedAt, frame.locale, frame.zone), past),
      plannedAt: plannedAt.toISOString(),
      past,
      rows: found.map((planned) => this.row(frame, planned)),
      notTheirs: notTheirs.map((rows) => this.notTheirs(frame, rows)),
      unreachable: [...new Set(unreachable)].map((id) => this.source(frame, id)),
    };
  }

  private row(frame: PageFrame, planned: PlannedCollection): PlanRow {
    return {
      source: this.source(frame, planned.source),
      collection: this.collection(frame, planned),
      category: DATA_CATEGORIES[planned.category][frame.locale],
      action: wordsOf(frame)(actionKey(planned)),
      count: planned.count,
      kept: [...holds(frame, planned), ...retentions(frame, planned)],
    };
  }

  private notTheirs(frame: PageFrame, planned: ErasedRows): string {
    const collection = this.collection(frame, planned);
    const source = this.source(frame, planned.source);
    return wordsOf(frame)('plan.notTheirs', { rows: planned.rows, collection, source });
  }

  private collection(
    frame: PageFrame,
    { source, collection }: Pick<PlannedCollection, 'source' | 'collection'>,
  ): string {
    const mapped = this.sources.mapped(source)?.find(({ id }) => id === collection);
    return mapped?.title[frame.locale] ?? collection;
  }

  private source(frame: PageFrame, id: string): string {
    return this.sources.get(id)?.title[frame.locale] ?? id;
  }
}

function summary(frame: PageFrame, found: readonly PlannedCollection[], at: string, past: boolean): string {
  const say = wordsOf(frame);
  const { erased, kept, exact } = plannedTotals(found);
  return [
    say(past ? 'case.plan.was' : 'case.plan.at', { at, rows: erased }),
    ...(kept > 0 ? [say('case.plan.keeps', { kept })] : []),
    ...(exact ? [] : [say('case.plan.overlap')]),
  ].join(' ');
}

function holds(frame: PageFrame, planned: PlannedCollection): PlanRow['kept'] {
  const say = wordsOf(frame);
  return planned.holds.map(({ id, purpose, citation, reviewOn, rows }) => ({
    path: `/admin/holds/${id}`,
    text: say('plan.hold', {
      rows,
      purpose: say(`holds.purpose.${purpose}`),
      citation,
      day: writtenDay(reviewOn, frame.locale),
    }),
  }));
}

function retentions(frame: PageFrame, planned: PlannedCollection): PlanRow['kept'] {
  const say = wordsOf(frame);
  return (planned.retentions ?? []).map(({ purpose, citation, until, reviewOn, rows }) => {
    const values = { rows, purpose: say(`holds.purpose.${purpose}`), citation };
    if (until !== undefined)
      return { text: say('plan.retention', { ...values, day: writtenDay(until, frame.locale) }) };
    if (reviewOn !== undefined)
      return { text: say('plan.retention.lasting', { ...values, day: writtenDay(reviewOn, frame.locale) }) };
    return { text: say('plan.retention.open', values) };
  });
}

/** Of a comment that is cleared the text goes as well: only its place among the answers of others stays. */
export function actionKey({ source, collection, action }: PlannedCollection): PageKey {
  const text = source === PORTAL_ID && collection === 'comments' && action === 'clear';
  return text ? 'plan.action.clear.text' : `plan.action.${action}`;
}
