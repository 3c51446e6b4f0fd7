import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HoldGate } from '../holds/hold-rules.js';
import { OpenBatches } from '../holds/open-batches.js';
import { type BatchOutcome, type KeptScope } from '../sources/erasing.js';
import { SealedBatches } from './batch-contents.js';
import { type Batch, BatchNotes, type BatchOwner } from './batch-notes.js';
import { type SealedSubject } from './erasure.js';
import { FollowedHolds } from './followed-holds.js';

/** A batch in another database that has begun. */
export interface BegunBatch {
  readonly id: string;
  /** Whose it is, with the addresses known by then. */
  readonly subject: SealedSubject;
  readonly epoch: number;
  readonly scopes: readonly KeptScope[];
}

/** The steps of a batch in another database that happen in the portal's own, each in a transaction of the caller's. */
@Injectable()
export class RemoteSteps {
  constructor(
    private readonly gate: HoldGate,
    private readonly holds: FollowedHolds,
    private readonly open: OpenBatches,
    private readonly sealed: SealedBatches,
    private readonly notes: BatchNotes,
  ) {}

  /** Reads the holds, and writes down that a batch begins on this connection. */
  async begin(
    manager: EntityManager,
    owner: BatchOwner & { readonly subject: SealedSubject },
    { source, collection, keys, named }: Batch,
    connection: string,
  ): Promise<BegunBatch> {
    const { epoch, subject, scopes } = await this.held(manager, owner, source);
    const id = this.open.newId();
    const sealed = this.sealed.seal(id, { keys, scopes });
    const { erasureId } = owner;
    await this.open.begin(manager, { id, erasureId, source, collection, named, sealed, epoch, connection });
    return { id, subject, epoch, scopes };
  }

  /**
   * Says that the batch will commit. From here on holds wait for it.
   * @returns false where it must not: holds changed, or turned out to be for this person, or somebody took it over
   */
  async commit(
    manager: EntityManager,
    owner: BatchOwner,
    { source, keys }: Batch,
    { id, subject, scopes }: BegunBatch,
    outcome: BatchOutcome,
  ): Promise<boolean> {
    const now = await this.held(manager, { ...owner, subject }, source);
    if (JSON.stringify(now.scopes) !== JSON.stringify(scopes)) return false;
    return this.open.commit(manager, { id }, now.epoch, this.sealed.seal(id, { keys, scopes, outcome }));
  }

  /**
   * It has committed: counts what it did.
   * @returns how many rows are erased that were not; undefined where somebody took the batch over, and counts it
   */
  async done(
    manager: EntityManager,
    owner: BatchOwner,
    batch: Batch,
    { id }: BegunBatch,
    outcome: BatchOutcome,
  ): Promise<number | undefined> {
    if (!(await this.open.close(manager, id, 'committing', FIRST))) return undefined;
    return this.notes.add(manager, owner, batch, outcome);
  }

  /** It will not commit. Where somebody took it over, that is theirs to say. */
  async dropped(manager: EntityManager, { id }: BegunBatch): Promise<void> {
    await this.open.close(manager, id, 'begun', FIRST);
  }

  private async held(
    manager: EntityManager,
    owner: BatchOwner & { readonly subject: SealedSubject },
    source: string,
  ): Promise<Omit<BegunBatch, 'id'>> {
    const epochs = await this.gate.pass(manager, [source]);
    const subject = await this.holds.follow(manager, owner.erasureId, owner.subject);
    const rules = await this.gate.rules(manager, source, subject);
    return { epoch: epochs.get(source) ?? 0, subject, scopes: rules.map(({ scope }) => scope) };
  }
}

/** The fence of a batch that nobody took over. */
const FIRST = 1;
