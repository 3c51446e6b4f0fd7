import { type DataCategory } from '../policy/purposes.js';
import { type Begun } from './begun.js';
import { type RecordedFiles } from './files/recorded-files.js';
import { type Finding } from './finding.js';
import { type RemoteWriter } from './remote-writer.js';
import { type CollectionView, type Snapshot, type SourceSubject } from './snapshot.js';
import { type Statements } from './statements.js';

export type { Statements } from './statements.js';

/** A row by the values of its collection's key, in the map's order, each as the database writes it as text. */
export type RecordKey = readonly string[];

/**
 * What no erasing may touch, as one hold says it for one source. All that is given must be true of a row; a row without a
 * date counts as within any period, and a collection that does not know articles has no row of an article.
 */
export interface KeptScope {
  readonly hold: string;
  readonly collection?: string;
  /** Keeps the columns of this category, and lets the rest of the row be cleared. */
  readonly category?: DataCategory;
  readonly articleId?: string;
  /** The first column of a row's key. */
  readonly recordIds?: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
}

/** Identifiers by their name in the data map (`account`, `person`): what rows of the person taught. */
export type KnownIdentifiers = Readonly<Record<string, readonly string[]>>;

/** Whose rows are erased. `known` outlives the rows that taught it. */
export interface ErasedSubject extends SourceSubject {
  readonly known?: KnownIdentifiers;
}

/** What the person chose, and how far an erasure reaches. */
export interface ErasureScope {
  /** `detach` leaves the text of comments and takes its author away. */
  readonly comments: 'delete' | 'detach';
  /** Absent while the erasure is only planned. */
  readonly begun?: Begun;
  /** Only rows dated before; rows without a date are then left alone. Used when a restored backup brought rows back. */
  readonly before?: Date;
}

/**
 * What the map lets happen to the rows of a collection. `closing`: the portal's own case rows, which go at its end.
 * `unreachable`: the map does not say how its rows are erased, so none can be.
 */
export type ErasureAction = 'delete' | 'clear' | 'detach' | 'retain' | 'closing' | 'leave' | 'unreachable';

/** Whether rows of such a collection go by batches. */
export function isErasing(action: ErasureAction): boolean {
  return action === 'delete' || action === 'clear' || action === 'detach';
}

/** Why a collection is kept although erasing was asked for, by the map. */
export interface Retained {
  readonly purpose: 'administrative' | 'legal' | 'security';
  readonly citation: string;
}

/** What day it is where the office is, by which retentions end. */
export interface OfficeCalendar {
  readonly zone: string;
  /** Local date, `2027-03-05`. */
  today(): string;
}

/** Rows that the map keeps until the end of the same day. */
export interface RetainedRows {
  /** Local date. Absent where no end is known: the map names none, or the rows have no date. */
  readonly until?: string;
  readonly rows: number;
}

/** One collection as far as erasing is concerned. */
export interface ErasableCollection {
  readonly view: CollectionView;
  /** Of rows that are kept for a time: what happens once it is over. */
  readonly action: ErasureAction;
  readonly retained?: Retained;
}

/** Rows of one collection that an erasure would meet. */
export interface PlannedRows extends ErasableCollection {
  /** Rows of the person. */
  readonly rows: number;
  /** Rows that each hold keeps, whole or in part. */
  readonly held: readonly {
    readonly hold: string;
    readonly category?: DataCategory;
    readonly rows: number;
  }[];
  /** Rows that the map keeps today, by their last day, in order; whether a hold keeps them as well or not. */
  readonly retentions: readonly RetainedRows[];
}

/** A row that a hold or its retention kept, whole or, where categories are named, these of its columns. */
export interface KeptRecord {
  readonly key: RecordKey;
  /** None where its retention alone keeps it. */
  readonly holds: readonly string[];
  /** Empty where the whole row is kept. */
  readonly categories: readonly DataCategory[];
  /** Present where its retention keeps it. */
  readonly retained?: true;
  /** Local date: the last day on which its retention keeps it; absent where that is not known. */
  readonly until?: string;
}

/** What one statement over a batch of rows did. Rows that are not the person's any more are in neither. */
export interface BatchOutcome {
  readonly deleted: number;
  /** Cleared, detached or cleared in part. */
  readonly cleared: number;
  /** Those of the cleared of which a hold keeps a part; absent where there are none. */
  readonly partly?: number;
  readonly kept: readonly KeptRecord[];
  /** Of a collection whose rows may be cleared first and deleted later: which did what. Absent elsewhere. */
  readonly byKey?: {
    readonly deleted: readonly RecordKey[];
    /** Cleared to be deleted once nothing refers to them any more. */
    readonly cleared: readonly RecordKey[];
  };
}

/** Keys of rows of one collection. */
export interface FoundKeys {
  readonly collection: string;
  readonly keys: readonly RecordKey[];
}

