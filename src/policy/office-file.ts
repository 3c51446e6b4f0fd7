import { z } from 'zod';
import { readYaml } from '../platform/config/yaml-file.js';
import { type Titles } from '../platform/i18n/locale.js';
import { asciiAddress, EMAIL } from '../platform/text/ascii-address.js';
import { PURPOSES } from './purposes.js';

const line = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\u2028\u2029]{1,300}$/u, 'expected a text of 1 to 300 characters on one line');

/** One text for every language, or one each. */
const titles = z.union([line, z.strictObject({ ar: line, fr: line, en: line })], {
  error: 'expected a text, or one each as ar, fr and en',
});

const https = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'expected an address such as https://example.org/privacy',
  );

const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'expected a country of ISO 3166 in two capital letters, such as MA');

const provider = z.strictObject({
  name: titles.optional(),
  country: country.optional(),
  policyUrl: https.optional(),
});

const purposes = PURPOSES.map(({ id }) => id);

const recipient = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]{1,40}$/, 'expected lower-case letters, digits and _'),
  name: titles,
  purpose: z.enum(purposes as [string, ...string[]], { error: `expected one of ${purposes.join(', ')}` }),
  receives: titles,
  country: country.optional(),
  transfer: titles.optional(),
  policyUrl: https.optional(),
});

const email = z
  .string()
  .overwrite(asciiAddress)
  .pipe(z.email({ pattern: EMAIL, error: 'expected an e-mail address' }));

const officeFile = z.strictObject({
  controller: z
    .strictObject({
      postalAddress: titles.optional(),
      email: email.optional(),
      phone: line.optional(),
    })
    .optional(),
  protectionOfficer: z.strictObject({ name: titles, email: email }).optional(),
  declaration: z.strictObject({ number: line }).optional(),
  providers: z
    .strictObject({
      mail_provider: provider.optional(),
      hosting_provider: provider.optional(),
      spam_check: provider.optional(),
    })
    .prefault({}),
  recipients: z.array(recipient).default([]),
  effectiveFrom: z.iso.date('expected a day such as 2027-01-15').optional(),
});

/** A provider whom the policy knows by what it does, as the office names it. */
export type Provider = z.output<typeof provider>;

/** What an office says about itself in its policy: contact, declaration, and who works for it. */
export type OfficeFile = z.output<typeof officeFile>;

/**
 * Reads the file that ATHAR_POLICY names.
 * @throws YamlProblems with a line per problem
 */
export function readOfficeFile(path: string): OfficeFile {
  return readYaml(path, officeFile);
}

/** A text of the file in every language. */
export function everyLanguage(text: z.output<typeof titles>): Titles {
  return typeof text === 'string' ? { ar: text, fr: text, en: text } : text;
}
