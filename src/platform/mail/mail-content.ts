import { type Locale } from '../i18n/locale.js';

/** A piece of a mail. `ltr` marks values that read left to right in any language: addresses, references, links. */
export type MailBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'action'; readonly label: string; readonly url: string }
  | { readonly kind: 'facts'; readonly rows: readonly { label: string; value: string; ltr?: boolean }[] };

/** What a mail says, already in the reader's language; the layout makes text and HTML of it. */
export interface MailContent {
  readonly subject: string;
  readonly blocks: readonly MailBlock[];
}

/** A file that goes with a mail. */
export interface MailAttachment {
  /** Latin letters, digits, `-`, `_` and single dots; never personal data. */
  readonly filename: string;
  /** Such as `application/json`, or `text/html; charset=utf-8`. */
  readonly contentType: string;
  readonly content: string;
}

/** A mail to send. Sealed in the outbox until it is sent. */
export interface Mail {
  /** Names the template in figures and logs: `password_reset`. */
  readonly kind: string;
  readonly to: string;
  readonly locale: Locale;
  readonly content: MailContent;
  readonly attachments?: readonly MailAttachment[];
  /** Whose mail this is, so that closing a person's case deletes what was not sent yet. */
  readonly accountId?: string;
  readonly requestId?: string;
}
