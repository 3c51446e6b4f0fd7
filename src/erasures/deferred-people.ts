import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AccountClosing } from '../accounts/account-closing.js';
import { CommentHiding } from '../comments/comment-hiding.js';
import { type ErasedPerson } from '../requests/erased-cases.js';
import { ErasedAddresses } from './erased-addresses.js';

/**
 * People of whom holds keep something. To the portal they are gone all the same, whatever the holds tell: what is kept is
 * kept for the holds and for nothing else, and no door that still knows them may give a hidden hold away.
 */
@Injectable()
export class DeferredPeople {
  constructor(
    private readonly accounts: AccountClosing,
    private readonly hiding: CommentHiding,
    private readonly erased: ErasedAddresses,
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
    {
      id,
      startedAt,
      deferredAt,
    }: { readonly id: string; readonly startedAt: Date; readonly deferredAt: Date },
  ): Promise<void> {
    await this.closeAccounts(manager, id, person);
    const before = { accounts: deferredAt, addresses: startedAt };
    await this.hiding.hide(manager, requestId, person, before);
  }

  /** Where no case is left that comments could be hidden for. By the addresses nothing is found that hidden holds keep. */
  async closeAccounts(
    manager: EntityManager,
    erasureId: string,
    { accountIds, personIds, addresses }: ErasedPerson,
  ): Promise<void> {
    await this.accounts.close(manager, accountIds, personIds);
    await this.erased.keep(manager, erasureId, addresses);
  }
}
