import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { SPAM_CHECK_FIELDS } from '../policy/recipients.js';
import { type Comment } from './comment.js';

export type SpamVerdict = 'ham' | 'spam';

/** The service did not answer as its protocol says. Its message names no comment and no key. */
export class SpamCheckFailed extends Error {
  constructor(readonly code: string) {
    super(`The spam check gave no answer (${code}).`);
    this.name = 'SpamCheckFailed';
  }
}

const TIME_OUT = 5_000;
/** Bytes of an answer: the longest that means something is `false`. */
const LONGEST_ANSWER = 64;

/**
 * How the protocol calls each field that the policy declares. The list itself is the policy's: a field that is declared
 * and has no name here, or the other way round, does not compile.
 */
const NAMES: Readonly<Record<(typeof SPAM_CHECK_FIELDS)[number], string>> = {
  body: 'comment_content',
  authorName: 'comment_author',
  authorEmail: 'comment_author_email',
  authorWebsite: 'comment_author_url',
  ip: 'user_ip',
  userAgent: 'user_agent',
};

/** Asks a service that speaks the Akismet protocol (`comment-check`) about comments, where the office has one (P25). */
@Injectable()
export class SpamCheck {
  constructor(private readonly config: Config) {}

  /** Whether the office has switched it on. */
  get isOn(): boolean {
    return this.config.spamCheck !== undefined;
  }

  /**
   * One call over the network: never inside a transaction. What the comment does not have is not sent.
   * @throws SpamCheckFailed where the answer is late, long, a redirect, an error or anything else than yes or no
   */
  async ask(comment: Comment, signal: AbortSignal): Promise<SpamVerdict> {
    const { spamCheck } = this.config;
    if (spamCheck === undefined) throw new SpamCheckFailed('off');
    try {
      const response = await fetch(spamCheck.url, {
        method: 'POST',
        headers: { 'User-Agent': 'Athar' },
        body: this.payload(comment),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIME_OUT)]),
      });
      const text = await textOf(response);
      if (response.status === 200 && text === 'true') return 'spam';
      if (response.status === 200 && text === 'false') return 'ham';
      throw new SpamCheckFailed(response.status === 200 ? 'answer' : String(response.status));
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof SpamCheckFailed ? error : new SpamCheckFailed('network');
    }
  }

  /** What is sent about a comment, to the byte: its declared fields, and which site of whose key asks. */
  payload(comment: Comment): URLSearchParams {
    const fields = SPAM_CHECK_FIELDS.flatMap((field) => {
      const value = comment[field];
      return value === null ? [] : [[NAMES[field], value]];
    });
    const about = comment.parentId === null ? 'comment' : 'reply';
    return new URLSearchParams([
      ['api_key', this.config.spamCheck?.key ?? ''],
      ['blog', this.config.baseUrl],
      ['blog_charset', 'UTF-8'],
      ['comment_type', about],
      ...fields,
    ]);
  }
}

/** The answer. @throws SpamCheckFailed for one that is too long to mean something, which is not waited for */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    chunks.push(part.value);
    bytes += part.value.length;
    if (bytes > LONGEST_ANSWER) {
      await reader?.cancel();
      throw new SpamCheckFailed('long');
    }
  }
  return Buffer.concat(chunks).toString('utf8').trim();
}
