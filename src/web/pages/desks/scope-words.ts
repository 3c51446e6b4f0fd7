import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { type Hold, type HoldScope } from '../../../holds/hold.js';
import { writtenDay, writtenInstant } from '../../../platform/i18n/dates.js';
import { DATA_CATEGORIES } from '../../../policy/purposes.js';
import { Sources } from '../../../sources/sources.js';
import { type Choice } from '../../layout/choices.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** A scope as pages show it. */
export interface ShownScope extends HoldScope {
  /** It named an address, of which nothing readable is left. */
  readonly forgotten?: boolean;
}

/** One condition of a scope, in words. */
export interface ScopeLine {
  readonly label: string;
  readonly value: string;
  /** Addresses and ids read left to right in any language. */
  readonly ltr: boolean;
}

export function scopeOf(hold: Hold): ShownScope {
  return {
    email: hold.email ?? undefined,
    forgotten: hold.addressMac !== null,
    source: hold.source ?? undefined,
    collection: hold.collection ?? undefined,
    category: hold.category ?? undefined,
    articleId: hold.articleId ?? undefined,
    recordIds: hold.recordIds ?? undefined,
    from: hold.fromAt ?? undefined,
    to: hold.toAt ?? undefined,
  };
}

/** Whether the scope names neither a person nor an article nor records: then it keeps what is everybody's. */
export function keepsEverybodys({ email, forgotten, articleId, recordIds }: ShownScope): boolean {
  return email === undefined && forgotten !== true && articleId === undefined && recordIds === undefined;
}

/** Names what holds may keep, by the titles of the data maps. */
@Injectable()
export class ScopeWords {
  constructor(private readonly sources: Sources) {}

  /** All of these must be true of a record that is held. */
  lines(frame: PageFrame, scope: ShownScope): ScopeLine[] {
    const say = wordsOf(frame);
    const { email, source, collection, category, articleId, recordIds, from, to } = scope;
    const lines: (ScopeLine | undefined)[] = [
      line(say('scope.email'), email, true),
      scope.forgotten === true ? line(say('scope.email'), say('scope.forgotten')) : undefined,
      line(say('scope.source'), source && this.sourceTitle(frame, source)),
      line(say('scope.collection'), collection && this.collection(frame, collection, source)),
      line(say('scope.category'), category && DATA_CATEGORIES[category][frame.locale]),
      line(say('scope.articleId'), articleId, true),
      line(say('scope.recordIds'), recordIds && shortList(recordIds, frame), true),
      line(say('scope.from'), from && writtenBoundary(frame, from, 0)),
      line(say('scope.to'), to && writtenBoundary(frame, to, -1)),
    ];
    return lines.filter((each) => each !== undefined);
  }

  sourceChoices(frame: PageFrame): Choice[] {
    return this.sources.all().map(({ id, title }) => ({ value: id, label: title[frame.locale] }));
  }

  /** Each with the names of the sources that have it: a scope without a source means all of them. */
  collectionChoices(frame: PageFrame): Choice[] {
    const found = new Map<string, { title: string; sources: string[] }>();
    for (const { id, title } of this.sources.all()) {
      for (const collection of this.sources.mapped(id) ?? []) {
        const known = found.get(collection.id);
        if (known === undefined)
          found.set(collection.id, { title: collection.title[frame.locale], sources: [title[frame.locale]] });
        else known.sources.push(title[frame.locale]);
      }
    }
    return [...found].map(([value, { title, sources }]) => ({
      value,
      label: this.sources.all().length === 1 ? title : `${title} (${sources.join(', ')})`,
    }));
  }

  private sourceTitle(frame: PageFrame, id: string): string {
    return this.sources.get(id)?.title[frame.locale] ?? id;
  }

  /** A collection's title; its id where no map knows it any more. */
  collection(frame: PageFrame, id: string, source: string | undefined): string {
    const within = source === undefined ? this.sources.all().map((each) => each.id) : [source];
    const mapped = within.flatMap((each) => this.sources.mapped(each) ?? []);
    return mapped.find((collection) => collection.id === id)?.title[frame.locale] ?? id;
  }
}

function line(label: string, value: string | undefined, ltr = false): ScopeLine | undefined {
  return value === undefined || value === '' ? undefined : { label, value, ltr };
}

/** Ids are long; a list of a thousand is not for reading. */
function shortList(ids: readonly string[], frame: PageFrame): string {
  const shown = ids.slice(0, 5).join(', ');
  if (ids.length <= 5) return shown;
  return `${shown} +${new Intl.NumberFormat('en').format(ids.length - 5)}${frame.locale === 'ar' ? '\u200E' : ''}`;
}

/** Where a period begins or ends on a day's beginning, the day that somebody typed; else the instant. */
function writtenBoundary(frame: PageFrame, at: Date, days: 0 | -1): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(frame.zone);
  const begins = local.toPlainDate().toZonedDateTime(frame.zone).epochMilliseconds === at.getTime();
  if (!begins) return writtenInstant(at, frame.locale, frame.zone);
  return writtenDay(local.toPlainDate().add({ days }).toString(), frame.locale);
}
