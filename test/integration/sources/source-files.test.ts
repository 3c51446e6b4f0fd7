import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { SourceFiles } from '../../../src/sources/files/source-files.js';

const top = mkdtempSync(join(tmpdir(), 'athar-files-'));
const folder = join(top, 'uploads');
mkdirSync(join(folder, '2026/01'), { recursive: true });
mkdirSync(join(top, 'uploads-private'));
writeFileSync(join(folder, '2026/01/صورة المرسى.jpg'), 'a picture');
writeFileSync(join(top, 'secret'), 'not an upload');
writeFileSync(join(top, 'uploads-private/secret'), 'not an upload');
symlinkSync(join(top, 'secret'), join(folder, 'link.jpg'));
symlinkSync(join(top, 'uploads-private'), join(folder, 'linked'));
symlinkSync('2026/01/صورة المرسى.jpg', join(folder, 'inside.jpg'));
execFileSync('mkfifo', [join(folder, 'pipe')]);
const files = new SourceFiles('site', folder);

afterAll(() => rmSync(top, { recursive: true }));

async function contentOf(named: string): Promise<string> {
  const found = await files.open(named);
  if (typeof found === 'string') return `(${found})`;
  const content = await text(found.read(1024));
  await found.close();
  return `${found.path}: ${content}`;
}

