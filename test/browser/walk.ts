import { type Locale } from '../../src/platform/i18n/locale.js';
import { kindOf, look } from '../support/look.js';
import { type Visit } from '../support/visit.js';

/** As many pages of one kind are looked at: cases and people differ, and that as much in one language as in another. */
const OF_ONE_KIND: Readonly<Record<Locale, number>> = { ar: 2, fr: 1, en: 1 };
const NO_PAGES = /^\/(?:api|assets|metrics)/;

/** What these say does not depend on who looks: once in a language is enough. */
const SAME_FOR_ALL = /^\/(?:privacy(?:\/.*)?|cookies|mailbox(?:\/.*)?|account\/(?!data).*)$/;

/** Pages that are the same for all, by language, where somebody looked at them. */
const before = new Set<string>();

/**
 * Follows every link from the home page on, and looks at each page that it leads to.
 * @returns what is wrong, one line each
 */
export async function walk(visit: Visit, name: string): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = ['/'];
  const met = new Map<string, number>();
  const asked = new Set<string>();
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path);
    const count = met.get(kind) ?? 0;
    const bare = path.replace(/[?&](?:lang|done)=\w*/g, '');
    if (asked.has(bare) || count >= OF_ONE_KIND[visit.locale] || NO_PAGES.test(kind)) continue;
    asked.add(bare);
    if (SAME_FOR_ALL.test(kind) && !isNew(`${visit.locale} ${bare}`)) continue;
    if (!(await visit.open(path))) continue;
    met.set(kind, count + 1);
    wrong.push(...(await look(visit, 200, true)));
    if (count === 0) await visit.picture(`${name}${kind.replace(/[^\w]+/g, '-')}`);
    // A mail's links are for the person who got it.
    if (kind !== '/mailbox/{id}') waiting.push(...(await visit.links()));
  }
  return wrong;
}

function isNew(page: string): boolean {
  const size = before.size;
  return before.add(page).size > size;
}
