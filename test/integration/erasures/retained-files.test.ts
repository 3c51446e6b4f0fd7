import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { SourceFiles } from '../../../src/sources/files/source-files.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { Sources } from '../../../src/sources/sources.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { mapOf, title } from '../sources/map-of.js';
import { ErasureOffice } from './erasure-office.js';

const top = mkdtempSync(join(tmpdir(), 'athar-retained-files-'));
const uploads = join(top, 'uploads');

let office: ErasureOffice;

const retain = { action: 'retain', purpose: 'legal', citation: 'Press law' };

/** The portal's own map, and beside it images that stay as part of what is published, with what is noted of them. */
function mapImages(): void {
  const { app } = office.portal;
  const portalMap = readMap('portal');
  const { collections } = mapOf(
    {
      id: 'images',
      leads: [{ by: 'address', column: 'email' }],
      fields: ['email'],
      erase: { ...retain, unlink: ['email'] },
    },
    {
      id: 'image_facts',
      leads: [{ by: 'membership', column: 'image', collection: 'images', key: 'id' }],
      fields: ['image'],
      entries: {
        ...{ of: 'image', name: 'name', value: 'value', others: { name: 'other', title } },
        keys: [
          { key: 'file', name: 'file', title },
          { key: 'facts', name: 'facts', title, format: 'php', erase: { members: ['credit'] } },
        ],
      },
      files: { path: 'file', beside: ['facts.sizes.*'], erase: 'strip' },
      erase: retain,
    },
  );
  const map = { ...portalMap, collections: [...portalMap.collections, ...collections] };
  const sources = [new SqlSource('portal', map, app.get(StreamPool))];
  const folders = new Map([['portal', new SourceFiles('portal', uploads)]]);
  const calendar = { zone: 'UTC', today: () => '2026-01-01' };
  Object.assign(app.get(Sources), new Sources(sources, [], calendar, { folders }));
}

beforeAll(async () => {
  office = await ErasureOffice.open();
  const server = new pg.Client({ connectionString: office.portal.database.adminUrl });
  await server.connect();
  await server.query(`
    CREATE TABLE images (id text PRIMARY KEY, email text);
    CREATE TABLE image_facts (id text PRIMARY KEY, image text, name text, value text);
    GRANT SELECT, INSERT, UPDATE, DELETE ON images, image_facts TO PUBLIC`);
  await server.end();
  mapImages();
  mkdirSync(uploads);
});
afterAll(async () => {
  await office.close();
  rmSync(top, { recursive: true });
});

const text = (value: string) => `s:${Buffer.byteLength(value)}:"${value}";`;
const facts = (credit: string, size: string) =>
  `a:2:{${text('credit')}${text(credit)}${text('sizes')}a:1:{i:0;${text(size)}}}`;

