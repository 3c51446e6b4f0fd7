import { type Readable } from 'node:stream';

/** Bytes `start` to `end`, both included, as in RFC 9110 section 14.1.2. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where bundles (later media and the ledger) lie: a directory, or an S3-compatible store.
 * Keys are ours: lower-case letters, digits, `-`, `.` and `/`; never personal data.
 */
export abstract class ObjectStore {
  /**
   * Writes the whole stream under `key`; the object appears whole or not at all. Replaces what was there.
   * @throws StorageFull where there is no room for it
   */
  abstract put(key: string, content: Readable): Promise<void>;
  /** @returns the length in bytes, or undefined where there is no such object */
  abstract size(key: string): Promise<number | undefined>;
  /** @throws Error where there is no such object */
  abstract read(key: string, range?: ByteRange): Promise<Readable>;
  /** The keys that start with `folder/`, in any order; objects that come or go meanwhile may be in it or not. */
  abstract list(folder: string): AsyncIterable<string>;
  /**
   * Deleting what is not there succeeds. What an unfinished or killed `put` of this key left behind goes too; a `put`
   * that is still writing then fails.
   */
  abstract delete(key: string): Promise<void>;
}
