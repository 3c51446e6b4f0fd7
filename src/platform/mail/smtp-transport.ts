import { createTransport, type Transporter } from 'nodemailer';
import { type NodemailerError } from 'nodemailer/lib/errors';
import { MailNotSent, MailRefused, MailTransport, type OutgoingMail } from './mail-transport.js';

/** What the SMTP conversation may take, in milliseconds: well under the lease of a job. */
const TIMEOUTS = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};

/** Hands mails to the SMTP server that SMTP_URL names. */
export class SmtpTransport extends MailTransport {
  private readonly transporter: Transporter;

  constructor(smtpUrl: string) {
    super();
    this.transporter = createTransport({ url: smtpUrl, ...TIMEOUTS, ...protection(new URL(smtpUrl)) });
  }

  override async send(mail: OutgoingMail, signal: AbortSignal): Promise<void> {
    try {
      await this.transporter.sendMail({ ...mail.message, signal });
    } catch (error) {
      throw outcomeOf(error as NodemailerError);
    }
  }
}

/**
 * A password never crosses a network unencrypted: with one, a server elsewhere must offer STARTTLS. On this machine
 * STARTTLS is left out, since a local server's certificate names nobody. Query parameters of SMTP_URL have the last word.
 */
function protection(url: URL): { requireTLS?: true; ignoreTLS?: true } {
  const own = url.searchParams;
  if (url.protocol === 'smtps:' || own.has('requireTLS') || own.has('ignoreTLS')) return {};
  if (/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)) return { ignoreTLS: true };
  return url.password === '' ? {} : { requireTLS: true };
}

/**
 * Replies of 500 and above to RCPT TO and DATA speak of this mail and are final (RFC 5321, section 4.2.1). Those to
 * other commands speak of us, such as a wrong password, and an operator can put them right while the mail waits.
 */
function outcomeOf(error: NodemailerError): Error {
  const { responseCode: code, command, code: cause } = error;
  if (code !== undefined && code >= 500 && (command === 'RCPT TO' || command === 'DATA'))
    return new MailRefused(code);
  return new MailNotSent(cause ?? 'ESEND', code);
}
