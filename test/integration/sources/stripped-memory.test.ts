import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'athar-large-images-'));

beforeAll(async () => {
  const plain = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#c60' } })
      .withExif({ IFD0: { Artist: 'Somebody' } })
      .jpeg({ optimiseCoding: false });
  await plain(12_000, 9_000).withMetadata({ orientation: 6 }).toFile(join(folder, 'lying-1.jpg'));
  copyFileSync(join(folder, 'lying-1.jpg'), join(folder, 'lying-2.jpg'));
  await plain(16_000, 12_000).toFile(join(folder, 'upright.jpg'));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** In a process of its own, whose memory nothing else has filled. */
async function stripped(...names: string[]): Promise<{ done: boolean[]; more: number }> {
  const entry = new URL('./files-support/strip-child.ts', import.meta.url).pathname;
  const code = `
    import { runnerImport } from 'vite';
    const { module } = await runnerImport(${JSON.stringify(entry)}, { logLevel: 'error' });
    await module.strip(${JSON.stringify(folder)}, ${JSON.stringify(names)});`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code]);
  return JSON.parse(stdout) as { done: boolean[]; more: number };
}

describe.runIf(process.platform === 'linux')('memory while images are stripped', () => {
  it('is bounded by one of 108 megapixels that lies on its side, however many are', async () => {
    const { done, more } = await stripped('lying-1.jpg', 'lying-2.jpg');
    expect(done).toEqual([true, true]);
    expect(more).toBeLessThan(640);
    const { width, exif } = await sharp(join(folder, 'lying-2.jpg')).metadata();
    expect([width, exif]).toEqual([9_000, undefined]);
  }, 60_000);

  it('is hardly taken by an upright one, which is read line by line', async () => {
    const { done, more } = await stripped('upright.jpg');
    expect(done).toEqual([true]);
    expect(more).toBeLessThan(200);
  }, 60_000);
});
