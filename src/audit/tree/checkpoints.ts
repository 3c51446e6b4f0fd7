import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { AuditLog } from '../audit-log.js';
import { type Checkpoint, openedNote, signedNote } from './checkpoint.js';
import { CheckpointStore } from './checkpoint-store.js';
import { type Epoch, epochNumber, epochOf, type EpochRow, sameLog, selectEpochs } from './epoch.js';
import { LOG_KEY } from './log-key.js';
import { isRootOf } from './tree-hashes.js';

/** A checkpoint with the note that says it. */
export interface SignedCheckpoint extends Checkpoint {
  readonly epoch: number;
  readonly note: string;
  readonly signedAt: Date;
}

/** Why nothing is signed: what the database holds contradicts a checkpoint that was signed before. */
export type Contradiction =
  /** The database has fewer events than were signed, or an older epoch: it was restored, or cut. */
  | 'shorter'
  /** It has other events than were signed. */
  | 'changed'
  /** The last checkpoint was signed by another key. */
  | 'another key';

/** Thrown instead of signing. */
export class LogContradicted extends Error {
  constructor(readonly found: Contradiction) {
    super(`The log contradicts its last checkpoint: ${found}.`);
    this.name = 'LogContradicted';
  }
}

const DAY = 86_400_000;

interface HeadRow {
  readonly epoch: number;
  readonly origin: string;
  readonly size: string;
  readonly root: Buffer;
}

interface KeptNote {
  readonly epoch: number;
  readonly note: string;
}

interface CheckpointRow extends HeadRow {
  readonly note: string;
  readonly signed_at: Date;
}

const SELECT = `SELECT c.epoch, e.origin, c.size, c.root, c.note, c.signed_at
  FROM audit_checkpoints c JOIN audit_epochs e USING (epoch)`;

