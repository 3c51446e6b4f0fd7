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

/** A configured place that holds personal data. */
export interface Source {
  readonly id: string;
  readonly title: Titles;
  /**
   * @param begun how far addresses reach of an erasure that has begun
   * @throws SourceUnavailable, with a sentence an admin understands
   */
  open(subject: SourceSubject, begun?: Begun): Promise<Snapshot>;
}
