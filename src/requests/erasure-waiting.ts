import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { CommentHiding } from '../comments/comment-hiding.js';
import { OfficeMails } from './office-mails.js';
import { RequestMails } from './request-mails.js';
import { RequestPeople } from './request-people.js';
import { type SubjectRequest } from './subject-request.js';

/** What is true while an erasure waits: its person's comments are hidden, and those concerned know how to stop it. */
@Injectable()
export class ErasureWaiting {
  constructor(
    private readonly people: RequestPeople,
    private readonly hiding: CommentHiding,
    private readonly mails: RequestMails,
    private readonly officeMails: OfficeMails,
  ) {}

  async begin(manager: EntityManager, request: SubjectRequest, scheduledFor: Date): Promise<void> {
    const { accountId, emails } = await this.people.reach(manager, request.id);
    const accountIds = accountId === undefined ? [] : [accountId];
    await this.hiding.hide(manager, request.id, { accountIds, addresses: emails });
    await this.mails.scheduled(manager, request, scheduledFor);
    await this.officeMails.scheduled(manager, request, scheduledFor, accountId);
  }

  async stopped(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.hiding.show(manager, [request.id]);
    await this.mails.stopped(manager, request);
  }
}