/** The signed roots of the log. No size of an epoch is ever signed twice, and nothing that contradicts an earlier one. */
@Injectable()
export class Checkpoints {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
    private readonly store: CheckpointStore,
    private readonly log: AuditLog,
  ) {}

  /** The last one of the current epoch, or of the one before where that has none; undefined before the first. */
  async latest(manager: EntityManager = this.dataSource.manager): Promise<SignedCheckpoint | undefined> {
    const [row] = await manager.query<CheckpointRow[]>(
      `${SELECT} ORDER BY c.epoch DESC, c.size DESC LIMIT 1`,
    );
    return row === undefined ? undefined : checkpointOf(row);
  }

  /** The first that covers an event; undefined while none does. @param seq the event's number */
  async covering(seq: number): Promise<SignedCheckpoint | undefined> {
    const [row] = await this.dataSource.query<CheckpointRow[]>(
      `${SELECT} WHERE c.size > $1 ORDER BY c.epoch DESC, c.size LIMIT 1`,
      [seq],
    );
    return row === undefined ? undefined : checkpointOf(row);
  }

  /** Every epoch, the first one first. */
  async epochs(): Promise<Epoch[]> {
    return (await this.dataSource.query<EpochRow[]>(selectEpochs)).map(epochOf);
  }

  /**
   * Signs the tree as it is, where it grew since the last checkpoint, and keeps the note in the object store too.
   * @returns what was signed; undefined where there was nothing new
   * @throws LogContradicted
   * @throws an error of the database with SQLSTATE XX001 where the tree contradicts the last checkpoint
   */
  async sign(): Promise<SignedCheckpoint | undefined> {
    if (!(await this.hasGrown())) return undefined;
    // Each time: also the database of a running portal may be changed, with all that tells of it there.
    await this.compareWithStore();
    const [head] = await this.dataSource.query<HeadRow[]>(
      'SELECT h.* FROM audit_check_tree() AS c, audit_head() AS h',
    );
    if (head === undefined) throw new Error('The log has no epoch.');
    const { epoch, origin, root } = head;
    const checkpoint = { origin, size: Number(head.size), root };
    const note = signedNote(checkpoint, this.keyring.signingKey(LOG_KEY), this.publicKey());
    const signedAt = this.clock.now();
    // First where a restore of the database does not reach: nobody has a checkpoint that is unknown there.
    await this.store.keep(epoch, checkpoint.size, note);
    // The database checks again, under the lock of the sequencer, that the note says what the tree holds.
    const [row] = await this.dataSource.query<{ signed: boolean }[]>(
      'SELECT audit_checkpoint($1, $2, $3, $4) AS signed',
      [epoch, checkpoint.size, note, signedAt],
    );
    if (row?.signed !== true) return undefined;
    return { ...checkpoint, epoch, note, signedAt };
  }

  /** Compares the tree with the checkpoint that is kept outside the database. @throws LogContradicted */
  async compareWithStore(): Promise<void> {
    const found = await this.contradiction();
    if (found !== undefined) throw new LogContradicted(found);
  }

  /** What the tree says against the checkpoint outside the database; undefined where both agree. */
  async contradiction(): Promise<Contradiction | undefined> {
    const kept = await this.store.last();
    return kept === undefined ? undefined : this.against(kept);
  }

  private async against({ epoch, note }: KeptNote): Promise<Contradiction | undefined> {
    const [head] = await this.dataSource.query<{ epoch: number; size: string }[]>(
      'SELECT max(epoch) AS epoch, audit_tree_size() AS size FROM audit_epochs',
    );
    if (head === undefined || epoch < head.epoch) return undefined;
    if (epoch > head.epoch) return 'shorter';
    const known = openedNote(note, this.publicKey());
    if (known === undefined) return 'another key';
    if (known.size > Number(head.size)) return 'shorter';
    return (await isRootOf(this.dataSource.manager, known)) ? undefined : 'changed';
  }

  /** Of notes that witnesses kept, the last one that this key signed under a name of this log. */
  private async lastOf(notes: readonly string[]): Promise<KeptNote | undefined> {
    const [first] = await this.epochs();
    return notes
      .map((note) => ({ note, said: openedNote(note, this.publicKey()) }))
      .filter(({ said }) => said !== undefined && sameLog(said.origin, first?.origin ?? ''))
      .map(({ note, said }) => ({ note, size: said?.size ?? 0, epoch: epochNumber(said?.origin ?? '') }))
      .sort((one, other) => one.epoch - other.epoch || one.size - other.size)
      .at(-1);
  }

  /**
   * Says that the log was restored: from here on it signs under another name, which names the last checkpoint that is known.
   * @param reason why, in the operator's words
   * @param witnessed notes that somebody kept: where the object store was restored too, they alone tell what was lost
   * @returns the epoch; undefined where nothing contradicts the last checkpoint, so that none is opened
   */
  async openEpoch(reason: string, witnessed: readonly string[] = []): Promise<number | undefined> {
    const stored = (await this.contradiction()) === undefined ? undefined : await this.store.last();
    const kept = stored ?? (await this.lastOf(witnessed));
    const contradiction = kept === undefined ? undefined : await this.against(kept);
    if (contradiction === undefined || kept === undefined) return undefined;
    const known = openedNote(kept.note, this.publicKey());
    const counted: Readonly<Record<string, number>> = known === undefined ? {} : { known: known.size };
    // No name that was signed under before is taken again, also where the database knows nothing of it any more.
    const signed = known === undefined ? 0 : epochNumber(known.origin);
    return this.dataSource.transaction(async (manager) => {
      for (;;) {
        const { epoch, size } = await this.beginEpoch(manager, kept.note);
        await this.log.append(manager, {
          action: 'audit.epoch_opened',
          actor: { type: 'operator' },
          detail: { epoch, events: size, ...counted, found: contradiction },
          values: { reason },
        });
        if (epoch > signed) return epoch;
      }
    });
  }

  /** Keeps of the days before yesterday the last checkpoint each: proofs are made from sizes, not from these rows. */
  async thin(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - 2 * DAY);
    await this.dataSource.query('SELECT audit_thin_checkpoints($1)', [before]);
  }

  private async beginEpoch(
    manager: EntityManager,
    known: string,
  ): Promise<{ readonly epoch: number; readonly size: number }> {
    await manager.query('SELECT audit_open_epoch($1, $2)', [known, this.clock.now()]);
    // A statement of its own: one that waited for the sequencer does not see what was numbered meanwhile.
    const [row] = await manager.query<{ epoch: number; size: string }[]>(
      'SELECT epoch, size FROM audit_epochs ORDER BY epoch DESC LIMIT 1',
    );
    return { epoch: row?.epoch ?? 0, size: Number(row?.size) };
  }

  /** 32 bytes (RFC 8032). */
  publicKey(): Buffer {
    return this.keyring.publicKey(LOG_KEY);
  }

  private async hasGrown(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ grown: boolean }[]>(
      `SELECT audit_tree_size() > coalesce((SELECT max(size) FROM audit_checkpoints
         WHERE epoch = (SELECT max(epoch) FROM audit_epochs)), 0) AS grown`,
    );
    return row?.grown === true;
  }
}

function checkpointOf({
  epoch,
  origin,
  size,
  root,
  note,
  signed_at: signedAt,
}: CheckpointRow): SignedCheckpoint {
  return { epoch, origin, size: Number(size), root, note, signedAt };
}