/** An image that says by whom it was made, with one more size. */
async function image(id: string, owner: string, file = `${id}.jpg`): Promise<void> {
  const content = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#c60' } })
    .withExif({ IFD0: { Artist: owner }, IFD3: { GPSLatitude: '35/1 46/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
  for (const name of [file, `${id}-150.jpg`]) writeFileSync(join(uploads, name), content);
  await office.rows('INSERT INTO images VALUES ($1, $2)', id, `${owner}@readers.example`);
  await office.rows(
    `INSERT INTO image_facts VALUES ($1 || '-f', $1, 'file', $2), ($1 || '-m', $1, 'facts', $3)`,
    id,
    file,
    facts(owner, `${id}-150.jpg`),
  );
}

async function erase(username: string): Promise<string> {
  const reference = await office.ask(await office.member(username, 0));
  await office.approve(reference);
  await office.work();
  return reference;
}

const bytes = (name: string) => readFileSync(join(uploads, name));
const speaks = async (name: string) => (await sharp(bytes(name)).metadata()).exif !== undefined;
const remembered = () => office.rows('SELECT 1 FROM erasure_files');
const again = async () => {
  await office.rows(`UPDATE tasks SET run_at = now() WHERE name = 'request.erase' AND state = 'waiting'`);
  await office.work();
};

describe('files of rows that are retained', () => {
  it('stay, and say nothing any more of who made them and where', async () => {
    await image('a1', 'amal');
    await image('b1', 'badr');
    const reference = await erase('amal');
    expect(await office.state(reference)).toBe('completed');
    expect([await speaks('a1.jpg'), await speaks('a1-150.jpg'), await speaks('b1.jpg')]).toEqual([
      ...[false, false, true],
    ]);
    expect(await office.rows(`SELECT value FROM image_facts WHERE name = 'facts' ORDER BY id`)).toEqual([
      { value: facts('', 'a1-150.jpg') },
      { value: facts('badr', 'b1-150.jpg') },
    ]);
    expect(await office.rows(`SELECT id, email FROM images ORDER BY id`)).toEqual([
      { id: 'a1', email: null },
      { id: 'b1', email: 'badr@readers.example' },
    ]);
    expect(await remembered()).toEqual([]);
  });

  it.each([
    ['a hold keeps the row that names them', 'image_facts', 'c1-f', 'c1'],
    ['a hold keeps another row of their record', 'image_facts', 'd1-m', 'd1'],
    ['a hold keeps the row that they belong to', 'images', 'e1', 'e1'],
  ])('stay byte for byte while %s, until it is released', async (_, collection, record, id) => {
    const owner = `owner-${id}`;
    await image(id, owner);
    await image(`${id}x`, owner);
    const before = bytes(`${id}.jpg`);
    const hold = await office.hold({ source: 'portal', collection, recordIds: [record] });
    const reference = await erase(owner);
    expect(await office.state(reference)).toBe('deferred');
    expect([bytes(`${id}.jpg`), bytes(`${id}-150.jpg`)].every((now) => now.equals(before))).toBe(true);
    expect(await speaks(`${id}x.jpg`)).toBe(false);
    await office.release(hold);
    expect(await office.state(reference)).toBe('completed');
    expect([await speaks(`${id}.jpg`), await speaks(`${id}-150.jpg`)]).toEqual([false, false]);
    expect(await office.rows(`SELECT value FROM image_facts WHERE id = $1 || '-m'`, id)).toEqual([
      { value: facts('', `${id}-150.jpg`) },
    ]);
    expect(await remembered()).toEqual([]);
  });

  it('are written where two rows of the person name them, and not where one is somebody else’s', async () => {
    await image('f1', 'fadwa');
    await image('f2', 'fadwa', 'f1.jpg');
    await image('f3', 'fadwa', 'f3.jpg');
    await image('g1', 'ghita', 'f3.jpg');
    const theirs = bytes('f3.jpg');
    const reference = await erase('fadwa');
    expect(await office.state(reference)).toBe('completed');
    expect(await speaks('f1.jpg')).toBe(false);
    expect(bytes('f3.jpg').equals(theirs)).toBe(true);
  });

  it('are written once, whenever the process died', async () => {
    await image('h1', 'hiba');
    await image('h2', 'hiba');
    const folder = office.portal.app.get(Sources).files('portal');
    if (folder === undefined) throw new Error('no files');
    const strip = folder.strip.bind(folder);
    let done = 0;
    const died = vi.spyOn(folder, 'strip').mockImplementation(async (name) => {
      if (done++ === 1) throw new Error('the process died on this line');
      return strip(name);
    });
    const reference = await erase('hiba');
    died.mockRestore();
    expect(await office.state(reference)).not.toBe('completed');
    const names = ['h1.jpg', 'h1-150.jpg', 'h2.jpg', 'h2-150.jpg'];
    const [written, ...more] = (
      await Promise.all(names.map(async (name) => ((await speaks(name)) ? '' : name)))
    ).filter((name) => name !== '');
    expect(more).toEqual([]);
    const once = bytes(written ?? '');
    await again();
    expect(await office.state(reference)).toBe('completed');
    expect(bytes(written ?? '').equals(once)).toBe(true);
    expect(await Promise.all(names.map(speaks))).toEqual([false, false, false, false]);
    expect(
      await office.rows(
        `SELECT files_stripped FROM erasure_counts c JOIN erasures e ON e.id = c.erasure_id
         JOIN requests r ON r.id = e.request_id WHERE r.reference = $1 AND collection = 'image_facts'`,
        reference,
      ),
    ).toEqual([{ files_stripped: '4' }]);
  });

  it('keep an erasure from its end while they cannot be reached', async () => {
    await image('i1', 'ilham');
    renameSync(uploads, `${uploads}-away`);
    const reference = await erase('ilham');
    expect(await office.state(reference)).not.toBe('completed');
    renameSync(`${uploads}-away`, uploads);
    await again();
    expect(await office.state(reference)).toBe('completed');
    expect(await speaks('i1.jpg')).toBe(false);
  });
});
