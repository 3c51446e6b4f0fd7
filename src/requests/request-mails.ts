import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Config } from '../platform/config/config.js';
import { writtenDay, writtenInstant } from '../platform/i18n/dates.js';
import { type MailAttachment, type MailBlock } from '../platform/mail/mail-content.js';
import { groundLine, writtenGround } from '../policy/grounds.js';
import { retention } from '../policy/retention.js';
import { regime } from '../policy/regimes.js';
import { RequestLinks } from './request-links.js';
import { RequestMailWriter } from './request-mail-writer.js';
import { SubjectRequest } from './subject-request.js';

/** The kind of the mail that outlives everything else that is known about an erased person. */
export const LAST_MAIL = 'request_erased';

/** The mails that go out to the person about a request. All leave with the caller's transaction. */
@Injectable()
export class RequestMails {
  constructor(
    private readonly config: Config,
    private readonly writer: RequestMailWriter,
    private readonly links: RequestLinks,
  ) {}

  /** To a guest: confirm the address. Also for addresses under which nothing is held. */
  async confirm(manager: EntityManager, request: SubjectRequest): Promise<void> {
    const url = await this.links.make(manager, request.id, retention.guestLink);
    await this.writer.send(manager, request, 'confirm', {
      blocks: [this.writer.action(request, 'confirm', url)],
    });
  }

  /** To a member: the request arrived. */
  async received(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.writer.send(manager, request, 'received', this.dueWithWayIn(request));
  }

  /** To whoever wrote a letter: the office has it. */
  async recorded(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.writer.send(manager, request, 'recorded', this.dueWithWayIn(request));
  }

  /** A new link into the case. */
  async link(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.writer.send(manager, request, 'link', { wayIn: retention.guestLink });
  }

  async ready(manager: EntityManager, request: SubjectRequest, expiresAt: Date): Promise<void> {
    const until = this.writer.fact(request, 'until', this.written(request, expiresAt));
    await this.writer.send(manager, request, 'ready', { blocks: [until], wayIn: retention.bundle });
  }

  /** When the erasure begins, and the way to stop it. */
  async scheduled(manager: EntityManager, request: SubjectRequest, at: Date): Promise<void> {
    const begins = this.writer.fact(request, 'begins', this.written(request, at));
    await this.writer.send(manager, request, 'scheduled', { blocks: [begins], wayIn: retention.stopLink });
  }

  /** From when on the person's data are only stored, and how that ends. */
  async restricted(manager: EntityManager, request: SubjectRequest, since: Date): Promise<void> {
    const from = this.writer.fact(request, 'restrictedSince', this.written(request, since));
    await this.writer.send(manager, request, 'restricted', { blocks: [from], wayIn: retention.guestLink });
  }

  /** The end of a restriction, before it comes (GDPR, article 18(3)). */
  async restrictionEnds(
    manager: EntityManager,
    request: SubjectRequest,
    at: Date,
    reason: string,
  ): Promise<void> {
    const ends = this.writer.fact(request, 'restrictionEnds', this.written(request, at));
    const blocks: MailBlock[] = [{ kind: 'paragraph', text: reason }, ends];
    await this.writer.send(manager, request, 'restriction_ends', { blocks, wayIn: retention.stopLink });
  }

  /** The end that was told does not come. */
  async restrictionStays(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.writer.send(manager, request, 'restriction_stays', { wayIn: retention.guestLink });
  }

  async restrictionLifted(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.writer.send(manager, request, 'restriction_lifted', { wayIn: retention.guestLink });
  }

  /** The office looks at the erasure again: the date that was told does not hold. */
  async stopped(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.writer.send(manager, request, 'stopped', this.dueWithWayIn(request));
  }

  /**
   * The last mail of an erasure. Write it before the case is closed: from then on nobody knows the address but this mail,
   * and nothing leads from it to the case.
   */
  async erased(manager: EntityManager, requestId: string, outcome: ErasureMail): Promise<void> {
    await this.outcome(manager, requestId, 'erased', outcome);
  }

  /** What could be erased is erased; some records are kept for now. */
  async deferred(manager: EntityManager, requestId: string, outcome: ErasureMail): Promise<void> {
    await this.outcome(manager, requestId, 'deferred', outcome);
  }

  /** @param answer what the office says about it */
  async completed(manager: EntityManager, request: SubjectRequest, answer?: string): Promise<void> {
    const blocks: MailBlock[] = answer === undefined ? [] : [{ kind: 'paragraph', text: answer }];
    await this.writer.send(manager, request, 'completed', { blocks, wayIn: retention.guestLink });
  }

  async withdrawn(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.writer.send(manager, request, 'withdrawn');
  }

  async refused(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.writer.send(manager, request, 'refused', { blocks: this.refusal(request) });
  }

  async extended(manager: EntityManager, request: SubjectRequest, reason: string): Promise<void> {
    await this.writer.send(manager, request, 'extended', { blocks: this.extension(request, reason) });
  }

  /** The explanation, the ground with its article where there is one, and where to complain. */
  refusal(request: SubjectRequest): MailBlock[] {
    const law = regime(request.regime);
    const ground = groundLine(writtenGround(law, request.ground ?? '', request.locale));
    const authority = `${law.authority.names[request.locale]} · ${law.authority.url}`;
    return [
      { kind: 'paragraph', text: request.explanation ?? '' },
      ...(ground === undefined ? [] : [this.writer.fact(request, 'ground', ground)]),
      this.writer.fact(request, 'authority', authority),
    ];
  }

  /** The reason and the new date. */
  extension(request: SubjectRequest, reason: string): MailBlock[] {
    return [{ kind: 'paragraph', text: reason }, this.due(request)];
  }

  private async outcome(
    manager: EntityManager,
    requestId: string,
    about: 'erased' | 'deferred',
    { attachments, salt }: ErasureMail,
  ): Promise<void> {
    const request = await manager.findOneByOrFail(SubjectRequest, { id: requestId });
    const link = await this.links.makeFinal(manager, requestId);
    await this.writer.send(manager, request, about, {
      attachments,
      blocks: [this.writer.fact(request, 'salt', salt, true), this.writer.action(request, 'open', link)],
      last: about === 'erased',
    });
  }

  private dueWithWayIn(request: SubjectRequest) {
    return { blocks: [this.due(request)], wayIn: retention.guestLink };
  }

  private due(request: SubjectRequest): MailBlock {
    const label = request.dueBasis === 'law' ? 'dueByLaw' : 'dueByTarget';
    return this.writer.fact(request, label, writtenDay(request.dueOn, request.locale));
  }

  private written(request: SubjectRequest, at: Date): string {
    return writtenInstant(at, request.locale, this.config.zone);
  }
}

/** What a mail about an erasure's outcome carries. */
export interface ErasureMail {
  readonly attachments: readonly MailAttachment[];
  /** With the address it gives the digest in the receipt; no other copy of it is kept. */
  readonly salt: string;
}
