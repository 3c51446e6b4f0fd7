import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What the service does with a call: answers a text, or something of its own. */
export type SpamAnswer = string | ((request: IncomingMessage, response: ServerResponse) => void);

/** A service that speaks the Akismet protocol, and writes down what it was sent. */
export class SpamServer {
  /** What each call said, in the order in which they came. */
  readonly calls: { readonly path: string; readonly fields: Readonly<Record<string, string>> }[] = [];
  answer: SpamAnswer = 'false';

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SpamServer> {
    const server = createServer();
    const spam = new SpamServer(server);
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => void spam.take(request, response),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return spam;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    this.calls.push({
      path: `${request.method} ${request.url}`,
      fields: Object.fromEntries(new URLSearchParams(body)),
    });
    if (typeof this.answer === 'string') response.end(this.answer);
    else this.answer(request, response);
  }
}
