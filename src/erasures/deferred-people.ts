import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AccountClosing } from '../accounts/account-closing.js';
import { CommentHiding } from '../comments/comment-hiding.js';
import { type CommentChoice, LeftComments } from '../comments/left-comments.js';
import { type ErasedPerson } from '../requests/erased-cases.js';
import { type RecordKey } from '../sources/erasing.js';
import { PORTAL_ID } from '../sources/sources-file.js';
import { ErasedAddresses } from './erased-addresses.js';
import { KeptRecords } from './kept-records.js';

/** The collection of the portal's map whose rows the public reads. */
const COMMENTS = { source: PORTAL_ID, collection: 'comments' } as const;

/** An erasure that leaves something. */
export interface LeavingErasure {
  readonly id: string;
  /** None where it is replayed. */
  readonly requestId?: string;
  readonly comments: CommentChoice;
}

/** Keys of one statement. */
const BATCH = 5000;

/**
 * People of whom holds keep something. To the portal they are gone all the same, whatever the holds tell: what is kept is
 * kept for the holds and for nothing else, and no door that still knows them may give a hidden hold away.
 */
@Injectable()
export class DeferredPeople {
  constructor(
    private readonly accounts: AccountClosing,
    private readonly hiding: CommentHiding,
    private readonly comments: LeftComments,
    private readonly erased: ErasedAddresses,
    private readonly kept: KeptRecords,
  ) {}

  /**
   * In the transaction that defers the erasure, or its replay: closes their accounts, and shows what is left of their
   * comments as if it had been erased. Comments that came under their addresses since are somebody else's, and not among
   * what is kept.
   */
  async close(
    manager: EntityManager,
    { id, requestId, comments }: LeavingErasure,
    { accountIds, personIds, addresses }: ErasedPerson,
  ): Promise<void> {
    await this.accounts.close(manager, accountIds, personIds);
    if (requestId !== undefined) await this.hiding.show(manager, [requestId]);
    await this.comments.forget(manager, id);
    await this.comments.addOfAccounts(manager, id, accountIds, comments);
    await this.leave(manager, { id, comments }, addresses);
  }

  /** What is kept is not found by the addresses, and its comments are shown as if they had been erased. */
  async leave(
    manager: EntityManager,
    { id, comments }: LeavingErasure,
    addresses: readonly string[],
  ): Promise<void> {
    await this.erased.keep(manager, id, addresses);
    let after: RecordKey | undefined;
    do {
      const keys = await this.kept.keys(manager, id, COMMENTS, after, BATCH);
      const commentIds = keys.flatMap(([commentId]) => commentId ?? []);
      await this.comments.add(manager, id, commentIds, comments);
      after = keys.at(-1);
    } while (after !== undefined);
  }

  /** The erasure is over, or was taken back. */
  async forget(manager: EntityManager, erasureId: string): Promise<void> {
    await this.comments.forget(manager, erasureId);
  }
}
