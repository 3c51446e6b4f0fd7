import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ErasureReplay } from '../../../src/erasures/erasure-replay.js';
import { mapOf } from '../sources/map-of.js';
import { ErasureOffice } from './erasure-office.js';
import { makeTables, mapFiles } from './mapped-files.js';

const top = mkdtempSync(join(tmpdir(), 'athar-replayed-files-'));
const uploads = join(top, 'uploads');
const file = join(uploads, 'amal.jpg');

let office: ErasureOffice;

beforeAll(async () => {
  mkdirSync(uploads);
  office = await ErasureOffice.open();
  await makeTables(office, { posters: 'id text PRIMARY KEY, email text, file text, at timestamptz' });
  const { collections } = mapOf({
    id: 'posters',
    leads: [{ by: 'address', column: 'email' }],
    date: 'at',
    fields: [{ name: 'email', column: 'email', category: 'contact' }, 'file'],
    files: { path: 'file' },
    erase: { action: 'delete' },
  });
  mapFiles(office, uploads, collections);
});

afterAll(async () => {
  await office.close();
  rmSync(top, { recursive: true });
});

function replay() {
  const { signal } = new AbortController();
  return office.portal.app.get(ErasureReplay).run({ type: 'system' }, false, signal);
}

it('files of a row that came back, and that a hold keeps in part by now, go with it', async () => {
  const reference = await office.ask(await office.member('amal', 0));
  await office.approve(reference);
  await office.work();
  expect(await office.state(reference)).toBe('completed');
  await office.rows(
    `INSERT INTO posters VALUES ('p', 'amal@readers.example', 'amal.jpg', now() - interval '1 day')`,
  );
  writeFileSync(file, 'a picture');
  const hold = await office.hold({
    source: 'portal',
    collection: 'posters',
    recordIds: ['p'],
    category: 'content',
  });
  await replay();
  // Nothing leads to the row any more, which still names its file.
  expect(await office.rows('SELECT email, file FROM posters')).toEqual([{ email: null, file: 'amal.jpg' }]);
  expect(existsSync(file)).toBe(true);

  await office.release(hold);
  await replay();
  expect(await office.rows('SELECT id FROM posters')).toEqual([]);
  expect(existsSync(file)).toBe(false);
  expect(await office.rows('SELECT 1 FROM erasure_files')).toEqual([]);
});
