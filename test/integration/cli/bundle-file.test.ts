import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BundleFile } from '../../../src/cli/bundle-file.js';

const BYTES = Buffer.from('the bytes of a bundle');
const EXPECTED = { bytes: BYTES.length, sha256: createHash('sha256').update(BYTES).digest() };

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'athar-test-file-'));
  path = join(folder, 'out.zip');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the file of a bundle', () => {
  it('is not there before it is whole', async () => {
    const file = await BundleFile.open(path);
    await file.fill(Readable.from([BYTES.subarray(0, 5), BYTES.subarray(5)]), EXPECTED);
    expect(readdirSync(folder)).not.toContain('out.zip');
    file.publish();
    await file.discard();
    expect(readFileSync(path)).toEqual(BYTES);
    expect(readdirSync(folder)).toEqual(['out.zip']);
  });

  it.each([
    ['too few bytes', () => Readable.from([BYTES.subarray(1)]), 'not the bundle that was built'],
    ['other bytes', () => Readable.from([Buffer.alloc(BYTES.length)]), 'not the bundle that was built'],
    [
      'a store that breaks off',
      () =>
        new Readable({
          read() {
            this.push(BYTES.subarray(0, 5));
            this.destroy(new Error('gone'));
          },
        }),
      'could not be copied',
    ],
  ])('is not made of %s', async (_, content, sentence) => {
    const file = await BundleFile.open(path);
    await expect(file.fill(content(), EXPECTED)).rejects.toThrow(sentence);
    await file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never takes the place of one that came meanwhile', async () => {
    const file = await BundleFile.open(path);
    await file.fill(Readable.from([BYTES]), EXPECTED);
    writeFileSync(path, 'theirs');
    expect(() => file.publish()).toThrow('is there already');
    await file.discard();
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['out.zip']);
  });

  it('is not written through a link', async () => {
    symlinkSync(join(folder, 'elsewhere'), path);
    const file = await BundleFile.open(path);
    await file.fill(Readable.from([BYTES]), EXPECTED);
    expect(() => file.publish()).toThrow('is there already');
    await file.discard();
    expect(readdirSync(folder)).toEqual(['out.zip']);
  });
});
