import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from '../../../src/platform/config/config.js';
import { dropAddress, noteAddress, notedAddress } from '../../../src/platform/config/served-address.js';
import { REGIME_CODES } from '../../../src/policy/regimes.js';

const dataDir = mkdtempSync(join(tmpdir(), 'athar-test-address-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

const config = (more: NodeJS.ProcessEnv) => readConfig({ ATHAR_DATA_DIR: dataDir, ...more }, REGIME_CODES);

it('tells commands beside a running instance where it serves, whatever their own port', () => {
  const running = config({ PORT: '3456' });
  expect(notedAddress(config({}))).toBeUndefined();
  noteAddress(running);
  expect(notedAddress(config({ PORT: '3000' }))).toBe('http://127.0.0.1:3456');
  dropAddress(running);
  expect(notedAddress(config({}))).toBeUndefined();
});

it('says nothing of an instance whose database lies elsewhere, nor to its commands', () => {
  const elsewhere = config({ DATABASE_URL: 'postgres://user@host:5432/athar' });
  noteAddress(elsewhere);
  expect(notedAddress(config({}))).toBeUndefined();
  noteAddress(config({}));
  expect(notedAddress(elsewhere)).toBeUndefined();
});
