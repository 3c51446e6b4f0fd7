import { describe, expect, it } from 'vitest';
import { detailLines } from '../../../src/web/pages/auditor/detail-lines.js';
import { ROLES } from '../../../src/accounts/account.js';
import { SIMPLE_FIELDS } from '../../../src/accounts/simple-fields.js';
import { LOCALES } from '../../../src/platform/i18n/locale.js';
import { REQUEST_KINDS } from '../../../src/policy/request-kinds.js';
import { en as requestTexts } from '../../../src/requests/words/en.js';
import { CHANNELS } from '../../../src/requests/request-kinds.js';
import { frameOf } from './samples.js';

describe('what the log says of an event in codes', () => {
  it('is in the words of the reader', () => {
    const detail = { remembered: false, kind: 'erasure', fields: ['ip', 'email'], left: 1 };
    expect(detailLines(frameOf('fr'), detail)).toEqual([
      'session prolongée\u00a0: non',
      'objet\u00a0: Effacement',
      'champs\u00a0: adresse IP et adresse e-mail',
      'approbations manquantes\u00a0: 1',
    ]);
    expect(detailLines(frameOf('ar'), { answered: true })).toEqual(['مع جواب: نعم']);
  });

  it('names codes as the pages do, whatever they are codes of', () => {
    const detail = {
      by: 'beginning',
      regime: 'MA',
      ground: 'journalism',
      purpose: 'legal',
      visibility: 'existence-hidden',
      scope: ['email', 'from'],
      needed: 'auditor',
    };
    expect(detailLines(frameOf('ar'), detail).join(' ')).not.toMatch(/[a-z]/i);
    expect(detailLines(frameOf('fr'), { by: 'beginning', filters: ['seq'] })).toEqual([
      'par\u00a0: début d’un nom ou d’une adresse',
      'filtres\u00a0: Numéro',
    ]);
  });

  it('has words for every code that the log is given', () => {
    const given: Record<string, readonly string[]> = {
      channel: CHANNELS,
      kind: REQUEST_KINDS,
      role: ROLES,
      locale: LOCALES,
      purpose: ['administrative', 'legal', 'security'],
      visibility: ['open', 'reason-hidden', 'existence-hidden'],
      status: ['pending', 'approved'],
      needed: ['anyone', 'requester', 'member', 'admin', 'auditor'],
      fields: [...SIMPLE_FIELDS, 'username', 'email', 'addresses', 'requests', 'holds', 'bans', 'actorName'],
      by: ['email', 'id', 'beginning', 'person', 'office', 'state', 'purpose', 'review', 'matter'],
      reason: ['refused', 'unreachable', 'unreadable'],
      mail: mailKinds(),
      purposes: ['remembering', 'embeds', 'measurement', 'personalisation'],
      how: ['accept_all', 'reject_all', 'settings'],
    };
    for (const [name, codes] of Object.entries(given)) {
      for (const code of codes) {
        const [line = ''] = detailLines(frameOf('ar'), { [name]: code });
        expect([name, code, line]).toEqual([name, code, expect.not.stringMatching(/[a-z]/i)]);
      }
    }
  });

  it('stays a code where nobody wrote words for it, and says nothing that is empty', () => {
    expect(detailLines(frameOf('en'), { newThing: 'soon', fields: [] })).toEqual(['newThing: soon']);
  });
});

/** The kinds of all mails: those to people about a request by their subjects, the others as their code names them. */
function mailKinds(): string[] {
  const about = Object.keys(requestTexts).filter((key) => /^[a-z]+\.subject$/.test(key));
  return [
    ...about.map((key) => `request_${key.replace('.subject', '')}`),
    ...['scheduled', 'operator', 'message'].map((to) => `request_${to}_office`),
    ...['password_reset', 'password_changed', 'registration', 'address_known', 'address_confirm'],
    ...['address_changed', 'account_edited', 'hold_release', 'hold_review', 'retention_review'],
  ];
}
