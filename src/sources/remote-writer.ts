import { type Fingerprint } from './fingerprint.js';
import { type Statements } from './statements.js';

/**
 * A connection of its own to another database, which carries one transaction after another. Whatever fails throws
 * SourceUnavailable, after which the connection is of no more use but for `close`.
 */
export interface RemoteConnection {
  /** Names this connection among all that the database ever had, also after it was started again. No personal data. */
  readonly id: string;
  /** Which database this is. */
  fingerprint(): Promise<Fingerprint>;
  /** Starts a transaction, with limits on how long it may run and wait. */
  begin(): Promise<Statements>;
  /** Where this throws, nobody knows whether it was done: see `RemoteWriter.end`. */
  commit(): Promise<void>;
  /** Undoes what was begun, if anything. Never throws: a connection that fails at it is ended, which undoes it as well. */
  rollback(): Promise<void>;
  close(): Promise<void>;
}

/** The way to change rows in another database, in transactions that commit once the portal's own database says so. */
export interface RemoteWriter {
  /** @throws SourceUnavailable */
  open(): Promise<RemoteConnection>;
  /**
   * Ends a connection that somebody left, and comes back once it is gone for certain: from then on nothing that was begun
   * on it can commit any more. One that is gone already is none to wait for.
   * @throws SourceUnavailable where it cannot be ended, or nobody knows whether it is
   */
  end(id: string): Promise<void>;
}
