import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../platform/config/config.js';
import { type Locale } from '../platform/i18n/locale.js';
import { mailText } from '../platform/mail/layout/mail-text.js';
import { type MailBlock } from '../platform/mail/mail-content.js';
import { RequestMails } from './request-mails.js';
import { type MailAbout, RequestMailWriter } from './request-mail-writer.js';
import { RequestPeople } from './request-people.js';
import { type SubjectRequest } from './subject-request.js';

/** A mail as its person will receive it. */
export interface MailPreview {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly locale: Locale;
}

/** Shows admins what a decision will tell the person, word for word. Nothing is sent or stored. */
@Injectable()
export class MailPreviews {
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly people: RequestPeople,
    private readonly writer: RequestMailWriter,
    private readonly mails: RequestMails,
  ) {}

  /** @returns undefined where there is no address to write to */
  refusal(request: SubjectRequest, ground: string, explanation: string): Promise<MailPreview | undefined> {
    const refused = { ...request, ground, explanation };
    return this.preview(refused, 'refused', this.mails.refusal(refused));
  }

  /** @param dueOn the new date @returns undefined where there is no address to write to */
  extension(request: SubjectRequest, reason: string, dueOn: string): Promise<MailPreview | undefined> {
    const extended = { ...request, dueOn };
    return this.preview(extended, 'extended', this.mails.extension(extended, reason));
  }

  private async preview(
    request: SubjectRequest,
    about: MailAbout,
    blocks: readonly MailBlock[],
  ): Promise<MailPreview | undefined> {
    const to = await this.people.mailAddress(this.database.manager, request.id);
    if (to === undefined) return undefined;
    const { locale } = request;
    const content = this.writer.content(request, about, blocks);
    const text = mailText(content, { locale, site: this.config.siteName, to: to.address });
    return { to: to.address, subject: content.subject, text, locale };
  }
}