/** A row that names a file as its own. */
export interface NamingRow {
  readonly key: RecordKey;
  /** The rows of its record: itself, and where names and values make a record, the others of the same thing. */
  readonly record: readonly RecordKey[];
  /** Rows of other collections to which it belongs, as far as its columns say; there may be no such row. */
  readonly owners: readonly { readonly collection: string; readonly key: RecordKey }[];
}

/** What of the person a source still holds in a collection that is to be erased. */
export interface RemainingRows {
  readonly collection: string;
  /** Rows of the person that neither a scope nor a retention keeps whole, and of which something is left to erase. */
  readonly rows: number;
}

/**
 * One person in one source, for erasing. It learns who that is when it first looks, and knows it from then on; only
 * `remaining` learns anew. All but `eraseBatch`, which runs in the transaction of whoever holds the source's gate, read
 * through a connection of their own.
 */
export interface Eraser {
  readonly source: string;
  /** In the order in which they must be erased: what refers to others first. */
  readonly collections: readonly ErasableCollection[];
  /** Identifiers that the person's rows teach, those given included. @throws SourceUnavailable */
  learn(): Promise<KnownIdentifiers>;
  /** The dry run. @throws SourceUnavailable */
  plan(kept: readonly KeptScope[]): Promise<PlannedRows[]>;
  /**
   * Of collections with this action those in which a scope keeps rows; the others are not looked into.
   * @throws SourceUnavailable
   */
  held(kept: readonly KeptScope[], action: ErasureAction): Promise<PlannedRows[]>;
  /**
   * Keys of the person's rows, collection by collection as these are given, in batches of at most `most`, in the order of the
   * key, all as of one instant. Of a collection without rows there is none.
   */
  keys(collections: readonly string[], most: number): AsyncIterable<FoundKeys>;
  /**
   * One statement: erases those of these rows that are the person's and that no scope keeps.
   * @param named rows that an earlier batch kept in part and that may not lead to the person any more: taken as theirs
   */
  eraseBatch(
    statements: Statements,
    collection: string,
    keys: readonly RecordKey[],
    kept: readonly KeptScope[],
    named?: boolean,
  ): Promise<BatchOutcome>;
  /** The person's records as they are now, as a copy would have them. Close it always. @throws SourceUnavailable */
  snapshot(): Promise<Snapshot>;
  /**
   * Rows that name one of these files, whoever's they are.
   * @param paths as records have them, in a collection that names files
   * @returns the rows by the path; a path that no row names is missing
   * @throws SourceUnavailable
   */
  rowsNaming(
    collection: string,
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, readonly NamingRow[]>>;
  /** A fresh search, by every address and known identifier. Collections that are not erased are not searched. */
  remaining(kept: readonly KeptScope[]): Promise<RemainingRows[]>;
}

/** What a column holds of rows that are shown, or may be hidden. */
export interface RestrictedValues {
  readonly hidden: string;
  /** Of rows that are shown; all others, where left out. */
  readonly shown?: readonly string[];
}

/** The columns by which rows of a source are kept from being shown, one in each of some collections. */
export interface RestrictedColumns {
  /** What the column holds, by collection, as the database writes it as text. */
  readonly values: ReadonlyMap<string, RestrictedValues>;
  /** Locks these rows. @returns what each holds, by its key as JSON; null for nothing; rows that are gone are missing */
  read(
    statements: Statements,
    collection: string,
    keys: readonly RecordKey[],
  ): Promise<ReadonlyMap<string, string | null>>;
  /** Gives the column of these rows a value, and counts anew what is counted of them. */
  write(
    statements: Statements,
    collection: string,
    keys: readonly RecordKey[],
    value: string | null,
  ): Promise<void>;
}

/** A value that leads to people, as replaying reads it. */
export interface IdentifyingColumn {
  readonly collection: string;
  readonly column: string;
  /** `address`, or the identifier's name in the map. */
  readonly identifier: string;
  /** Whether rows of the collection have a date. */
  readonly dated: boolean;
}

/** A source that can be erased in. */
export interface ErasableSource {
  readonly id: string;
  /** The files that its records name; absent where the operator has not said where they lie. */
  readonly files?: RecordedFiles;
  /** How its rows are changed; absent of the portal itself, in whose own transactions batches run. */
  readonly writer?: RemoteWriter;
  /**
   * What the user that erases may not do, each by itself; nothing is changed. Absent where the database does not tell.
   * @param statements on the connection by which batches run
   * @throws SourceUnavailable
   */
  writeMismatches?(statements: Statements): Promise<Finding[]>;
  /** @throws SourceUnavailable */
  eraser(subject: ErasedSubject, scope: ErasureScope): Promise<Eraser>;
  /** Whether its map says how rows are kept from being shown. */
  readonly restricts: boolean;
  /** @throws SourceUnavailable */
  restricted(): Promise<RestrictedColumns>;
  identifyingColumns(): readonly IdentifyingColumn[];
  /** Every distinct value of the column, streamed; none where the table may be missing and is. @throws SourceUnavailable */
  values(column: IdentifyingColumn): AsyncIterable<readonly string[]>;
}
