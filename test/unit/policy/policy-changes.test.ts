import { describe, expect, it } from 'vitest';
import { policyChanges } from '../../../src/policy/policy-changes.js';
import { sitePolicy, type SitePolicy } from '../../../src/policy/site-policy.js';

const policy = sitePolicy({
  siteName: 'Example News',
  siteAddress: 'https://news.example',
  regimeCode: 'MA',
});
const differs = (later: SitePolicy) =>
  policyChanges(policy, later, 'en').map(({ part, id }) => `${part}: ${id}`);

describe('what a version changes', () => {
  it('is nothing where nothing differs', () => {
    expect(differs(structuredClone(policy))).toEqual([]);
  });

  it.each<[string, (later: Mutable) => void]>([
    ['cookies: athar_session', ({ cookies }) => void (cookies[0]!.guestSeconds = 1)],
    ['cookies: athar_session', ({ cookies }) => void (cookies[0]!.rememberedSeconds = 1)],
    ['cookies: athar_session', ({ cookies }) => void (cookies[0]!.active = false)],
    ['cookies: athar_commenter', ({ cookies }) => void delete cookies[4]!.onRequest],
    ['purposes: account', ({ purposes }) => void (purposes[0]!.categories = ['files'])],
    // Of an older or a younger release, which knows ids that this one does not.
    ['purposes: account', ({ purposes }) => void (purposes[0]!.basis = 'vital_interest_2')],
    ['cookies: athar_session', ({ cookies }) => void (cookies[0]!.category = 'statistics')],
    ['recipients: office', ({ recipients }) => void (recipients[0]!.purpose = 'spam')],
    ['recipients: gravatar', ({ recipients }) => void (recipients[3]!.switchable = false)],
    ['recipients: spam_check', ({ recipients }) => void (recipients[4]!.fields = ['body'])],
    ['rights: access', ({ rights }) => void (rights[0]!.title.en = 'Another')],
    ['controller: law', ({ regime }) => void (regime.name.en = 'Another')],
  ])('tells of %s', (told, change) => {
    const later = structuredClone(policy) as unknown as Mutable;
    change(later);
    expect(differs(later as unknown as SitePolicy)).toEqual([told]);
  });
});

interface Mutable {
  cookies: {
    guestSeconds?: number;
    rememberedSeconds?: number;
    active: boolean;
    category: string;
    onRequest?: true;
  }[];
  purposes: { categories: string[]; basis: string }[];
  recipients: { purpose: string; switchable: boolean; fields: string[] }[];
  rights: { title: { en: string } }[];
  regime: { name: { en: string } };
}
