import { AUDIT_EXPORT_RETENTION } from '../audit/export-retention.js';
import { VALUE_RETENTION } from '../audit/value-retention.js';
import { parseDuration } from '../platform/config/config.js';

/**
 * How long each kind of record is kept, or each proof is valid: ISO 8601, without months and years, whose length
 * varies. The rooms that purge, the tokens, the cookies and the published policy all read these; none writes its own.
 */
export const RETENTION = {
  /** A bundle, from the moment it is ready. */
  bundle: 'P7D',
  /** A request that nobody confirmed, with everything that tells who was named in it. */
  unconfirmedRequest: 'PT48H',
  /** What stays of a closed request: reference, kind, dates, counts, citations. */
  closedRequest: 'P730D',
  /** A sign-in, counted from it; use does not lengthen it. */
  session: 'PT48H',
  /** A sign-in with "remember me". */
  rememberedSession: 'P14D',
  /** A guest's session for one request. */
  requestSession: 'PT2H',
  /** How fresh a sign-in must be for a download, an erasure or a change of address. */
  stepUp: 'PT15M',
  /** The link that resets a password. */
  passwordReset: 'PT30M',
  /** A call for a reset that no worker could answer, encrypted. */
  resetAsk: 'P1D',
  /** A guest's link into a request. */
  guestLink: 'PT24H',
  /** A registration whose address was not confirmed, and its link. */
  registration: 'PT24H',
  /** The link that confirms a new address of an account. */
  addressChange: 'PT24H',
  /** The link by which the owner of an old address stops a change or a reset, or whoever asked for an erasure stops that. */
  stopLink: 'P7D',
  /** The one-time link with which an account made by the office gets its password. */
  setUpLink: 'P7D',
  /** The one-time link by which whoever starts a new portal makes its first admin. */
  firstAdminLink: 'P1D',
  /** A token for scripts. */
  apiToken: 'P90D',
  /** The address for the last mail of an erasure, where the mail cannot be delivered before. */
  lastMailAddress: 'P7D',
  /** The body of a mail, once it was sent or given up. */
  outboxBody: 'PT0S',
  /** That a mail was sent: its kind and time, without address and text. */
  mailRecord: 'P365D',
  /** Personal values in the log, whoever they belong to, from their event on. */
  auditValues: VALUE_RETENTION,
  /** A file of the log that an auditor asked for; it holds no personal values. */
  auditExport: AUDIT_EXPORT_RETENTION,
  /** What a check of the policy's promises found; nothing of any person. */
  promiseCheck: 'P400D',
  /** From one review of what data maps keep without an end to the next. */
  retentionReview: 'P365D',
  /** The counters behind the rate limits. */
  rateLimit: 'PT15M',
  /** The answer given in the cookie banner, after which it asks again. */
  cookieChoice: 'P182D',
  /** The record of an answer that no account is linked to: while it counts, and for as long again to prove what rested on it. */
  anonymousChoice: 'P364D',
  /** How long the author of a comment can change it or take it back, from when it was posted. */
  commentEdit: 'PT15M',
  /** Name, address and website that a commenter asked to have remembered. */
  rememberedCommenter: 'P365D',
  /** How an editor arranged the screen. */
  screenOptions: 'P365D',
  /** A picture that Gravatar has, or that it has none, until it is asked again. */
  gravatarPicture: 'P30D',
  /** Which article an editor worked on last. */
  lastArticle: 'P1D',
} as const satisfies Readonly<Record<string, string>>;

export type RetentionName = keyof typeof RETENTION;

/** The same as `RETENTION`, in milliseconds. */
export const retention = Object.freeze(
  Object.fromEntries(Object.entries(RETENTION).map(([name, text]) => [name, milliseconds(text)])),
) as Readonly<Record<RetentionName, number>>;

/** The same in whole seconds, as a cookie's `Max-Age` counts. */
export function retentionSeconds(name: RetentionName): number {
  return retention[name] / 1000;
}

function milliseconds(text: string): number {
  const found = parseDuration(text);
  if (found === undefined) throw new Error(`${text} is not a duration of days, hours, minutes and seconds`);
  return found;
}
