import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Fill or measure databases of their own. */
const NO_PORTAL = ['demo/', 'bench/'];
/** The one place that knows which accounts are closed. */
const LOOKUPS = 'accounts/accounts.ts';
const BY_NAME = [
  /find\w*\(Account, \{[^}]*\b(email|username)\b/s,
  /(FROM|JOIN|UPDATE) accounts\b[^`']*\b(email|username)\)?\s*(=|IN|LIKE)/is,
  /createQueryBuilder\(Account/,
];

it('finds accounts by address or user name in one place, which leaves out the closed ones', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const others = files.filter((file) => file !== LOOKUPS && !NO_PORTAL.some((room) => file.startsWith(room)));
  expect(files).toContain(LOOKUPS);
  const found = others.filter((file) => {
    const text = readFileSync(join('src', file), 'utf8');
    return BY_NAME.some((lookup) => lookup.test(text));
  });
  expect(found).toEqual([]);
});