describe('files of a source', () => {
  it('are opened by the path that a record has', async () => {
    const read = '2026/01/صورة المرسى.jpg: a picture';
    expect(await contentOf('2026/01/صورة المرسى.jpg')).toBe(read);
    expect(await contentOf('./2026/../2026/01/صورة المرسى.jpg')).toBe(read);
    expect(await contentOf('inside.jpg')).toBe('inside.jpg: a picture');
  });

  it.each([
    '../secret',
    '2026/../../secret',
    '/etc/passwd',
    'link.jpg',
    'linked/secret',
    '..',
    '.',
    '',
    '2026/01/',
    'a\u0000.jpg',
    '2026\\01',
  ])('never lie outside its folder: %j', async (named) => {
    expect(await contentOf(named)).toBe('(outside)');
  });

  it('never lie outside where a folder becomes a link while they are opened', async () => {
    const [turns, aside] = [join(folder, 'turning'), join(folder, 'turned')];
    const link = join(folder, 'turning-link');
    mkdirSync(turns);
    writeFileSync(join(turns, 'secret'), 'an upload');
    symlinkSync(join(top, 'uploads-private'), link);
    let turning = true;
    const turn = async () => {
      while (turning) {
        await rename(turns, aside);
        await rename(link, turns);
        await rename(turns, link);
        await rename(aside, turns);
      }
    };
    const turned = turn();
    const found = new Set<string>();
    const own = 'turning/secret: an upload';
    // On a busy machine it takes longer until it was met as a folder.
    for (let opened = 0; opened < 2000 || (opened < 50_000 && !found.has(own)); opened += 1)
      found.add(await contentOf('turning/secret'));
    turning = false;
    await turned;
    expect(found).toContain(own);
    expect(found).not.toContain('turning/secret: not an upload');
  });

  it('are told apart that are gone and that are no files', async () => {
    expect(await contentOf('2026/01/gone.jpg')).toBe('(missing)');
    expect(await contentOf('2026/01/صورة المرسى.jpg/more')).toBe('(missing)');
    expect(await contentOf('2026/01')).toBe('(unreadable)');
    expect(await contentOf('pipe')).toBe('(unreadable)');
  });

  it('are not missing one by one where their folder is', async () => {
    await expect(files.demand()).resolves.toBeUndefined();
    const nowhere = new SourceFiles('site', join(top, 'nowhere'));
    await expect(nowhere.demand()).rejects.toThrow(
      'The folder with the files of the system "site" is not there',
    );
    await expect(new SourceFiles('site', join(top, 'secret')).demand()).rejects.toThrow('is not there');
  });

  it.runIf(process.getuid?.() !== 0)('are unreadable where the system says so', async () => {
    writeFileSync(join(folder, 'shut.jpg'), '');
    chmodSync(join(folder, 'shut.jpg'), 0);
    expect(await contentOf('shut.jpg')).toBe('(unreadable)');
  });

  it('are stripped as far as they go where they end too early', async () => {
    const whole = await sharp({
      create: {
        width: 400,
        height: 400,
        channels: 3,
        background: '#c60',
        noise: { type: 'gaussian', mean: 120, sigma: 60 },
      },
    })
      .withExif({ IFD0: { Artist: 'Somebody' } })
      .jpeg()
      .toBuffer();
    writeFileSync(join(folder, 'half.jpg'), whole.subarray(0, whole.length / 2));
    expect(await files.strip('half.jpg')).toBe(true);
    const { exif, width } = await sharp(join(folder, 'half.jpg')).metadata();
    expect([exif, width]).toEqual([undefined, 400]);
  });

  it('stay byte for byte where they say nothing, and lose what phones put behind their end', async () => {
    const plain = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#c60' } })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    writeFileSync(join(folder, 'plain.jpg'), plain);
    expect(await files.strip('plain.jpg')).toBe(true);
    expect(readFileSync(join(folder, 'plain.jpg')).equals(plain)).toBe(true);
    const comment = Buffer.from('\xff\xfe\0\x0aby Zoe..', 'latin1');
    for (const more of [
      Buffer.concat([plain, Buffer.from('a film, and where it was taken')]),
      Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2)]),
    ]) {
      writeFileSync(join(folder, 'more.jpg'), more);
      expect(await files.strip('more.jpg')).toBe(true);
      const left = readFileSync(join(folder, 'more.jpg'));
      expect(left.toString('latin1')).not.toMatch(/where it was taken|by Zoe/);
      expect((await sharp(left).metadata()).width).toBe(40);
    }
  });

  it('are stripped where they are AVIF, and refused where they are HEIC that says something', async () => {
    const avif = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#c60' } })
      .withExif({ IFD0: { Artist: 'Somebody' } })
      .avif()
      .toBuffer();
    writeFileSync(join(folder, 'new.avif'), avif);
    expect(await files.strip('new.avif')).toBe(true);
    const left = readFileSync(join(folder, 'new.avif'));
    expect((await sharp(left).metadata()).exif).toBeUndefined();
    expect(left.includes('Somebody')).toBe(false);
    expect(await files.strip('new.avif')).toBe(true);
    expect(readFileSync(join(folder, 'new.avif')).equals(left)).toBe(true);
    const heic = (from: Buffer) =>
      Buffer.from(
        from.toString('latin1').replace('ftypavif', 'ftypheic').replaceAll('av01', 'hvc1'),
        'latin1',
      );
    writeFileSync(join(folder, 'new.heic'), heic(avif));
    await expect(files.strip('new.heic')).rejects.toMatchObject({ findings: [{ code: 'fileSpeaks' }] });
    expect(readFileSync(join(folder, 'new.heic')).equals(heic(avif))).toBe(true);
    writeFileSync(join(folder, 'new.heic'), heic(left));
    expect(await files.strip('new.heic')).toBe(true);
  });

  it('are not read as a whole where they are no images', async () => {
    writeFileSync(join(folder, 'film.mp4'), '\0\0\0\x18ftypmp42');
    // More than can be read at once; it takes no room on the disk.
    truncateSync(join(folder, 'film.mp4'), 3_000_000_000);
    expect(await files.strip('film.mp4')).toBe(false);
  });

  it('are not taken for stripped where they have too many pixels and say who made them', async () => {
    const small = sharp({ create: { width: 8, height: 8, channels: 3, background: '#c60' } }).png();
    const vast = async (image: Sharp) => {
      const content = await image.toBuffer();
      // Of its first chunk: width and height, and the sum over it.
      for (const place of [16, 20]) content.writeUInt32BE(60_000, place);
      content.writeUInt32BE(crc32(content.subarray(12, 29)), 29);
      writeFileSync(join(folder, 'vast.png'), content);
      return content;
    };
    const named = await vast(small.clone().withExif({ IFD0: { Artist: 'Somebody' } }));
    await expect(files.strip('vast.png')).rejects.toThrow(
      'An image of 60000 × 60000 pixels in the system "site"',
    );
    expect(readFileSync(join(folder, 'vast.png')).equals(named)).toBe(true);
    // As whoever took these out by hand leaves it.
    const nameless = await vast(small.clone());
    expect(await files.strip('vast.png')).toBe(true);
    expect(readFileSync(join(folder, 'vast.png')).equals(nameless)).toBe(true);
  });
});
