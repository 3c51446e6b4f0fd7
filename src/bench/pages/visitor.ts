import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type Measured, type PortalProcess } from './portal-process.js';

/** One answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Bytes of its body as sent. */
  readonly bytes: number;
  /** Its body, unpacked. */
  readonly text: string;
  readonly measured: Measured;
}

/** A page by its path, or by the form that is posted to get it. */
export interface Ask {
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
}

/** A browser: keeps its connection and its cookie, takes compressed answers, and prefers Arabic. */
export class Visitor {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private cookie = '';

  constructor(private readonly portal: PortalProcess) {}

  /** @throws Error where the sign-in is refused */
  async signIn(login: string, password: string): Promise<void> {
    const { status, headers } = await this.ask({ path: '/login', form: { login, password } });
    this.cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    if (status !== 303 || this.cookie === '') throw new Error(`${login} cannot sign in: ${status}.`);
  }

  /** @throws Error for anything but a page */
  async see(ask: Ask): Promise<Answer> {
    const answer = await this.ask(ask);
    if (answer.status !== 200) throw new Error(`${ask.path} answers ${answer.status}.`);
    return answer;
  }

  /** Where an address leads to. @throws Error for one that leads nowhere */
  async redirected(path: string): Promise<string> {
    const { status, headers } = await this.ask({ path });
    if (headers.location === undefined) throw new Error(`${path} answers ${status}.`);
    return headers.location;
  }

  close(): void {
    this.agent.destroy();
  }

  private async ask({ path, form }: Ask): Promise<Answer> {
    const measured = this.portal.next();
    const body = form === undefined ? undefined : new URLSearchParams(form).toString();
    const call = request({
      agent: this.agent,
      host: '127.0.0.1',
      port: this.portal.port,
      path,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'Accept-Encoding': 'gzip, deflate, br, zstd',
        'Accept-Language': 'ar,fr;q=0.8,en;q=0.6',
        ...(this.cookie === '' ? {} : { Cookie: this.cookie }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
      },
    });
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      call.once('response', resolve).once('error', reject);
      call.end(body);
    });
    const sent = await buffer(response);
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      bytes: sent.length,
      text: unpacked(sent, response.headers['content-encoding']).toString('utf8'),
      measured: await measured,
    };
  }
}

function unpacked(sent: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'br') return brotliDecompressSync(sent);
  return encoding === 'gzip' ? gunzipSync(sent) : sent;
}
