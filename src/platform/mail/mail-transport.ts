import { type SendMailOptions } from 'nodemailer';
import { type MailAttachment } from './mail-content.js';

/** A mail as Nodemailer takes it, with the name the mailbox folder files it under. */
export interface OutgoingMail {
  readonly id: string;
  readonly message: Omit<SendMailOptions, 'attachments'> & {
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly date: Date;
    readonly attachments?: MailAttachment[];
  };
}

/** Thrown where the receiving side refuses this mail for good: trying again would only be refused again. */
export class MailRefused extends Error {
  constructor(readonly code: number) {
    super(`The receiving side refused the mail with ${code}.`);
    this.name = 'MailRefused';
  }
}

/** Thrown where the mail may go through later. */
export class MailNotSent extends Error {
  constructor(
    /** Nodemailer's name for what went wrong, such as `ECONNECTION`. */
    cause: string,
    readonly code?: number,
  ) {
    super(`The mail was not sent (${cause}${code === undefined ? '' : ` ${code}`}).`);
    this.name = 'MailNotSent';
  }
}

/** The way out of the house for a mail. */
export abstract class MailTransport {
  /**
   * Returning means that the other side took the mail over.
   * @throws MailRefused, MailNotSent; neither holds an address or what the other side wrote
   */
  abstract send(mail: OutgoingMail, signal: AbortSignal): Promise<void>;
}
