import { type Mail, type MailBlock } from './mail-content.js';

/** Thrown for a mail that must not be sent as it is. The text names the part, never what it holds. */
export class UnsafeMail extends Error {
  constructor(part: string) {
    super(`The mail's ${part} cannot be sent.`);
    this.name = 'UnsafeMail';
  }
}

/** One mailbox and nothing else: no list, no display name, no comment, no quoting, no line break. */
const ADDRESS = /^[^\s@,;:<>()[\]\\"\p{Cc}]+@[^\s@,;:<>()[\]\\"\p{Cc}]+$/u;

/**
 * Refuses what could add headers, recipients or another kind of link. Checked when a mail is queued, and again before
 * it leaves: a row restored from elsewhere gets no trust.
 * @throws UnsafeMail
 */
export function checkMail(mail: Pick<Mail, 'to' | 'content'>): void {
  if (mail.to.length > 254 || !mail.to.isWellFormed() || !ADDRESS.test(mail.to))
    throw new UnsafeMail('address');
  const { subject, blocks } = mail.content;
  if (subject.trim() === '' || subject.length > 250 || /\p{Cc}|[\u2028\u2029]/u.test(subject)) {
    throw new UnsafeMail('subject');
  }
  for (const block of blocks) checkBlock(block);
}

function checkBlock(block: MailBlock): void {
  if (block.kind !== 'action') return;
  const web = URL.canParse(block.url) && ['http:', 'https:'].includes(new URL(block.url).protocol);
  if (!web || /\s/u.test(block.url)) throw new UnsafeMail('link');
}
