import { type Mail, type MailAttachment, type MailBlock } from './mail-content.js';

/** Thrown for a mail that must not be sent as it is. The text names the part, never what it holds. */
export class UnsafeMail extends Error {
  constructor(part: string) {
    super(`The mail's ${part} cannot be sent.`);
    this.name = 'UnsafeMail';
  }
}

/** One mailbox and nothing else: no list, no display name, no comment, no quoting, no line break. */
const ADDRESS = /^[^\s@,;:<>()[\]\\"\p{Cc}]+@[^\s@,;:<>()[\]\\"\p{Cc}]+$/u;

/** Together; what a mail server elsewhere takes is not ours to set, and few take over 10 MB with base64 on top. */
const MOST_ATTACHED = 5_000_000;

/**
 * Refuses what could add headers, recipients or another kind of link. Checked when a mail is queued, and again before
 * it leaves: a row restored from elsewhere gets no trust.
 * @throws UnsafeMail
 */
export function checkMail(mail: Pick<Mail, 'to' | 'content' | 'attachments'>): void {
  if (mail.to.length > 254 || !mail.to.isWellFormed() || !ADDRESS.test(mail.to))
    throw new UnsafeMail('address');
  const { subject, blocks } = mail.content;
  if (subject.trim() === '' || subject.length > 250 || /\p{Cc}|[\u2028\u2029]/u.test(subject)) {
    throw new UnsafeMail('subject');
  }
  for (const block of blocks) checkBlock(block);
  checkAttachments(mail.attachments ?? []);
}

function checkAttachments(attachments: readonly MailAttachment[]): void {
  let bytes = 0;
  for (const { filename, contentType, content } of attachments) {
    if (filename.length > 100 || !/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(filename))
      throw new UnsafeMail('file name');
    if (!/^(application|text)\/[a-z0-9.+-]{1,80}(; charset=utf-8)?$/.test(contentType))
      throw new UnsafeMail('file type');
    bytes += Buffer.byteLength(content);
  }
  if (bytes > MOST_ATTACHED) throw new UnsafeMail('attachments');
}

function checkBlock(block: MailBlock): void {
  if (block.kind !== 'action') return;
  const web = URL.canParse(block.url) && ['http:', 'https:'].includes(new URL(block.url).protocol);
  if (!web || /\s/u.test(block.url)) throw new UnsafeMail('link');
}
