import { describe, expect, it } from 'vitest';
import { emailAddress } from '../../src/platform/http/text-schemas.js';
import { asciiAddress, spellingsOf } from '../../src/platform/text/ascii-address.js';
import { addressesOf } from '../../src/sources/engine/addresses-of.js';

const taken = (text: string) => {
  const { success, data, error } = emailAddress.safeParse(text);
  return success ? data : error?.issues.map(({ message }) => message);
};

describe('an address', () => {
  it.each([
    ['user@مثال.إختبار', 'user@xn--mgbh0fb.xn--kgbechtv'],
    ['user@موقع.المغرب', 'user@xn--4gbrim.xn--mgbc0a9azcg'],
    ['User@MÜNCHEN.example', 'User@xn--mnchen-3ya.example'],
    ['user@mu\u0308nchen.example', 'user@xn--mnchen-3ya.example'],
    [' user@münchen。example ', 'user@xn--mnchen-3ya.example'],
    ['user@XN--MGBH0FB.xn--kgbechtv', 'user@XN--MGBH0FB.xn--kgbechtv'],
    ["o'neil+news@Readers.example", "o'neil+news@Readers.example"],
  ])('%s is taken as %s', (text, address) => {
    expect(taken(text)).toBe(address);
    // Whoever sends it back means the same one.
    expect(taken(address)).toBe(address);
  });

  it.each([
    'محمد@example.org',
    'josé@example.org',
    'jose\u0301@مثال.إختبار',
    '\u200buser@example.org',
    'ｕser@example.org',
  ])('%s is refused for what stands before the @, and says so', (text) => {
    expect(taken(text)).toEqual([expect.stringContaining('Before the @')]);
  });

  it.each([
    'user@مثال',
    'مثال.إختبار',
    'user@é/x.example',
    'user@é%2e.example',
    'user@é:25.example',
    'user@é?.example',
    'user@[é].example',
    'user@é x.example',
    'user@１２７.１',
    'user@é..example',
    'user@.é',
    'user@-é-.1',
    'user@\u202emoc.é.example',
    'user@xn--a.xn--',
    `user@${'é.'.repeat(60)}example`,
    'a@b@é.example',
    'user@example.c',
    'user@example-.org',
  ])('%s is none', (text) => {
    expect(taken(text)).toEqual([expect.stringMatching(/^(Give an e-mail address such as|At most 254)/)]);
  });

  it('stays as it is where its domain is of ASCII, or is none', () => {
    for (const text of ['', '@', 'user', 'user@', 'User@Example.org', 'مها@x.test', 'user@é x'])
      expect(asciiAddress(text)).toBe(text);
  });

  it('costs little, however long it is', () => {
    for (const text of [`a${' '.repeat(200_000)}b@é.example`, `a@${'é'.repeat(200_000)}`])
      expect(asciiAddress(text)).toBe(text);
  });

  it('is looked for in both spellings', () => {
    const both = ['user@xn--mgbh0fb.xn--kgbechtv', 'user@مثال.إختبار'];
    for (const text of [...both, 'USER@XN--mgbh0fb.xn--kgbechtv'])
      expect([...addressesOf({ emails: [text] })].toSorted()).toEqual(both.toSorted());
    expect(spellingsOf('user@example.org')).toEqual(['user@example.org']);
    expect(spellingsOf('user@xn--a.example')).toEqual(['user@xn--a.example']);
    expect([...addressesOf({ emails: [' User@Example.org\n', 'مها@x.test'] })]).toEqual([
      'user@example.org',
      'مها@x.test',
    ]);
  });
});
