import { describe, expect, it } from 'vitest';
import { valueText } from '../../src/exports/bundle/value-text.js';
import { LOCALES } from '../../src/platform/i18n/locale.js';
import { REQUEST_KINDS } from '../../src/policy/request-kinds.js';
import { ACTING_AS, CHANNELS, REQUEST_STATES } from '../../src/requests/request-kinds.js';

/** The codes of the portal's own records, as its schema and types name them. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  state: [...REQUEST_STATES, 'queued', 'sent'],
  channel: CHANNELS,
  actingAs: ACTING_AS,
  kind: [...REQUEST_KINDS, 'email', 'account', 'request', 'password_reset', 'set_up', 'change_email', 'stop'],
  author: ['person', 'office'],
  how: ['accept_all', 'reject_all', 'settings'],
  endedHow: ['withdrawn', 'replaced'],
  actor: ['person', 'office', 'system'],
  step: [
    'submitted',
    'confirmed',
    'asked',
    'approved_once',
    'scheduled',
    'downloaded',
    'completed',
    'retried',
  ],
  regime: ['MA', 'GDPR', 'UK'],
  field: ['ip', 'userAgent', 'email', 'username', 'name', 'reason'],
};

describe('the values in the pages of a copy', () => {
  it.each(LOCALES)('are in words where they are codes of the portal: %s', (locale) => {
    const text = valueText(locale, 'Africa/Casablanca', true);
    for (const [field, codes] of Object.entries(CODES))
      for (const code of codes) {
        expect(text(field, code), `${field} ${code}`).not.toBe(code);
        expect(text(field, code)).not.toContain('_');
      }
    expect(text('scope', { comments: 'detach' })).not.toMatch(/[{"]|detach/);
    for (const scope of [{ since: 2026 }, [], 'all'])
      expect(text('scope', scope)).toBe(JSON.stringify(scope));
  });

  it('stay as they are where another system has the same codes, or somebody typed them', () => {
    const other = valueText('fr', 'Africa/Casablanca', false);
    expect(other('actor', 'person')).toBe('person');
    expect(other('scope', { comments: 'detach' })).toBe('{"comments":"detach"}');
    expect(valueText('fr', 'Africa/Casablanca', true)('authorName', 'person')).toBe('person');
  });

  it('have dates and yes or no as the reader writes them', () => {
    const text = valueText('ar', 'Africa/Casablanca', true);
    expect(text('at', '2026-11-29T06:28:22.597Z')).toBe('29 نونبر 2026 في 07:28');
    expect(text('remembered', true)).toBe('نعم');
  });
});
