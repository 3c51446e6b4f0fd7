import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AccountClosing } from '../accounts/account-closing.js';
import { CommentHiding } from '../comments/comment-hiding.js';
import { type ErasedPerson } from '../requests/erased-cases.js';

/**
 * People of whom holds keep something. To the portal they are gone all the same, whatever the holds tell: what is kept is
 * kept for the holds and for nothing else, and no door that still knows them may give a hidden hold away.
 */
@Injectable()
export class DeferredPeople {
  constructor(
    private readonly accounts: AccountClosing,
    private readonly hiding: CommentHiding,
  ) {}

  /**
   * Closes their accounts and hides what is left of their comments, in the transaction that defers the erasure. Comments
   * that came under their addresses since the erasure began are somebody else's, however often it is deferred.
   * @param erasure when it began, and when it was deferred first
   */
  async close(
    manager: EntityManager,
    requestId: string,
    person: ErasedPerson,
    { startedAt, deferredAt }: { readonly startedAt: Date; readonly deferredAt: Date },
  ): Promise<void> {
    await this.closeAccounts(manager, person);
    const before = { accounts: deferredAt, addresses: startedAt };
    await this.hiding.hide(manager, requestId, person, before);
  }

  /** Where no case is left that comments could be hidden for. */
  async closeAccounts(manager: EntityManager, { accountIds, personIds }: ErasedPerson): Promise<void> {
    await this.accounts.close(manager, accountIds, personIds);
  }
}
