import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestEnding } from '../../../src/requests/request-ending.js';
import { RequestStates } from '../../../src/requests/request-states.js';
import { type ErasableSource } from '../../../src/sources/erasing.js';
import { Sources } from '../../../src/sources/sources.js';
import { mapOf } from '../sources/map-of.js';
import { ErasureOffice } from './erasure-office.js';
import { makeTables, mapFiles } from './mapped-files.js';

const top = mkdtempSync(join(tmpdir(), 'athar-erased-files-'));
const uploads = join(top, 'uploads');

let office: ErasureOffice;

const collection = (id: string, erase: object, files: object) => ({
  id,
  leads: [{ by: 'address', column: 'email' }],
  fields: ['email', 'file', { name: 'sizes', column: 'sizes' }],
  files: { path: 'file', beside: ['sizes.*'], ...files },
  erase,
});

/** Pictures that go, and pictures that stay without what says where they were taken. */
function pictures() {
  const { collections } = mapOf(
    collection('pictures', { action: 'delete' }, {}),
    collection('covers', { action: 'clear', unlink: ['email'] }, { erase: 'strip' }),
  );
  return collections.map((each) =>
    each.id === 'covers'
      ? { ...each, fields: each.fields.map((field) => ({ ...field, ...keepsFiles(field.name) })) }
      : each,
  );
}

const keepsFiles = (name: string) => (name === 'email' ? {} : { erase: 'keep' as const });

beforeAll(async () => {
  office = await ErasureOffice.open();
  const columns = 'id text PRIMARY KEY, email text, file text, sizes jsonb';
  await makeTables(office, { pictures: columns, covers: columns });
  mapFiles(office, uploads, pictures());
});

beforeEach(() => mkdirSync(uploads, { recursive: true }));

afterAll(async () => {
  await office.close();
  rmSync(top, { recursive: true });
});

