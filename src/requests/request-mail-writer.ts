import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Config } from '../platform/config/config.js';
import { type MailAttachment, type MailBlock, type MailContent } from '../platform/mail/mail-content.js';
import { Outbox } from '../platform/mail/outbox.js';
import { RequestLinks } from './request-links.js';
import { isForAnother } from './for-another.js';
import { type MailAddress, RequestPeople } from './request-people.js';
import { type SubjectRequest } from './subject-request.js';
import { requestWords, type RequestWordKey } from './words.js';

/** What a mail about a request is about. */
export type MailAbout = Exclude<
  Extract<RequestWordKey, `${string}.subject`> extends `${infer About}.subject` ? About : never,
  'scheduledOffice' | 'operatorOffice' | 'messageOffice'
>;
type FactLabel = Extract<RequestWordKey, `fact.${string}`> extends `fact.${infer Label}` ? Label : never;

/** Beside what every mail about a request says. */
export interface MailExtras {
  readonly blocks?: readonly MailBlock[];
  /** Where given, the mail ends with a way into the case; a guest's link then lives for so long. */
  readonly wayIn?: number;
  readonly attachments?: readonly MailAttachment[];
  /** Nothing leads from the mail to the case: it outlives whatever else is known about the person. */
  readonly last?: boolean;
}

/** Writes a mail about a request to its person, in the language the request was made in. */
@Injectable()
export class RequestMailWriter {
  constructor(
    private readonly config: Config,
    private readonly outbox: Outbox,
    private readonly links: RequestLinks,
    private readonly people: RequestPeople,
  ) {}

  /** Leaves with the caller's transaction; nothing is written where there is no address. */
  async send(
    manager: EntityManager,
    request: SubjectRequest,
    about: MailAbout,
    { blocks = [], wayIn, attachments, last = false }: MailExtras = {},
  ): Promise<void> {
    const to = await this.people.mailAddress(manager, request.id);
    if (to === undefined) return;
    const open = wayIn === undefined ? [] : [await this.open(manager, request, to, wayIn)];
    await this.outbox.add(manager, {
      kind: `request_${about}`,
      to: to.address,
      locale: request.locale,
      content: this.content(request, about, [...blocks, ...open]),
      attachments,
      ...(last ? {} : { accountId: to.accountId, requestId: request.id }),
    });
  }

  /** What such a mail says. @param blocks after what every mail about a request says */
  content(request: SubjectRequest, about: MailAbout, blocks: readonly MailBlock[]): MailContent {
    const say = requestWords(request.locale);
    const kind = say(isForAnother(request) ? `kind.another.${request.kind}` : `kind.${request.kind}`);
    const values = { site: this.config.siteName, kind };
    const reference = this.fact(request, 'reference', request.reference, true);
    return {
      subject: say(`${about}.subject`, values),
      blocks: [{ kind: 'paragraph', text: say(`${about}.text`, values) }, reference, ...blocks],
    };
  }

  fact(request: SubjectRequest, label: FactLabel, value: string, ltr = false): MailBlock {
    return { kind: 'facts', rows: [{ label: requestWords(request.locale)(`fact.${label}`), value, ltr }] };
  }

  action(request: SubjectRequest, label: 'confirm' | 'open', url: string): MailBlock {
    return { kind: 'action', label: requestWords(request.locale)(`${label}.action`), url };
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
    return this.action(request, 'open', url);
  }
}
