import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  addressDigest,
  type Receipt,
  receiptBytes,
  receiptJwk,
  signReceipt,
} from '../../src/erasures/receipt.js';
import { receiptPage } from '../../src/erasures/receipt-page.js';
import { Keyring } from '../../src/platform/crypto/keyring.js';

const keyring = new Keyring(Buffer.alloc(32, 9));

function made(locale: 'ar' | 'fr' | 'en' = 'en'): Receipt {
  return signReceipt(keyring, {
    reference: 'R-7K3F-92QM',
    site: 'Site <b>',
    locale,
    regime: 'MA',
    receivedAt: new Date('2026-03-01T10:00:00Z'),
    startedAt: new Date('2026-03-04T10:00:00Z'),
    madeAt: new Date('2026-03-04T10:05:00Z'),
    outcome: 'deferred',
    addressDigest: addressDigest('salt', ' Reader@Mail.example'),
    erased: [
      {
        source: 'portal',
        collection: 'comments',
        title: 'Comments',
        category: 'content',
        action: 'erased',
        count: 2,
      },
    ],
    retained: [
      {
        source: 'portal',
        collection: 'comments',
        title: 'Comments',
        count: 1,
        purpose: 'legal',
        citation: 'Order <1>',
        reviewOn: '2027-03-05',
      },
    ],
    statement: 'The law may require some records to be kept.',
  });
}

function isGenuine(receipt: Receipt): boolean {
  const key = createPublicKey({ key: { ...receiptJwk(keyring) }, format: 'jwk' });
  return verify(null, receiptBytes(receipt), key, Buffer.from(receipt.signature, 'base64url'));
}

describe('a receipt', () => {
  it('verifies, whatever the order of its members, and not once it was changed', () => {
    const receipt = made();
    expect(isGenuine(receipt)).toBe(true);
    const turned = Object.fromEntries(Object.entries(receipt).reverse()) as unknown as Receipt;
    expect(isGenuine(turned)).toBe(true);
    expect(isGenuine({ ...receipt, outcome: 'completed' })).toBe(false);
    expect(isGenuine({ ...receipt, retained: [] })).toBe(false);
  });

  it('proves the address to whoever has the salt, in whatever letter case it is typed', () => {
    expect(made().addressDigest).toBe(addressDigest('salt', 'reader@mail.example'));
    expect(made().addressDigest).not.toBe(addressDigest('other', 'reader@mail.example'));
    expect(JSON.stringify(made())).not.toMatch(/mail\.example/i);
  });

  it('is a page in its own language, escaped, that loads nothing', () => {
    const page = receiptPage(made('ar'), 'Africa/Casablanca', 'R-7K3F-92QM.json');
    expect(page).toContain('<html lang="ar-MA" dir="rtl">');
    expect(page).toContain('Order &lt;1>');
    expect(page).not.toContain('Site <b>');
    expect(page).not.toMatch(/<script|src=|href=/);
    expect(page).toContain('\u2066R-7K3F-92QM.json\u2069');
  });

  it('does not tell a reason that may not be told', () => {
    const receipt = made();
    const silent = {
      ...receipt,
      retained: receipt.retained.map((item) => ({ ...item, purpose: undefined, citation: undefined })),
    };
    const page = receiptPage(silent, 'UTC', 'x.json');
    expect(page).toContain('A reason that may not be told');
    expect(page).not.toContain('Order');
  });
});
