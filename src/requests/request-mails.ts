import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Config } from '../platform/config/config.js';
import { writtenDay, writtenInstant } from '../platform/i18n/dates.js';
import { type MailBlock } from '../platform/mail/mail-content.js';
import { Outbox } from '../platform/mail/outbox.js';
import { retention } from '../policy/retention.js';
import { regime } from '../policy/regimes.js';
import { RequestLinks } from './request-links.js';
import { type MailAddress, RequestPeople } from './request-people.js';
import { type SubjectRequest } from './subject-request.js';
import { requestWords, type RequestWordKey } from './words.js';

/** The mails that go out about a request, in the language it was made in. All leave with the caller's transaction. */
@Injectable()
export class RequestMails {
  constructor(
    private readonly config: Config,
    private readonly outbox: Outbox,
    private readonly links: RequestLinks,
    private readonly people: RequestPeople,
  ) {}

  /** To a guest: confirm the address. Also for addresses under which nothing is held. */
  async confirm(manager: EntityManager, request: SubjectRequest): Promise<void> {
    const url = await this.links.make(manager, request.id, retention.guestLink);
    await this.send(manager, request, 'confirm', [
      { kind: 'action', label: this.say(request)('confirm.action'), url },
    ]);
  }

  /** To a member: the request arrived. */
  async received(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.send(manager, request, 'received', [this.due(request)], retention.guestLink);
  }

  /** To whoever wrote a letter: the office has it. */
  async recorded(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.send(manager, request, 'recorded', [this.due(request)], retention.guestLink);
  }

  /** A new link into the case. */
  async link(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.send(manager, request, 'link', [], retention.guestLink);
  }

  async ready(manager: EntityManager, request: SubjectRequest, expiresAt: Date): Promise<void> {
    const until = this.fact(request, 'until', writtenInstant(expiresAt, request.locale, this.config.zone));
    await this.send(manager, request, 'ready', [until], retention.bundle);
  }

  async completed(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.send(manager, request, 'completed', [], retention.guestLink);
  }

  async withdrawn(manager: EntityManager, request: SubjectRequest): Promise<void> {
    await this.send(manager, request, 'withdrawn', []);
  }

  /** The ground with its article, the explanation, and where to complain. */
  async refused(manager: EntityManager, request: SubjectRequest): Promise<void> {
    const law = regime(request.regime);
    const cite = law.refusalGrounds.find((ground) => ground.id === request.ground)?.cite;
    await this.send(manager, request, 'refused', [
      { kind: 'paragraph', text: request.explanation ?? '' },
      ...(cite === undefined ? [] : [this.fact(request, 'ground', cite, true)]),
      this.fact(request, 'authority', `${law.authority.names[request.locale]} · ${law.authority.url}`),
    ]);
  }

  async extended(manager: EntityManager, request: SubjectRequest, reason: string): Promise<void> {
    await this.send(manager, request, 'extended', [{ kind: 'paragraph', text: reason }, this.due(request)]);
  }

  /** @param wayIn where given, the mail ends with a way into the case; a guest's link then lives for so long */
  private async send(
    manager: EntityManager,
    request: SubjectRequest,
    about: MailAbout,
    blocks: readonly MailBlock[],
    wayIn?: number,
  ): Promise<void> {
    const to = await this.people.mailAddress(manager, request.id);
    if (to === undefined) return;
    const say = this.say(request);
    const values = { site: this.config.siteName, kind: say(`kind.${request.kind}`) };
    const reference = this.fact(request, 'reference', request.reference, true);
    const open = wayIn === undefined ? [] : [await this.open(manager, request, to, wayIn)];
    await this.outbox.add(manager, {
      kind: `request_${about}`,
      to: to.address,
      locale: request.locale,
      content: {
        subject: say(`${about}.subject`, values),
        blocks: [{ kind: 'paragraph', text: say(`${about}.text`, values) }, reference, ...blocks, ...open],
      },
      accountId: to.accountId,
      requestId: request.id,
    });
  }

  /** A way into the case: for a guest a link that proves the address, for an account its page behind the sign-in. */
  private async open(
    manager: EntityManager,
    request: SubjectRequest,
    to: MailAddress,
    lifetime: number,
  ): Promise<MailBlock> {
    const url =
      to.accountId === undefined
        ? await this.links.make(manager, request.id, lifetime)
        : `${this.config.baseUrl}/requests/${request.reference}`;
    return { kind: 'action', label: this.say(request)('open.action'), url };
  }

  private due(request: SubjectRequest): MailBlock {
    const label = request.dueBasis === 'law' ? 'dueByLaw' : 'dueByTarget';
    return this.fact(request, label, writtenDay(request.dueOn, request.locale));
  }

  private fact(request: SubjectRequest, label: FactLabel, value: string, ltr = false): MailBlock {
    return { kind: 'facts', rows: [{ label: this.say(request)(`fact.${label}`), value, ltr }] };
  }

  private say(request: SubjectRequest) {
    return requestWords(request.locale);
  }
}

type MailAbout =
  Extract<RequestWordKey, `${string}.subject`> extends `${infer About}.subject` ? About : never;
type FactLabel = Extract<RequestWordKey, `fact.${string}`> extends `fact.${infer Label}` ? Label : never;
