import { createTransport } from 'nodemailer';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MailTransport, type OutgoingMail } from './mail-transport.js';

/** What a page shows of a mail, kept beside the mail itself so that nothing has to take MIME apart. */
export interface MailCopy {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly at: string;
  readonly text: string;
  readonly attachments?: readonly AttachedFile[];
}

/** What a page shows of an attachment; the file itself is in the mail. */
export interface AttachedFile {
  readonly name: string;
  readonly bytes: number;
}

export const mailboxFolder = (dataDir: string): string => join(dataDir, 'mailbox');

/**
 * Where no SMTP server is set: each mail becomes a file that only this user reads. Files are named by the outbox row, so
 * a mail that is written again after a crash replaces itself.
 */
export class MailboxFolder extends MailTransport {
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(private readonly folder: string) {
    super();
  }

  override async send({ id, message }: OutgoingMail): Promise<void> {
    const composed = await this.composer.sendMail(message);
    const copy: MailCopy = {
      id,
      to: message.to,
      subject: message.subject,
      at: message.date.toISOString(),
      text: message.text,
      attachments: (message.attachments ?? []).map(({ filename, content }) => ({
        name: filename,
        bytes: Buffer.byteLength(content),
      })),
    };
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writeWhole(join(this.folder, `${id}.json`), JSON.stringify(copy));
    // Last: a mail is in the box once its .eml is.
    await writeWhole(join(this.folder, `${id}.eml`), composed.message as Buffer);
  }
}

/** Writes a file of mode 0600 that appears whole or not at all. */
async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const draft = `${path}.draft`;
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
