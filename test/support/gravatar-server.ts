import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What one call to the stand-in said, whole. */
export interface GravatarCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A stand-in for Gravatar: has the pictures it is given, by hash, and remembers every byte that it was sent. */
export class GravatarServer {
  readonly calls: GravatarCall[] = [];
  readonly pictures = new Map<string, Buffer>();
  /** What it answers where that is neither a picture nor 404. */
  fault?: { readonly status: number; readonly headers?: Record<string, string>; readonly body?: Buffer };

  private constructor(private readonly server: Server) {}

  static async start(): Promise<GravatarServer> {
    const server = createServer();
    const made = new GravatarServer(server);
    server.on('request', (request, response) => {
      void made.note(request).then(() => {
        const { status, headers, body } = made.fault ?? made.answer(request.url ?? '');
        response.writeHead(status, { 'Set-Cookie': 'follows=you', ...headers }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/avatar`;
  }

  /** The hashes that were asked for, in order. */
  get asked(): string[] {
    return this.calls.map(({ path }) => path.replace(/^\/avatar\/|\?.*$/g, ''));
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async note(request: IncomingMessage): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const headers = request.headers as Record<string, string>;
    this.calls.push({ path: request.url ?? '', headers, body });
  }

  private answer(path: string): NonNullable<GravatarServer['fault']> {
    const picture = this.pictures.get(/^\/avatar\/([0-9a-f]{64})\?/.exec(path)?.[1] ?? '');
    return picture === undefined ? { status: 404 } : { status: 200, body: picture };
  }
}
