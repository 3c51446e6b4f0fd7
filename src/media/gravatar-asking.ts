import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { Config } from '../platform/config/config.js';
import { type TakenImage, takeImage } from './taken-image.js';

/** Pixels of the longer side. */
const SIDE = 192;
const LARGEST = 1024 * 1024;
const WITHIN = 5_000;

/** What Gravatar answered: a picture, that there is none, or nothing that can be used. */
export type GravatarAnswer = TakenImage | 'none' | 'failed';

/** What stands for an address there: the SHA-256 of the trimmed lower-case address, in hex (P03). */
export function gravatarHash(address: string): string {
  return createHash('sha256').update(address.trim().toLowerCase()).digest('hex');
}

/** A call to Gravatar, as it leaves. */
export interface GravatarCall {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks Gravatar for pictures. The hash is all that leaves: no cookie, no referrer, nothing of the visitor's. */
@Injectable()
export class GravatarAsking {
  constructor(private readonly config: Config) {}

  /** What is sent about whoever has this address. */
  call(address: string): GravatarCall {
    return {
      url: new URL(`${gravatarHash(address)}?d=404&s=${SIDE}`, this.config.gravatarUrl),
      headers: { Accept: 'image/*', 'User-Agent': 'Athar' },
    };
  }

  async ask(address: string, signal: AbortSignal): Promise<GravatarAnswer> {
    try {
      const answer = await answerOf(
        this.call(address),
        AbortSignal.any([signal, AbortSignal.timeout(WITHIN)]),
      );
      if (answer.status === 404) return 'none';
      return answer.status === 200 ? await takeImage(answer.content, SIDE) : 'failed';
    } catch {
      signal.throwIfAborted();
      return 'failed';
    }
  }
}

/** Follows no redirection: another host would learn the hash. */
async function answerOf(
  { url, headers }: GravatarCall,
  signal: AbortSignal,
): Promise<{ status: number; content: Buffer }> {
  const get = url.protocol === 'https:' ? getSecure : getPlain;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers: { ...headers }, signal, agent: false }, resolve).once('error', reject);
  });
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > LARGEST) throw new Error('The picture is too large.');
    pieces.push(piece);
  }
  return { status: answer.statusCode ?? 0, content: Buffer.concat(pieces) };
}
