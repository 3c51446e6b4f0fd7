import { describe, expect, it } from 'vitest';
import {
  about,
  displayName,
  password,
  ProfileChanges,
  username,
  website,
} from '../../src/accounts/account-fields.js';

const fits = (text: string) => username.safeParse(text).success;

describe('a user name', () => {
  it.each(['abc', 'Amina_1', 'first.last', 'a-b-c', '2026', 'كريم', 'سلمى_2', 'ڭناوة', 'x'.repeat(40)])(
    'may be %s',
    (name) => expect(fits(name)).toBe(true),
  );

  it.each([
    ['too short', 'ab'],
    ['too long', 'x'.repeat(41)],
    ['an address', 'me@example.org'],
    ['a blank', 'two words'],
    ['two scripts', 'abcكريم'],
    ['a Cyrillic а', 'аdmin'],
    ['a full-width a', 'ａbc'],
    ['a direction override', 'abc\u202e'],
    ['a zero-width joiner', 'ab\u200dc'],
    ['a word joiner', 'ab\u2060c'],
    ['a vowel sign', 'كَريم'],
    ['a stretching line', 'كـريم'],
    ['a NUL', 'abc\0'],
    ['a line break at the end', 'abc\n'],
    ['two dots', 'a..b'],
    ['a dot at the end', 'abc.'],
    ['a dot at the start', '.abc'],
    ['the meaning of nobody', 'None'],
    ['the meaning of the system', 'system'],
  ])('may not have %s', (_why, name) => expect(fits(name)).toBe(false));

  it('is composed, so that one name has one spelling', () => {
    expect(username.parse('\u0627\u0654\u062d\u0645\u062f')).toBe('\u0623\u062d\u0645\u062f');
  });
});

describe('a password', () => {
  it('counts characters, not their bytes or halves', () => {
    expect(password.safeParse('🔑'.repeat(9)).success).toBe(false);
    expect(password.safeParse('🔑'.repeat(10)).success).toBe(true);
    expect(password.safeParse('م'.repeat(200)).success).toBe(true);
    expect(password.safeParse('م'.repeat(201)).success).toBe(false);
  });
});

it('texts that others read turn nothing around', () => {
  expect(displayName.safeParse('Amina\u202e').success).toBe(false);
  expect(about.safeParse('a\u2066b').success).toBe(false);
  expect(displayName.safeParse('أمينة 🌱').success).toBe(true);
});

it.each([
  ['https://example.org/أمينة', true],
  ['http://example.org', true],
  ['javascript:alert(1)', false],
  ['https://example.org/\u202egpj', false],
  ['https://bank.example@evil.example/', false],
  ['https://:secret@example.org/', false],
])('a website shows where it leads: %j, %s', (text, good) => {
  expect(website.safeParse(text).success).toBe(good);
});

it('a profile takes no user name, and no field it does not know', () => {
  const issues = ProfileChanges.safeParse({ username: 'other', rank: 1 }).error?.issues ?? [];
  expect(issues.map((issue) => issue.message)).toContain('The user name cannot be changed.');
  expect(issues.map((issue) => issue.code)).toContain('unrecognized_keys');
});
