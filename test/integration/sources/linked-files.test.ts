import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceFiles } from '../../../src/sources/files/source-files.js';

let top: string;
let folder: string;
let files: SourceFiles;

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'athar-links-'));
  folder = join(top, 'uploads');
  mkdirSync(join(folder, 'here'), { recursive: true });
  mkdirSync(join(top, 'elsewhere'));
  files = new SourceFiles('site', folder);
});

afterEach(() => rmSync(top, { recursive: true }));

const at = (name: string) => join(folder, name);
const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

const photograph = () =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: '#c60' } })
    .withExif({ IFD0: { Artist: 'Somebody' } })
    .jpeg()
    .toBuffer();

const saysWho = async (path: string) => (await sharp(readFileSync(path)).metadata()).exif !== undefined;

describe('a link in the folder of a source', () => {
  it('goes by itself: the file it leads to has a name of its own', async () => {
    writeFileSync(at('b.jpg'), 'of somebody else');
    symlinkSync('b.jpg', at('a.jpg'));
    expect(await files.remove('a.jpg')).toBe(true);
    expect(isThere(at('a.jpg'))).toBe(false);
    expect(readFileSync(at('b.jpg'), 'utf8')).toBe('of somebody else');
    expect(await files.remove('a.jpg')).toBe(false);
  });

  it('goes where its file went before, and where it leads out of the folder', async () => {
    writeFileSync(join(top, 'elsewhere/c.jpg'), 'elsewhere');
    symlinkSync('gone.jpg', at('a.jpg'));
    symlinkSync('../elsewhere/c.jpg', at('out.jpg'));
    for (const name of ['a.jpg', 'out.jpg']) {
      expect(await files.remove(name)).toBe(true);
      expect(isThere(at(name))).toBe(false);
    }
    expect(readFileSync(join(top, 'elsewhere/c.jpg'), 'utf8')).toBe('elsewhere');
  });

  it('stays where it leads to a folder, which is no file that a row could mean', async () => {
    symlinkSync('here', at('linked'));
    symlinkSync('../elsewhere', at('out'));
    expect(await files.remove('linked')).toBe(false);
    expect(await files.remove('out')).toBe(false);
    expect([isThere(at('linked')), isThere(at('out'))]).toEqual([true, true]);
  });

  it('on the way leads to files inside the folder alone', async () => {
    writeFileSync(at('here/a.jpg'), 'here');
    writeFileSync(join(top, 'elsewhere/a.jpg'), 'elsewhere');
    symlinkSync('here', at('linked'));
    symlinkSync('../elsewhere', at('out'));
    expect(await files.remove('linked/a.jpg')).toBe(true);
    expect(await files.remove('out/a.jpg')).toBe(false);
    expect([existsSync(at('here/a.jpg')), existsSync(join(top, 'elsewhere/a.jpg'))]).toEqual([false, true]);
  });

  it('becomes a file of its own where what it shows is stripped', async () => {
    writeFileSync(at('b.jpg'), await photograph());
    symlinkSync('b.jpg', at('a.jpg'));
    expect(await files.strip('a.jpg')).toBe(true);
    expect([await saysWho(at('a.jpg')), await saysWho(at('b.jpg'))]).toEqual([false, true]);
  });

  it('is not stripped where it leads out of the folder', async () => {
    writeFileSync(join(top, 'elsewhere/c.jpg'), await photograph());
    symlinkSync('../elsewhere/c.jpg', at('out.jpg'));
    expect(await files.strip('out.jpg')).toBe(false);
    expect(lstatSync(at('out.jpg')).isSymbolicLink()).toBe(true);
    expect(await saysWho(join(top, 'elsewhere/c.jpg'))).toBe(true);
  });
});
