import { type CollectionView, type Snapshot } from '../../sources/snapshot.js';
import { type Locale, type Titles } from '../../platform/i18n/locale.js';
import { type RecordedFiles } from '../../sources/files/recorded-files.js';

/** A system that somebody searched by hand, or that nobody searches since what is in it goes by itself. */
export interface SearchedSystem {
  readonly id: string;
  readonly title: Titles;
  readonly outcome: 'nothing' | 'handed_over' | 'not_searched';
  /** Local date by which what is in it is gone; of a system that nobody searches. */
  readonly goneBy?: string;
}

/** What a bundle says about itself. */
export interface BundleFacts {
  readonly reference: string;
  readonly locale: Locale;
  readonly madeAt: Date;
  readonly siteName: string;
  /** The office's time zone, for dates that people read. */
  readonly zone: string;
  /** The content of `about.json`. */
  readonly about: object;
  /** Systems that are no databases. */
  readonly searched?: readonly SearchedSystem[];
  /** The log's last one, as a signed note; absent before the first. Who has it can prove what the log was. */
  readonly checkpoint?: string;
}

/** A source that was asked, open for this person. */
export interface AskedSource {
  readonly id: string;
  readonly title: Titles;
  readonly snapshot: Snapshot;
  /** The files that its records name; absent where the operator has not said where they lie. */
  readonly files?: RecordedFiles;
  /** How many rows the person said are not theirs, by collection: nothing of them is in the bundle. */
  readonly notTheirs?: Readonly<Record<string, number>>;
}

/** A source with the exact number of records that each of its collections will give. */
export interface CountedSource extends AskedSource {
  readonly collections: readonly CountedCollection[];
  readonly records: number;
}

export interface CountedCollection {
  readonly view: CollectionView;
  readonly records: number;
}

/** Records on one page for reading: a page then opens at once, also on a telephone. */
export const RECORDS_A_PAGE = 250;

const NAME = /^[a-z0-9][a-z0-9_-]*$/;

/** Counts everything first, since the index lies at the start of the bundle. */
export async function countAll(source: AskedSource): Promise<CountedSource> {
  const collections: CountedCollection[] = [];
  for (const view of source.snapshot.collections) {
    collections.push({ view, records: await source.snapshot.count(view.id) });
  }
  return { ...source, collections, records: sum(collections.map(({ records }) => records)) };
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

export function pagesOf(records: number): number {
  return Math.ceil(records / RECORDS_A_PAGE);
}

/** True where records of the source name files that copies hold. */
export function namesFiles({ collections }: CountedSource): boolean {
  return collections.some(({ view, records }) => view.files?.copies === true && records > 0);
}

/** Where the files of a collection lie in the bundle. */
export function dataPath(source: string, collection: string, format: 'json' | 'csv'): string {
  return `data/${named(source)}/${named(collection)}.${format}`;
}

export function pagePath(source: string, collection: string, page: number): string {
  return `pages/${named(source)}/${named(collection)}-${page}.html`;
}

/** Paths and links are made of these names, so nothing else may be in them. */
function named(id: string): string {
  if (!NAME.test(id)) throw new Error('The id of a source or collection is made of a-z, 0-9, _ and -.');
  return id;
}

/** A source gave more or fewer records than it had counted in the same snapshot: nothing of it can be trusted. */
export class CountMismatch extends Error {
  constructor(readonly source: string) {
    super(`The system "${source}" gave another number of records than it had counted.`);
    this.name = 'CountMismatch';
  }
}
