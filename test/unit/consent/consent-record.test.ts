import { describe, expect, it } from 'vitest';
import { consentNotice } from '../../../src/consent/consent-notice.js';
import { consentRecord, withEnded } from '../../../src/consent/consent-record.js';
import { sitePolicy } from '../../../src/policy/site-policy.js';

/** Fields that ISO/IEC TS 27560:2023 makes mandatory, by section, as docs/cookies.md says where they were read. */
const MANDATORY = {
  header: ['schema_version', 'record_id', 'pii_principal_id'],
  processing: ['privacy_notice', 'language', 'purposes'],
  purpose: [
    'purpose',
    'pii_information',
    'pii_controllers',
    'storage_locations',
    'retention_period',
    'jurisdiction',
    'recipient_third_parties',
    'withdrawal_method',
  ],
  party: ['party_id', 'party_name', 'party_address', 'party_contact', 'party_type'],
  event: ['event_time', 'validity_duration', 'entity_id', 'event_type', 'event_state'],
} as const;

const policy = sitePolicy({
  siteName: 'Example News',
  siteAddress: 'https://news.example',
  regimeCode: 'MA',
  embedHosts: ['video.example'],
  told: {
    controller: { postalAddress: { ar: 'طنجة', fr: 'Tanger', en: 'Tangier' }, email: 'privacy@news.example' },
    providers: { hosting_provider: { country: 'MA' } },
    recipients: [],
  },
});
const record = withEnded(
  consentRecord(
    {
      id: '0190d0a0-0000-7000-8000-000000000001',
      at: new Date('2026-11-02T10:00:00Z'),
      how: 'settings',
      gpc: true,
      accepted: ['embeds'],
    },
    consentNotice('fr', policy, {}),
    policy,
  ),
  ['embeds'],
  new Date('2026-11-03T10:00:00Z'),
  'withdrawal',
);

describe('a consent record', () => {
  it('has every field that the standard makes mandatory', () => {
    expect(Object.keys(record)).toEqual(expect.arrayContaining([...MANDATORY.header]));
    expect(Object.keys(record.pii_processing)).toEqual(expect.arrayContaining([...MANDATORY.processing]));
    expect(record.pii_processing.purposes).toHaveLength(4);
    for (const purpose of record.pii_processing.purposes) {
      expect(Object.keys(purpose)).toEqual(expect.arrayContaining([...MANDATORY.purpose]));
      expect(purpose.pii_information.every((one) => one.pii_type.length > 0)).toBe(true);
    }
    for (const party of record.party_identification)
      expect(Object.keys(party)).toEqual(expect.arrayContaining([...MANDATORY.party]));
    for (const event of record.events)
      expect(Object.keys(event)).toEqual(expect.arrayContaining([...MANDATORY.event]));
  });

  it('names a party for each that its purposes refer to, in the language that was shown', () => {
    const parties = new Map(record.party_identification.map((party) => [party.party_id, party]));
    for (const { pii_controllers, recipient_third_parties, authority_party } of record.pii_processing
      .purposes)
      for (const id of [...pii_controllers, ...recipient_third_parties, authority_party])
        expect(parties.has(id), id).toBe(true);
    expect(parties.get('controller')).toMatchObject({
      party_name: 'Example News',
      party_address: 'Tanger',
      party_contact: 'privacy@news.example',
    });
    expect(parties.get('authority')?.party_name).toContain('Commission nationale');
    expect(parties.get('embed:video.example')).toMatchObject({ party_type: 'recipient' });
  });

  it('says what was answered, for how long, and what became of it', () => {
    const of = (purpose: string) => record.events.filter((event) => event.purpose === purpose);
    expect(of('measurement')).toMatchObject([{ event_state: 'refused', validity_duration: 'P182D' }]);
    expect(of('embeds')).toMatchObject([
      {
        event_state: 'given',
        event_time: '2026-11-02T10:00:00.000Z',
        validity_duration: 'P182D',
        event_type: 'expressed_consent',
        event_method: 'settings',
        global_privacy_control: true,
      },
      { event_state: 'withdrawn', validity_duration: null, event_method: 'withdrawal' },
    ]);
    expect(record.pii_processing.purposes[0]?.storage_locations).toContainEqual({
      location: 'hosting_provider',
      country: 'MA',
    });
  });
});
