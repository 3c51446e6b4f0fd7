import { type Config } from '../config/config.js';
import { LANGUAGE_TAG } from '../i18n/locale.js';
import { withoutOverrides } from './isolates.js';
import { mailHtml } from './layout/mail-html.js';
import { mailText } from './layout/mail-text.js';
import { checkMail } from './mail-check.js';
import { type QueuedMail, type SealedMail } from './mail-record.js';
import { type OutgoingMail } from './mail-transport.js';

/**
 * Makes the message of a queued mail: the same Message-ID and date at every try.
 * @throws UnsafeMail
 */
export function composeMail(config: Config, row: QueuedMail, body: SealedMail): OutgoingMail {
  checkMail(body);
  const frame = { locale: body.locale, site: config.siteName, to: body.to };
  return {
    id: row.id,
    message: {
      messageId: row.messageId,
      date: row.createdAt,
      from: { name: config.siteName.replace(/\p{Cc}+/gu, ' '), address: config.mailFrom },
      to: body.to,
      envelope: { from: config.mailFrom, to: [body.to] },
      subject: withoutOverrides(body.content.subject),
      text: mailText(body.content, frame),
      html: mailHtml(body.content, frame),
      attachments: (body.attachments ?? []).map((file) => ({ ...file })),
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': LANGUAGE_TAG[body.locale] },
      xMailer: false,
      // Nothing a mail says is ever taken for the name of a file or an address to load.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  };
}
