import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** No page is waited for longer, in milliseconds. */
const WITHIN = 10_000;

/** What a stranger's browser is given for an address. */
export interface SeenPage {
  readonly status: number;
  readonly html: string;
  /** The Content-Security-Policy that came with it. */
  readonly allows: string;
  /** Each `Set-Cookie` as it came. */
  readonly cookies: readonly string[];
}

/** @param cookie what the browser sends along, as `name=value` */
export type OpenPage = (path: string, cookie?: string) => Promise<SeenPage>;

/**
 * Opens the portal's own public pages as a stranger's browser would, over HTTP and in this process: of a worker too, which
 * listens to nobody else. A way in opens on the loopback address for as long as the work takes.
 */
@Injectable()
export class OwnPages {
  constructor(private readonly host: HttpAdapterHost) {}

  async visit<Seen>(work: (open: OpenPage) => Promise<Seen>): Promise<Seen> {
    const server = createServer(this.host.httpAdapter.getInstance<RequestListener>());
    try {
      const port = await listening(server);
      return await work((path, cookie) => open(`http://127.0.0.1:${port}${path}`, cookie));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function open(url: string, cookie?: string): Promise<SeenPage> {
  const answer = await fetch(url, {
    headers: { Accept: 'text/html', ...(cookie === undefined ? {} : { Cookie: cookie }) },
    redirect: 'manual',
    signal: AbortSignal.timeout(WITHIN),
  });
  return {
    status: answer.status,
    html: await answer.text(),
    allows: answer.headers.get('Content-Security-Policy') ?? '',
    cookies: answer.headers.getSetCookie(),
  };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** A page with its entities read: what it says, tags and all. */
export function readable(html: string): string {
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

/** The tags of a page that a pattern of their name fits, whole. */
export function tagsOf(html: string, name: string): string[] {
  return html.match(new RegExp(`<(?:${name})\\b[^>]*>`, 'gi')) ?? [];
}
