import { describe, expect, it } from 'vitest';
import { type MariaColumn } from '../../src/sources/mariadb/maria-schema.js';
import { fits } from '../../src/sources/mariadb/matches.js';

const column = (unsigned: boolean) => ({ unsigned }) as MariaColumn;

describe('what a column of integers can hold', () => {
  it.each([
    ['0', true, true],
    ['42', true, true],
    ['-1', true, false],
    ['-42', false, true],
    ['00042', true, false],
    ['-0', false, false],
    ['', true, false],
    ['4.5', false, false],
    ['999999999999999999', false, true],
    ['9223372036854775807', false, true],
    ['9223372036854775808', false, false],
    ['-9223372036854775808', false, true],
    ['-9223372036854775809', false, false],
    ['18446744073709551615', true, true],
    ['18446744073709551616', true, false],
    ['99999999999999999999', true, false],
    ['-99999999999999999', true, false],
  ])('%s, where it is unsigned: %s', (text, unsigned, held) => {
    expect(fits(text, column(unsigned))).toBe(held);
  });
});
