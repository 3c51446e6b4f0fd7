import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Sessions } from '../auth/sessions.js';
import { Outbox } from '../platform/mail/outbox.js';
import { CaseEffects } from './case-effects.js';
import { type ErasedPerson } from './erased-cases.js';
import { RequestLinks } from './request-links.js';
import { RequestSubjects } from './request-subjects.js';
import { type Lifting } from './restriction-end.js';
import { type SubjectRequest } from './subject-request.js';

const BY_ERASURE: Lifting = { by: 'erasure', actor: { type: 'system' } };

/** Takes the person out of cases: what is left names nobody and leads to nobody. */
@Injectable()
export class CaseReduction {
  constructor(
    private readonly subjects: RequestSubjects,
    private readonly links: RequestLinks,
    private readonly sessions: Sessions,
    private readonly outbox: Outbox,
    private readonly effects: CaseEffects,
  ) {}

  /** @param accountIds accounts of the same person, whose mails go too @returns how many rows led to the person */
  async reduce(
    manager: EntityManager,
    requests: readonly SubjectRequest[],
    accountIds: readonly string[],
  ): Promise<number> {
    const requestIds = requests.map(({ id }) => id);
    await this.shut(manager, requestIds);
    const subjects = await this.subjects.delete(manager, ...requestIds);
    const [, messages] = await manager.query<[unknown, number]>(
      'DELETE FROM request_messages WHERE request_id = ANY ($1)',
      [requestIds],
    );
    const [, notes] = await manager.query<[unknown, number]>(
      'DELETE FROM request_notes WHERE request_id = ANY ($1)',
      [requestIds],
    );
    await manager.query(
      'UPDATE requests SET scope = NULL, explanation = NULL, failure = NULL WHERE id = ANY ($1)',
      [requestIds],
    );
    await manager.query('UPDATE restrictions SET reason = NULL WHERE request_id = ANY ($1)', [requestIds]);
    const mails = await this.outbox.forget(manager, { accountIds, requestIds });
    await this.effects.undo(manager, requests, BY_ERASURE);
    return subjects + messages + notes + mails;
  }

  /**
   * To the person it is all as if their cases were reduced: nothing leaves about them, nobody gets into them but by a link
   * that only shows them. The rows stay: holds may keep them.
   * @param requestId the case whose erasure left something
   * @param others the person's other cases, which have ended
   */
  async silence(
    manager: EntityManager,
    requestId: string,
    others: readonly SubjectRequest[],
    { accountIds }: ErasedPerson,
  ): Promise<void> {
    const requestIds = [requestId, ...others.map(({ id }) => id)];
    await this.shut(manager, requestIds);
    await this.subjects.silence(manager, requestIds, requestId);
    await this.outbox.giveUp(manager, { accountIds, requestIds });
    await this.effects.undo(manager, others, BY_ERASURE);
  }

  private async shut(manager: EntityManager, requestIds: readonly string[]): Promise<void> {
    await this.links.dropAllButFinal(manager, requestIds);
    await this.sessions.endOfRequests(manager, requestIds);
  }
}
