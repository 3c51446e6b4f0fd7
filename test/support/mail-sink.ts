import { type AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { codeOf } from '../../src/platform/errors/code-of.js';

/** A mail as its receiver's server took it in a real SMTP conversation. */
export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly parsed: ParsedMail;
}

/** A mail server on loopback that keeps what it is given. */
export class MailSink {
  readonly mails: ReceivedMail[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        simpleParser(stream).then(
          (parsed) => {
            for (const { address } of session.envelope.rcptTo) this.keep(address, parsed);
            done();
          },
          (error: unknown) => done(error as Error),
        );
      },
    });
    // A portal that is stopped or killed may break off: that is no failure of whoever receives.
    this.server.on('error', (error) => {
      if (codeOf(error) !== 'ECONNRESET') throw error;
    });
  }

  static async start(): Promise<MailSink> {
    const sink = new MailSink();
    await new Promise<void>((resolve) => sink.server.listen(0, '127.0.0.1', resolve));
    return sink;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** The first mail to `to` whose subject or text has `part`, waiting until it comes. It is taken out of the box. */
  async take(to: string, part: string | RegExp = ''): Promise<ReceivedMail> {
    for (;;) {
      const fits = (mail: ReceivedMail) =>
        mail.to.toLowerCase() === to.toLowerCase() && `${mail.subject}\n${mail.text}`.search(part) >= 0;
      const found = this.mails.findIndex(fits);
      if (found >= 0) return this.mails.splice(found, 1)[0] as ReceivedMail;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private keep(to: string, parsed: ParsedMail): void {
    const html = typeof parsed.html === 'string' ? parsed.html : '';
    this.mails.push({ to, subject: parsed.subject ?? '', text: parsed.text ?? '', html, parsed });
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}

/** The token in a mail: the last path segment of its link under `path`. */
export function tokenIn(mail: ReceivedMail, path: string): string {
  const found = new RegExp(`${path}/([A-Za-z0-9_-]{43})`).exec(mail.text);
  if (found?.[1] === undefined) throw new Error(`no link under ${path} in the mail "${mail.subject}"`);
  return found[1];
}
