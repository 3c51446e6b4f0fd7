import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Fill or measure databases of their own. */
const NO_PORTAL = ['demo/', 'bench/'];
const BY_NAME = [
  /find\w*\(Account, \{[^}]*\b(email|username)\b/s,
  /(FROM|JOIN|UPDATE) accounts\b[^`']*\b(email|username)\)?\s*(=|IN|LIKE)/is,
  /createQueryBuilder\(Account/,
];

it('finds accounts by address or user name in their own room alone, without the closed ones', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const lookups = files
    .filter((file) => !NO_PORTAL.some((room) => file.startsWith(room)))
    .map((file) => ({ file, text: readFileSync(join('src', file), 'utf8') }))
    .filter(({ text }) => BY_NAME.some((lookup) => lookup.test(text)));
  expect(lookups.map(({ file }) => file)).toContain('accounts/accounts.ts');
  const wrong = lookups.filter(
    ({ file, text }) => !file.startsWith('accounts/') || !text.includes('OPEN_ACCOUNT'),
  );
  expect(wrong.map(({ file }) => file)).toEqual([]);
});
