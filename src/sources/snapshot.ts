import { type Readable } from 'node:stream';
import { type Titles } from '../platform/i18n/locale.js';
import { type DataCategory } from '../policy/purposes.js';
import { type Begun } from './begun.js';
import { type RecordFiles } from './files/files-shape.js';
import { type RowsByPlace } from './left-rows.js';

/** How a source knows the person: confirmed addresses, and nothing else crosses into it (I5). */
export interface SourceSubject {
  readonly emails: readonly string[];
  /** Rows that nothing leads to: see `LeftRows`. */
  readonly left?: RowsByPlace;
  /**
   * Rows that the person says are somebody else's. It counts only where nothing leads to a row but an address that was
   * not confirmed when it was written: whatever else leads to a row leads to it all the same.
   */
  readonly notTheirs?: RowsByPlace;
}

/** A field of a collection, as bundles and pages show it. */
export interface FieldView {
  readonly name: string;
  readonly title: Titles;
  readonly category: DataCategory;
}

/** One table or kind of record of a source. */
export interface CollectionView {
  readonly id: string;
  readonly title: Titles;
  readonly category: DataCategory;
  readonly fields: readonly FieldView[];
  /** Columns that exist but are not handed out (password hashes), with the reason for people. */
  readonly withheld: readonly { readonly name: string; readonly reason: Titles }[];
  /** Where its records name files; absent where they name none. */
  readonly files?: RecordFiles;
}

/** One person's data in one source, as of one instant. Close it always. */
export interface Snapshot {
  readonly collections: readonly CollectionView[];
  /** Records of the person in the collection, exactly. */
  count(collection: string): Promise<number>;
  /**
   * The person's records, made by the database and streamed as NDJSON: one JSON object a line, keys in the order of the
   * collection's fields. One stream at a time.
   */
  read(collection: string): Readable;
  close(): Promise<void>;
}

/** A row to which nothing leads but an address that was not confirmed when it was written. */
export interface UnconfirmedRow {
  /** The values of its collection's key, each as the database writes it as text. */
  readonly key: readonly string[];
  /** The record as copies have it: a JSON object, keys in the order of the collection's fields. */
  readonly record: string;
}

/**
 * Rows of one person in one source that may be somebody else's, as of one instant. A row to which anything else leads as
 * well, such as the number of an account, is not among them. Rows that only hang on such a row follow it.
 */
export interface UnconfirmedRows {
  /** Where there may be such rows. */
  readonly collections: readonly CollectionView[];
  /**
   * @param after the key of the last row of the page before
   * @param most rows
   * @returns in the order of the key; none of a collection that is not among `collections`
   * @throws SourceUnavailable
   */
  page(
    collection: string,
    after: readonly string[] | undefined,
    most: number,
  ): Promise<readonly UnconfirmedRow[]>;
  /** Those of the keys that are such a row's, each once. @throws SourceUnavailable */
  among(collection: string, keys: readonly (readonly string[])[]): Promise<readonly (readonly string[])[]>;
  close(): Promise<void>;
}

/** A configured place that holds personal data. */
export interface Source {
  readonly id: string;
  readonly title: Titles;
  /**
   * @param begun how far addresses reach of an erasure that has begun
   * @throws SourceUnavailable, with a sentence an admin understands
   */
  open(subject: SourceSubject, begun?: Begun): Promise<Snapshot>;
  /**
   * The rows that a person may say are not theirs, whatever they have said so far. Close it always.
   * @throws SourceUnavailable
   */
  unconfirmed(subject: Omit<SourceSubject, 'notTheirs'>): Promise<UnconfirmedRows>;
}
