import { type LiveColumn } from './engine/live-schema.js';

/** Types that are about a person's device, whatever the column is called. */
const TYPES = new Set(['inet', 'cidr', 'macaddr', 'macaddr8', 'inet[]', 'cidr[]', 'inet4', 'inet6']);

/** Long enough to mean the same inside another word: `useremail`, `billing_address2`. */
const INSIDE =
  /mail|phone|passw|passphrase|address|birth|username|useragent|userid|login|firstname|lastname|surname|familyname|fullname|displayname|nickname|latitude|longitude|location|avatar|gender|website|signature|session|comment|message|customer|contact/;

/** Words that count by themselves only: `ip` is personal, `description` is not. */
const WORDS = new Set(
  (
    'about age agent author bio cin city cnie country dob fax geo iban ip ips lat lng lon member mobile name ' +
    'names nick note notes owner pass passport person photo picture postal postcode sealed sex ssn street tel token ' +
    'url user users zip'
  ).split(' '),
);

/** Whether a column may hold something about a person, judged by its name and type alone. */
export function looksPersonal({ name, type }: Pick<LiveColumn, 'name' | 'type'>): boolean {
  if (TYPES.has(type)) return true;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return INSIDE.test(words.join('')) || words.some((word) => WORDS.has(word.replace(/(v?\d)+$/, '')));
}
