import { type AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** What the peer answers to one command instead of taking it. */
export type Refusal = readonly [code: number, text: string] | undefined;

export interface Taken {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly parsed: ParsedMail;
}

/** A mail server on loopback whose refusals a test chooses. */
export class SmtpPeer {
  readonly taken: Taken[] = [];
  /** How many conversations came as far as naming a recipient. */
  asked = 0;
  atRecipient: Refusal;
  atSender: Refusal;
  atData: Refusal;
  /** Called with a mail that was read to its end, before the peer says that it has it. */
  beforeTaking: () => Promise<void> = async () => undefined;
  private server: SMTPServer | undefined;
  private port = 0;

  /** @param startTls offers encryption with a certificate that names nobody */
  constructor(private readonly startTls = false) {}

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Listens, on the same port again after `stop`, and takes every mail. */
  async start(): Promise<void> {
    this.taken.length = 0;
    this.asked = 0;
    this.atRecipient = this.atSender = this.atData = undefined;
    this.beforeTaking = async () => undefined;
    if (this.server !== undefined) return;
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: this.startTls ? [] : ['STARTTLS'],
      onMailFrom: (_address, _session, done) => done(refusal(this.atSender)),
      onRcptTo: (_address, _session, done) => {
        this.asked += 1;
        done(refusal(this.atRecipient));
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const raw = Buffer.concat(parts);
          this.take(raw, session.envelope).then(
            () => done(refusal(this.atData)),
            (error: unknown) => done(error as Error),
          );
        });
      },
    });
    // A sender that breaks a conversation off is part of some tests.
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.server = server;
    this.port = (server.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (server !== undefined) await new Promise<void>((resolve) => server.close(resolve));
  }

  private async take(
    raw: Buffer,
    envelope: { mailFrom: { address: string } | false; rcptTo: { address: string }[] },
  ): Promise<void> {
    await this.beforeTaking();
    if (this.atData !== undefined) return;
    this.taken.push({
      from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
      to: envelope.rcptTo.map(({ address }) => address),
      raw: raw.toString('utf8'),
      parsed: await simpleParser(raw),
    });
  }
}

function refusal(given: Refusal): Error | null {
  return given === undefined ? null : Object.assign(new Error(given[1]), { responseCode: given[0] });
}
