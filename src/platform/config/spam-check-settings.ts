import { z } from 'zod';

/** A service that speaks the Akismet protocol, and the office's key for it. */
export interface SpamCheckSettings {
  readonly url: string;
  readonly key: string;
}

export const SPAM_CHECK_URL =
  'an https: address without a password, such as https://rest.akismet.com/1.1/comment-check (http: on this machine alone)';

export const SPAM_CHECK_KEY = z
  .string()
  .regex(
    /^[\x21-\x7e]{1,200}$/,
    'the key of the spam check, 1 to 200 letters, digits and signs without blanks',
  );

/** Comments go there with addresses in them: encrypted, or to this machine. */
export function isSpamCheckUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isNear = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return username === '' && password === '' && (protocol === 'https:' || (protocol === 'http:' && isNear));
}

/** What is wrong with the two together: both are set, or neither is. */
export function spamCheckProblem(address: string | undefined, key: string | undefined): string | undefined {
  if ((address === undefined) === (key === undefined)) return undefined;
  const [missing, given] =
    key === undefined
      ? ['ATHAR_SPAM_CHECK_KEY', 'ATHAR_SPAM_CHECK_URL']
      : ['ATHAR_SPAM_CHECK_URL', 'ATHAR_SPAM_CHECK_KEY'];
  return `${missing} is not set; set it beside ${given}, or neither`;
}

/** An address without a path is that of a service at the protocol's own path. */
export function spamCheckOf(
  address: string | undefined,
  key: string | undefined,
): SpamCheckSettings | undefined {
  if (address === undefined || key === undefined) return undefined;
  const url = new URL(address);
  if (url.pathname === '/') url.pathname = '/1.1/comment-check';
  return { url: url.href, key };
}
