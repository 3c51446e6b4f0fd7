import { z } from 'zod';
import { emailAddress, line, paragraphs } from '../platform/http/text-schemas.js';
import { invalidField } from '../platform/http/problem.js';
import { LOCALES } from '../platform/i18n/locale.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { isCommonPassword } from './common-passwords.js';

/** Characters of a new password. */
export const LEAST_PASSWORD = 10;
const LONGEST_PASSWORD = 200;

/** The letters of Arabic as written in Morocco, without vowel signs and the stretching line, which look like nothing. */
const ARABIC = '\u0621-\u063A\u0641-\u064A\u067E\u06A4\u06A8\u06AD\u06AF';
/** Letters of one script only, so that no name looks like another, and none turns its neighbours around. */
const USERNAME = new RegExp(`^(?:[A-Za-z0-9]|[${ARABIC}])(?:[A-Za-z0-9._-]*|[${ARABIC}0-9._-]*)$`, 'u');
/** Words that stand for nobody's account where the office and auditors search by user name. */
const RESERVED: ReadonlySet<string> = new Set(['none', 'system', 'operator', 'anonymous']);
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

const codePoints = (text: string) => [...text].length;
const hasOneScript = (text: string) => !(/[A-Za-z]/.test(text) && new RegExp(`[${ARABIC}]`, 'u').test(text));

/** A new user name: 3 to 40 characters; no blanks, no invisible characters, and no `@`, which marks addresses. */
export const username = z
  .string({ error: 'Give a user name.' })
  .transform((text) => text.normalize('NFC'))
  .pipe(
    z
      .string()
      .refine((text) => codePoints(text) >= 3 && codePoints(text) <= 40, '3 to 40 characters.')
      .refine(
        (text) => USERNAME.test(text) && hasOneScript(text) && !/[._-]{2}|[._-]$/.test(text),
        'Latin or Arabic letters (not both), digits, and single . _ - between them.',
      )
      .refine(
        (text) => !RESERVED.has(foldAddress(text)),
        'This one has a meaning of its own; choose another.',
      ),
  );

/** A new password: 10 to 200 characters of any kind, blanks and all. */
export const password = z
  .string({ error: 'Give a password.' })
  .refine(
    (text) => codePoints(text.normalize('NFC')) >= LEAST_PASSWORD,
    `At least ${LEAST_PASSWORD} characters.`,
  )
  .refine(
    (text) => codePoints(text.normalize('NFC')) <= LONGEST_PASSWORD,
    `At most ${LONGEST_PASSWORD} characters.`,
  );

const turnsNothing = (text: string) => !BIDI_CONTROLS.test(text);

export const displayName = line(80).refine(turnsNothing, 'No invisible characters.');

/** The public reads it as a link, so it shows where it leads: no name before the host, nothing that turns text around. */
export const website = z
  .url({ protocol: /^https?$/, error: 'Give a whole address such as https://example.org.' })
  .max(500, 'At most 500 characters.')
  .refine(turnsNothing, 'No invisible characters.')
  .refine(hasNoLogin, 'No user name or password in it.');

export const about = paragraphs(2000).refine(turnsNothing, 'No invisible characters.');

export const locale = z.enum(LOCALES, { error: `One of ${LOCALES.join(', ')}.` });

/** What somebody fills in to register. */
export const RegistrationForm = z.strictObject({
  username,
  email: emailAddress,
  password,
  displayName: displayName.optional(),
  locale: locale.optional(),
});
export type RegistrationForm = z.output<typeof RegistrationForm>;

/** What of a profile can be edited; null erases. The user name is named here to say that it cannot. */
export const ProfileChanges = z.strictObject({
  username: z.never({ error: 'The user name cannot be changed.' }).optional(),
  email: emailAddress.optional(),
  displayName: displayName.nullable().optional(),
  website: website.nullable().optional(),
  about: about.nullable().optional(),
  locale: locale.optional(),
});
export type ProfileChanges = Omit<z.output<typeof ProfileChanges>, 'username'>;

/**
 * @throws Problem 422 for `/password` where it is the user name, the address or its local part, or a password that
 * everybody guesses first
 */
export function refuseGuessable(
  text: string,
  whose: { readonly username: string; readonly email: string },
): void {
  const folded = foldAddress(text.normalize('NFC'));
  const address = foldAddress(whose.email);
  const own = [foldAddress(whose.username), address, address.slice(0, address.lastIndexOf('@'))];
  if (own.includes(folded)) throw invalidField('/password', 'Not your user name or address.');
  if (isCommonPassword(text)) throw invalidField('/password', 'This one is guessed first; choose another.');
}

function hasNoLogin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username: name, password: secret } = new URL(address);
  return name === '' && secret === '';
}
