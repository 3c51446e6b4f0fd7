import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readOfficeFile } from '../../../src/policy/office-file.js';
import { sitePolicy } from '../../../src/policy/site-policy.js';

const folder = mkdtempSync(join(tmpdir(), 'athar-office-'));
const path = join(folder, 'policy.yaml');

function told(text: string) {
  writeFileSync(path, text);
  return readOfficeFile(path);
}

afterAll(() => rmSync(folder, { recursive: true }));

describe('what an office says about itself', () => {
  it('stands in the policy: contact, officer, declaration, providers by name, and recipients of its own', () => {
    const file = told(`
controller: { postalAddress: { ar: شارع 1, fr: 1 rue, en: 1 Street }, email: privacy@news.example, phone: '+212 500' }
protectionOfficer: { name: Contact, email: dpo@news.example }
declaration: { number: D-1/2026 }
providers:
  hosting_provider: { name: Host SA, country: MA, policyUrl: 'https://host.example/privacy' }
recipients:
  - { id: newsletter, name: Letters, purpose: requests, receives: the address, country: FR, transfer: by contract }
`);
    const policy = sitePolicy({ siteName: 'A', regimeCode: 'MA', told: file });
    expect(policy.controller).toEqual({
      name: 'A',
      address: null,
      postalAddress: { ar: 'شارع 1', fr: '1 rue', en: '1 Street' },
      email: 'privacy@news.example',
      phone: '+212 500',
    });
    expect(policy.protectionOfficer).toEqual({
      name: { ar: 'Contact', fr: 'Contact', en: 'Contact' },
      email: 'dpo@news.example',
    });
    expect(policy.declaration).toEqual({ number: 'D-1/2026' });
    const by = Object.fromEntries(policy.recipients.map((one) => [one.id, one]));
    expect(by.hosting_provider).toMatchObject({ name: { fr: 'Host SA' }, country: 'MA' });
    expect(by.hosting_provider?.receives.en).toContain('on our behalf');
    expect(by.newsletter).toMatchObject({ receives: { ar: 'the address' }, switchable: false });
    expect(policy.transfers).toContainEqual({
      recipient: 'newsletter',
      country: 'FR',
      text: { ar: 'by contract', fr: 'by contract', en: 'by contract' },
    });
  });

  it('may be nothing', () => {
    expect(sitePolicy({ siteName: 'A', regimeCode: 'MA', told: told('{}') })).toEqual(
      sitePolicy({ siteName: 'A', regimeCode: 'MA' }),
    );
  });

  it.each([
    ['controller: { email: nobody }', '1: controller.email: expected an e-mail address'],
    ['controler: {}', '1: Unrecognized key: "controler"'],
    ['effectiveFrom: soon', '1: effectiveFrom: expected a day such as 2027-01-15'],
    [
      'recipients:\n  - { id: a1, name: A, purpose: fun, receives: all }',
      '2: recipients[0].purpose: expected one of account,',
    ],
    [
      'providers:\n  spam_check: { country: Morocco }',
      '2: providers.spam_check.country: expected a country of ISO 3166',
    ],
    [
      'providers:\n  spam_check: { policyUrl: "javascript:alert(1)" }',
      '2: providers.spam_check.policyUrl: expected',
    ],
  ])('is refused with the line: %s', (text, problem) => {
    expect(() => told(text)).toThrow(`${path}:${problem}`);
  });
});
