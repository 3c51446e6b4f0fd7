import { type ApiTokenSummary } from '../../../auth/api-tokens.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { retention } from '../../../policy/retention.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type TokensView } from './tokens-page.js';

/** Days for which a token that is made on the page is valid, up to what the policy promises. */
const LIVES = [7, 30, retention.apiToken / 86_400_000];

export const NEW_TOKEN = { name: '', days: '30' };

export function presentTokens(
  frame: PageFrame,
  tokens: readonly ApiTokenSummary[],
  more: Pick<TokensView, 'asksPassword'> &
    Partial<Pick<TokensView, 'form' | 'made' | 'errors' | 'waitMinutes'>>,
): TokensView {
  const at = (instant: Date) => writtenInstant(instant, frame.locale, frame.zone);
  return {
    frame,
    tokens: tokens.map(({ id, name, createdAt, expiresAt }) => ({
      id,
      name,
      made: at(createdAt),
      until: at(expiresAt),
    })),
    form: NEW_TOKEN,
    lives: LIVES.map((days) => ({ value: String(days), label: wordsOf(frame)('tokens.life', { days }) })),
    errors: [],
    ...more,
  };
}
