import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGE_TAG, type Locale } from './locale.js';

type Values = Readonly<Record<string, string | number | Date>>;

/** A room's words in one language: the text of a key, with its ICU arguments filled in. Plain text, never HTML. */
export type Say<Key extends string> = (key: Key, values?: Values) => string;

/**
 * Makes a room's words from its three catalogues (ICU MessageFormat). English gives the keys; the compiler refuses a
 * catalogue that lacks one or has one too many.
 * @param always arguments that every text may name
 */
export function catalogue<const En extends Readonly<Record<string, string>>>(
  texts: {
    readonly en: En;
    readonly fr: Readonly<Record<keyof En, string>>;
    readonly ar: Readonly<Record<keyof En, string>>;
  },
  always: (locale: Locale) => Values = () => ({}),
): (locale: Locale) => Say<keyof En & string> {
  const parsed = new Map<string, IntlMessageFormat>();
  return (locale) => (key, values) => {
    const id = `${locale}/${key}`;
    let message = parsed.get(id);
    if (message === undefined) {
      message = new IntlMessageFormat(unbroken(locale, texts[locale][key]), LANGUAGE_TAG[locale], undefined, {
        ignoreTag: true,
      });
      parsed.set(id, message);
    }
    return String(message.format({ ...always(locale), ...values }));
  };
}

/** French puts a space before its double signs and after n°, where no line may end. A comma before it is ICU's own. */
function unbroken(locale: Locale, text: string): string {
  return locale === 'fr' ? text.replace(/(?<!,) (?=[?!:;»])|(?<=«|n°) /g, '\u00a0') : text;
}