/** A picture that says where it was taken. */
const photograph = () =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#c60' } })
    .withExif({ IFD0: { Artist: 'Somebody' }, IFD3: { GPSLatitude: '35/1 46/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

async function picture(
  table: string,
  id: string,
  owner: string,
  file: string,
  sizes: readonly string[] = [],
) {
  await office.rows(
    `INSERT INTO ${table} VALUES ($1, $2, $3, $4)`,
    id,
    `${owner}@readers.example`,
    file,
    JSON.stringify(sizes),
  );
  for (const name of [file, ...sizes]) writeFileSync(join(uploads, name), await photograph());
}

const left = () => readdirSync(uploads).sort();

const remembered = async () =>
  Number((await office.rows<{ n: string }>('SELECT count(*) AS n FROM erasure_files'))[0]?.n);

const hold = (name: string, record: string) =>
  office.hold({ source: 'portal', collection: name, recordIds: [record] });

async function erase(username: string): Promise<string> {
  const reference = await office.ask(await office.member(username, 0));
  await office.approve(reference);
  await office.work();
  return reference;
}

describe('files that rows name', () => {
  it('go with their rows, and nobody else’s do', async () => {
    await picture('pictures', 'a1', 'amal', 'amal.jpg', ['amal-small.jpg']);
    await picture('pictures', 'a2', 'amal', 'shared.jpg');
    await picture('pictures', 'b1', 'badr', 'badr.jpg');
    await office.rows(`INSERT INTO pictures VALUES ('b2', 'badr@readers.example', 'shared.jpg', NULL)`);
    const reference = await erase('amal');
    expect(await office.state(reference)).toBe('completed');
    expect(left()).toEqual(['badr.jpg', 'shared.jpg']);
    expect(
      await office.rows(
        `SELECT files_deleted, files_stripped FROM erasure_counts WHERE collection = 'pictures'`,
      ),
    ).toEqual([{ files_deleted: '2', files_stripped: '0' }]);
    expect(await remembered()).toBe(0);
  });

  it('stay where rows have them as their own, of another collection or of somebody else', async () => {
    await picture('pictures', 'h1', 'hiba', 'hiba.jpg', ['hiba-150.jpg']);
    await office.rows(`INSERT INTO pictures VALUES ('h2', 'badr@readers.example', 'hiba-150.jpg', NULL)`);
    await picture('pictures', 'h3', 'hiba', 'hiba-cover.jpg');
    await office.rows(`INSERT INTO covers VALUES ('h4', 'hiba@readers.example', 'hiba-cover.jpg', NULL)`);
    const held = readFileSync(join(uploads, 'hiba-cover.jpg'));
    const id = await hold('covers', 'h4');
    const reference = await erase('hiba');
    expect(await office.state(reference)).toBe('deferred');
    expect(left().filter((name) => name.startsWith('hiba'))).toEqual(['hiba-150.jpg', 'hiba-cover.jpg']);
    expect(readFileSync(join(uploads, 'hiba-cover.jpg')).equals(held)).toBe(true);
    await office.release(id);
    expect(await office.state(reference)).toBe('completed');
    expect((await sharp(join(uploads, 'hiba-cover.jpg')).metadata()).exif).toBeUndefined();
  });

  it('stay with the rows that a hold keeps, and go when it is released', async () => {
    await picture('pictures', 'c1', 'chama', 'chama-1.jpg');
    await picture('pictures', 'c2', 'chama', 'chama-2.jpg');
    await picture('covers', 'c3', 'chama', 'chama-3.jpg');
    const before = readFileSync(join(uploads, 'chama-3.jpg'));
    const holds = [await hold('pictures', 'c1'), await hold('covers', 'c3')];
    const reference = await erase('chama');
    expect(await office.state(reference)).toBe('deferred');
    expect(left()).toEqual(expect.arrayContaining(['chama-1.jpg', 'chama-3.jpg']));
    expect(left()).not.toContain('chama-2.jpg');
    expect(readFileSync(join(uploads, 'chama-3.jpg')).equals(before)).toBe(true);
    for (const hold of holds) await office.release(hold);
    expect(await office.state(reference)).toBe('completed');
    expect(left()).not.toContain('chama-1.jpg');
    expect((await sharp(join(uploads, 'chama-3.jpg')).metadata()).exif).toBeUndefined();
    expect(await remembered()).toBe(0);
  });

  it('lose what says who made them and where, where their rows stay', async () => {
    await picture('covers', 'd1', 'driss', 'driss.jpg', ['driss-small.jpg']);
    writeFileSync(join(uploads, 'driss.txt'), 'no picture');
    await office.rows(`INSERT INTO covers VALUES ('d2', 'driss@readers.example', 'driss.txt', NULL)`);
    expect((await sharp(join(uploads, 'driss.jpg')).metadata()).exif).toBeDefined();
    const reference = await erase('driss');
    expect(await office.state(reference)).toBe('completed');
    for (const name of ['driss.jpg', 'driss-small.jpg']) {
      const { exif, xmp, iptc, width, height, orientation } = await sharp(join(uploads, name)).metadata();
      expect([exif, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
      // It lay on its side, and now its pixels do not.
      expect([width, height]).toEqual([20, 40]);
    }
    expect(readFileSync(join(uploads, 'driss.txt'), 'utf8')).toBe('no picture');
    expect(left().filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('keep an erasure from its end while they cannot be reached, and go once they can', async () => {
    await picture('pictures', 'e1', 'emna', 'emna.jpg');
    renameSync(uploads, `${uploads}-away`);
    const reference = await erase('emna');
    expect(await office.state(reference)).not.toBe('completed');
    expect(await office.rows(`SELECT id FROM pictures WHERE id = 'e1'`)).toHaveLength(1);
    renameSync(`${uploads}-away`, uploads);
    await office.rows(`UPDATE tasks SET run_at = now() WHERE name = 'request.erase' AND state = 'waiting'`);
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    expect(left()).not.toContain('emna.jpg');
  });

  it('go with rows that came while the system before theirs was erased in', async () => {
    await picture('pictures', 'l1', 'lina', 'lina-1.jpg');
    const reference = await office.ask(await office.member('lina', 0));
    await office.approve(reference);
    const sources = office.portal.app.get(Sources);
    const real = sources.erasable.bind(sources);
    const none = () => Promise.resolve([]);
    const keys = vi.fn(async () => {
      // As long as rows of hers are erased there, she may upload something here.
      await setTimeout(1000);
      await picture('pictures', 'l2', 'lina', 'lina-2.jpg');
      return [];
    });
    const eraser = {
      ...{ source: 'before', collections: [], plan: none, held: none, remaining: none },
      learn: () => Promise.resolve({}),
      keys: async function* () {
        if (keys.mock.calls.length === 0) yield* await keys();
      },
    };
    const before = {
      ...{ id: 'before', restricts: false, identifyingColumns: () => [] },
      eraser: () => Promise.resolve(eraser),
    };
    const spy = vi
      .spyOn(sources, 'erasable')
      .mockImplementation(() => [before as unknown as ErasableSource, ...real()]);
    await office.work();
    spy.mockRestore();
    expect(keys).toHaveBeenCalledOnce();
    expect(await office.state(reference)).toBe('completed');
    expect(await office.rows(`SELECT id FROM pictures WHERE id LIKE 'l%'`)).toEqual([]);
    expect(left().filter((name) => name.startsWith('lina'))).toEqual([]);
  });

  it('go when the run goes on whose rows had gone already', async () => {
    await picture('pictures', 'f1', 'fadwa', 'fadwa.jpg');
    const files = office.portal.app.get(Sources).files('portal');
    if (files === undefined) throw new Error('no files');
    const died = vi.spyOn(files, 'remove').mockRejectedValue(new Error('the process died on this line'));
    const reference = await erase('fadwa');
    died.mockRestore();
    expect(await office.state(reference)).not.toBe('completed');
    expect(await office.rows(`SELECT id FROM pictures WHERE id = 'f1'`)).toEqual([]);
    expect(left()).toContain('fadwa.jpg');
    await office.rows(`UPDATE tasks SET run_at = now() WHERE name = 'request.erase' AND state = 'waiting'`);
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    expect(left()).not.toContain('fadwa.jpg');
  });

  it('go with what a hidden hold kept of an erasure that was taken back, and stay with the rest', async () => {
    await picture('pictures', 'k1', 'kenza', 'kenza-1.jpg');
    await picture('pictures', 'k2', 'kenza', 'kenza-2.jpg');
    await hold('pictures', 'k1');
    const hidden = await office.hold(
      { source: 'portal', collection: 'pictures', recordIds: ['k2'] },
      'existence-hidden',
    );
    const reference = await erase('kenza');
    expect(await office.state(reference)).toBe('deferred');
    await office.portal.sql.transaction(async (manager) => {
      const { app } = office.portal;
      const request = await app.get(RequestStates, { strict: false }).lockByReference(manager, reference);
      await app.get(RequestEnding, { strict: false }).withdraw(manager, request, { type: 'system' }, {});
    });
    await office.work();
    expect(left()).toEqual(expect.arrayContaining(['kenza-1.jpg', 'kenza-2.jpg']));
    await office.release(hidden);
    expect(await office.rows(`SELECT id FROM pictures WHERE id LIKE 'k_'`)).toEqual([{ id: 'k1' }]);
    expect(left()).toContain('kenza-1.jpg');
    expect(left()).not.toContain('kenza-2.jpg');
    const rests = await office.rows('SELECT 1 FROM erasures WHERE rest_of IS NOT NULL');
    expect(rests).toEqual([]);
  });

  it('are remembered without their names', async () => {
    await picture('pictures', 'g1', 'ghita', 'ghita.jpg');
    await hold('pictures', 'g1');
    await erase('ghita');
    const rows = await office.rows<{ sealed: Buffer; mac: Buffer }>('SELECT sealed, mac FROM erasure_files');
    expect(rows).toHaveLength(1);
    expect(rows.flatMap(({ sealed, mac }) => [sealed, mac]).some((bytes) => bytes.includes('ghita'))).toBe(
      false,
    );
  });
});
