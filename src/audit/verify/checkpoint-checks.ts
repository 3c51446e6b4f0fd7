import { type Checkpoint, CheckpointRefused, openNote, readNote } from '../tree/checkpoint.js';
import { type Epoch, sameLog } from '../tree/epoch.js';
import { type Finding } from './finding.js';

/** A row of `audit_checkpoints` with its epoch's name. */
export interface StoredCheckpoint extends Checkpoint {
  readonly epoch: number;
  readonly note: string;
}

/** The log as it was recomputed. */
export interface Recomputed {
  readonly events: number;
  readonly epochs: readonly Epoch[];
  readonly publicKey: Buffer;
  /** The root above the first so many events; undefined where these are not there. */
  rootAt(size: number): Buffer | undefined;
}

/**
 * What is wrong with a stored checkpoint: it was signed over other `events`; its `row` says something else than its note; it
 * counts events that are `gone`; or its `note` is not one that this key signed.
 */
export interface StoredProblem {
  readonly kind: 'events' | 'row' | 'gone' | 'note';
  readonly finding: Finding;
}

/**
 * What is wrong with a stored checkpoint. One that this key did not sign is compared with the events all the same: after a
 * key was lost that is all that can be said of it.
 * @param recomputed root above as many events as it counts
 */
export function storedProblem(
  { epoch, origin, size, root, note }: StoredCheckpoint,
  publicKey: Buffer,
  recomputed: Buffer,
): StoredProblem | undefined {
  const problem = (kind: StoredProblem['kind'], what: string): StoredProblem => ({
    kind,
    finding: { where: `checkpoint ${epoch}/${size}`, what },
  });
  const said = opened(note, publicKey);
  const isSame = root.equals(recomputed);
  if (typeof said === 'string')
    return isSame
      ? problem('note', said)
      : problem('events', `${said} Its root is not that of the first ${size} events either`);
  if (said.origin !== origin || said.size !== size || !said.root.equals(root))
    return problem('row', 'its note says something else than the row that it stands in');
  return isSame
    ? undefined
    : problem('events', `the first ${size} events are not those that it was signed over`);
}

/** A stored checkpoint of more events than the log has. */
export function goneProblem({ epoch, size }: StoredCheckpoint, events: number): StoredProblem {
  const what = `it counts ${size - events} events more than the log has`;
  return { kind: 'gone', finding: { where: `checkpoint ${epoch}/${size}`, what } };
}

/** What is wrong with a note that somebody kept outside the database. */
export function keptProblem(note: string, log: Recomputed, keeper: string): Finding | undefined {
  const said = opened(note, log.publicKey);
  if (typeof said === 'string') return { where: keeper, what: said };
  const where = `${keeper} of ${said.size} events, ${said.origin}`;
  const epoch = log.epochs.find(({ origin }) => origin === said.origin);
  if (epoch === undefined) return { where, what: unknownOrigin(said.origin, log.epochs) };
  if (said.size > log.events)
    return {
      where,
      what: `the log has ${log.events} events: ${said.size - log.events} of those that it counts are gone${restored(said, epoch, log)}`,
    };
  if (log.rootAt(said.size)?.equals(said.root) === true) return undefined;
  return {
    where,
    what: `the first ${said.size} events are not those that it was signed over${restored(said, epoch, log)}`,
  };
}

/** How many events a note counts, whoever signed it; undefined where it is none. */
export function sizeOf(note: string): number | undefined {
  try {
    return readNote(note).checkpoint.size;
  } catch (error) {
    if (error instanceof CheckpointRefused) return undefined;
    throw error;
  }
}

/** @returns the checkpoint, or why it is refused */
export function opened(note: string, publicKey: Buffer): Checkpoint | string {
  try {
    return openNote(note, publicKey);
  } catch (error) {
    if (error instanceof CheckpointRefused) return error.message;
    throw error;
  }
}

/** What is to be said of a note from before a restore. */
function restored({ size }: Checkpoint, { epoch }: Epoch, { epochs }: Recomputed): string {
  const after = epochs.find((other) => other.epoch > epoch && other.size < size);
  if (after === undefined) return '';
  return `. It was signed before the restore that epoch ${after.epoch} names, which ${after.size} events survived`;
}

function unknownOrigin(origin: string, epochs: readonly Epoch[]): string {
  return epochs.some((epoch) => sameLog(epoch.origin, origin))
    ? 'this database knows nothing of its epoch: the database was restored or rewritten since'
    : 'it is of another log';
}
