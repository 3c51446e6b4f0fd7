/** What the log calls itself from a restore to the next. */
export interface Epoch {
  readonly epoch: number;
  readonly origin: string;
  readonly openedAt: Date;
  /** Events that the log had when the epoch began. */
  readonly size: number;
  /** The note of the last checkpoint that was known of the epoch before; null for the first epoch. */
  readonly lastKnown: string | null;
}

/** A row of `selectEpochs`. */
export interface EpochRow {
  readonly epoch: number;
  readonly origin: string;
  readonly opened_at: Date;
  readonly size: string;
  readonly last_known: string | null;
}

/** Every epoch, the first one first. */
export const selectEpochs =
  'SELECT epoch, origin, opened_at, size, last_known FROM audit_epochs ORDER BY epoch';

export function epochOf({
  epoch,
  origin,
  opened_at: openedAt,
  size,
  last_known: lastKnown,
}: EpochRow): Epoch {
  return { epoch, origin, openedAt, size: Number(size), lastKnown };
}

/** The number at the end of a name that the log signs under; 0 where there is none. */
export function epochNumber(origin: string): number {
  return Number(/\/([1-9]\d{0,8})$/.exec(origin)?.[1] ?? 0);
}

/** Whether two names are of one log, in whatever epoch. */
export function sameLog(one: string, other: string): boolean {
  const logOf = (origin: string): string => origin.slice(0, origin.lastIndexOf('/'));
  return logOf(one) === logOf(other);
}
