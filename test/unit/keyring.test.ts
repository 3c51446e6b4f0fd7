import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeyring } from '../../src/platform/crypto/keyring.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'athar-test-keyring-'));
  path = join(folder, 'made', 'secret');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the secret file', () => {
  it('is made once, for this user alone, and gives the same keys ever after', () => {
    const made = openKeyring(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'made'))).toEqual(['secret']);
    expect(openKeyring(path).key('seal/x')).toEqual(made.key('seal/x'));
    expect(openKeyring(path).publicKey('bundle')).toEqual(made.publicKey('bundle'));
    expect(made.key('seal/x')).not.toEqual(made.key('seal/y'));
    expect(made.mac('x', 'value')).not.toEqual(made.mac('y', 'value'));
  });

  it.each([0o604, 0o666, 0o601])('of mode %o is refused', (mode) => {
    openKeyring(path);
    chmodSync(path, mode);
    expect(() => openKeyring(path)).toThrow(/is open to every user/);
    chmodSync(path, 0o640);
    openKeyring(path);
  });

  it('that holds something else is refused, and left as it is', () => {
    openKeyring(path);
    for (const text of ['', 'athar-secret-1 dG9vIHNob3J0\n', 'another program’s secret']) {
      writeFileSync(path, text);
      expect(() => openKeyring(path)).toThrow(/does not hold an Athar secret/);
    }
  });
});
