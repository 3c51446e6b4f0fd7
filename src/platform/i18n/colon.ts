import { type Locale } from './locale.js';

/** The colon after a label, with the space before it that French puts there and where no line may end. */
export function colon(locale: Locale): string {
  return locale === 'fr' ? '\u00a0:' : ':';
}
