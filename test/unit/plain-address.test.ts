import { describe, expect, it } from 'vitest';
import { plainAddress } from '../../src/platform/text/plain-address.js';

describe('a plain address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('of %s is %s', (text, plain) => {
    expect(plainAddress(text)).toBe(plain);
  });

  it.each([
    '',
    undefined,
    'unknown',
    '10',
    '127.1',
    '010.1.1.1',
    '0x7f000001',
    '2130706433',
    '203.0.113.7, 10.0.0.1',
  ])('is not made of %s', (text) => {
    expect(plainAddress(text)).toBeUndefined();
  });
});
