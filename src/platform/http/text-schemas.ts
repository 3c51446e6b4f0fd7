import { z } from 'zod';
import { asciiAddress, EMAIL, isAscii } from '../text/ascii-address.js';

const CURSOR = 'Give `next` of the page before.';

/** One line of text a person typed: trimmed, not empty, no control characters. */
export const line = (most: number) =>
  z
    .string({ error: 'Give a text.' })
    .trim()
    .min(1, 'Must not be empty.')
    .max(most, `At most ${most} characters.`)
    .refine((text) => !/\p{Cc}/u.test(text), 'No line breaks or control characters.');

/** Text of several lines: trimmed, not empty, no control characters but line breaks and tabs. */
export const paragraphs = (most: number) =>
  z
    .string({ error: 'Give a text.' })
    .trim()
    .min(1, 'Must not be empty.')
    .max(most, `At most ${most} characters.`)
    .refine((text) => !/[^\P{Cc}\n\r\t]/u.test(text), 'No control characters.');

/**
 * An e-mail address: trimmed, at most 254 characters (RFC 5321). A domain of other letters is taken in the spelling that
 * mail servers know. Before the `@` there are none: few servers take such addresses (RFC 6531), and nobody who cannot be
 * written to can use the portal.
 */
export const emailAddress = z
  .string({ error: 'Give an e-mail address.' })
  .trim()
  .overwrite(asciiAddress)
  .max(254, 'At most 254 characters.')
  .refine((address) => isAscii(address.slice(0, Math.max(0, address.lastIndexOf('@')))), {
    error:
      'Before the @ only letters a to z, digits and signs: the portal cannot send mail to other addresses.',
    abort: true,
  })
  .pipe(z.email({ pattern: EMAIL, error: 'Give an e-mail address such as name@example.org.' }));

/** A token out of a mail's link: 256 bits as base64url. */
export const linkToken = z
  .string({ error: 'Give the last part of the link in the mail.' })
  .regex(/^[A-Za-z0-9_-]{43}$/, 'This is not the last part of a link from a mail.');

/** An instant (RFC 3339) with its offset. */
export const instant = z.iso
  .datetime({ offset: true, error: 'Give a time such as 2026-03-05T10:00:00Z.' })
  .transform((text) => new Date(text));

const DAY_OR_INSTANT = 'Give a day such as 2026-03-05, or a time such as 2026-03-05T10:00:00Z.';

/** A day, which stays a text, or an instant. */
export const dayOrInstant = z.union([instant, z.iso.date({ error: DAY_OR_INSTANT })], {
  error: DAY_OR_INSTANT,
});

/** One of a few words. */
export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `One of ${values.join(', ')}.` });

/** `?lang=`: read before a handler is reached, so any text will do. */
export const lang = z.string({ error: 'Give one language.' }).optional();

/** `?limit=` of a list. */
export const limit = z.coerce
  .number({ error: 'A whole number from 1 to 200.' })
  .int('A whole number from 1 to 200.')
  .min(1, 'A whole number from 1 to 200.')
  .max(200, 'A whole number from 1 to 200.')
  .default(50);

/** `?cursor=` of a list: what the last page gave as `next`. */
export const cursor = z.string({ error: CURSOR }).min(1, CURSOR).max(2000, CURSOR).optional();
