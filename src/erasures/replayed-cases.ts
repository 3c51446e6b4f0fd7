import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type CommentChoice } from '../comments/left-comments.js';
import { HoldGate } from '../holds/hold-rules.js';
import { RequestClosing } from '../requests/request-closing.js';
import { casePeople } from './case-people.js';
import { DeferredPeople } from './deferred-people.js';
import { type Erasure, type SealedSubject } from './erasure.js';
import { FinalSearch } from './final-search.js';
import { HeldCases } from './held-cases.js';

/** The case rows of an erased person that a restored backup brought back. */
@Injectable()
export class ReplayedCases {
  constructor(
    private readonly gate: HoldGate,
    private readonly search: FinalSearch,
    private readonly held: HeldCases,
    private readonly closing: RequestClosing,
    private readonly people: DeferredPeople,
  ) {}

  /**
   * Forgets all of them, or none as long as a hold keeps one. They have no dates: those go that lead to the person's own
   * ids, which are never given twice; addresses may be a returning person's by now.
   * @returns how many rows went
   */
  async forget(manager: EntityManager, erasure: Erasure, subject: SealedSubject): Promise<number> {
    await this.gate.pass(manager, this.search.gates());
    if (await this.held.note(manager, erasure, subject, { comments: 'delete' })) return 0;
    return this.closing.forget(manager, { ...casePeople(subject), addresses: [] });
  }

  /** Holds keep something that came back: accounts among it are closed and the rest is as good as gone, as it was before. */
  async close(
    manager: EntityManager,
    { id }: Pick<Erasure, 'id'>,
    subject: SealedSubject,
    comments: CommentChoice,
  ): Promise<void> {
    await this.people.close(manager, { id, comments }, casePeople(subject));
  }

  /** Nothing is kept any more. */
  async leave(manager: EntityManager, { id }: Pick<Erasure, 'id'>): Promise<void> {
    await this.people.forget(manager, id);
  }
}
