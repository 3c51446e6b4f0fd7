import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ErasureReplay } from '../../../src/erasures/erasure-replay.js';
import { Sources } from '../../../src/sources/sources.js';
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

/** Lets the erasure fail for good over files that the system does not let go. */
async function failOverFiles(reference: string): Promise<void> {
  await office.approve(reference);
  const files = office.portal.app.get(Sources).files('portal');
  if (files === undefined) throw new Error('no files');
  const stays = vi.spyOn(files, 'remove').mockRejectedValue(new Error('it does not let go'));
  for (let attempt = 0; attempt < 8; attempt += 1) {
    await office.run();
    await office.rows(
      `UPDATE tasks SET run_at = now() WHERE state = 'waiting' AND name = 'request.erase'
         AND key = (SELECT id::text FROM requests WHERE reference = $1)`,
      reference,
    );
  }
  stays.mockRestore();
  expect(await office.state(reference)).toBe('failed');
}

it('files that one erasure could not delete are still its own after another one of the person has ended', async () => {
  const email = 'nadia@readers.example';
  const poster = join(uploads, 'nadia.jpg');
  await office.rows(`INSERT INTO posters VALUES ('n', $1, 'nadia.jpg', now())`, email);
  writeFileSync(poster, 'a picture');
  const [first, second] = [await office.askAsGuest(email), await office.askAsGuest(email)];
  // The second one knows whom it is about, and then finds no folder.
  await office.approve(second);
  renameSync(uploads, `${uploads}-away`);
  await office.run();
  renameSync(`${uploads}-away`, uploads);
  await office.rows(
    `UPDATE tasks SET run_at = now() + interval '1 day' WHERE state = 'waiting' AND name = 'request.erase'`,
  );
  await failOverFiles(first);
  await office.rows(`UPDATE tasks SET run_at = now() WHERE state = 'waiting' AND name = 'request.erase'`);
  await office.work();
  expect(await office.state(second)).toBe('completed');
  expect([await office.state(first), existsSync(poster)]).toEqual(['failed', true]);

  await office.admins[0].post(`/api/v1/admin/requests/${first}/retry`).expect(200);
  await office.work();
  expect([await office.state(first), existsSync(poster)]).toEqual(['completed', false]);
  expect(await office.rows('SELECT 1 FROM erasure_files')).toEqual([]);
  expect(await office.erased(first)).toContain('posters erased 1');
  expect(await office.state(second)).toBe('completed');
});

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
