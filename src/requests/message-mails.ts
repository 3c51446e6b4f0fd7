import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { retention } from '../policy/retention.js';
import { OfficeMails } from './office-mails.js';
import { RequestMailWriter } from './request-mail-writer.js';
import { RequestPeople } from './request-people.js';
import { type SubjectRequest } from './subject-request.js';

/** Mails that say that there is a message, never what it says: whoever reads the mailbox is not always its owner. */
@Injectable()
export class MessageMails {
  constructor(
    private readonly writer: RequestMailWriter,
    private readonly office: OfficeMails,
    private readonly people: RequestPeople,
  ) {}

  /** @returns false where there is no address */
  async toPerson(manager: EntityManager, request: SubjectRequest, question: boolean): Promise<boolean> {
    if ((await this.people.mailAddress(manager, request.id)) === undefined) return false;
    const about = question ? 'question' : 'message';
    await this.writer.send(manager, request, about, { wayIn: retention.guestLink });
    return true;
  }

  /** To whoever has the case, else to every admin, but never to an admin who is the person writing. */
  async toOffice(manager: EntityManager, request: SubjectRequest): Promise<void> {
    const { accountId } = await this.people.reach(manager, request.id);
    await this.office.message(manager, request, accountId);
  }
}
