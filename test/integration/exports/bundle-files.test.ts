import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { type AskedSource } from '../../../src/exports/bundle/bundle-facts.js';
import { bundleJwk } from '../../../src/exports/bundle/bundle-keys.js';
import { BundleWriter } from '../../../src/exports/bundle/bundle-writer.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { SourceFiles } from '../../../src/sources/files/source-files.js';
import { SourceUnavailable } from '../../../src/sources/source-unavailable.js';
import { bundleFaults, type Manifest, unzip } from '../../support/zip.js';
import { fakeSource, view } from './fake-source.js';

const keyring = new Keyring(Buffer.alloc(32, 7));
const top = mkdtempSync(join(tmpdir(), 'athar-bundled-'));
const uploads = join(top, 'uploads');
mkdirSync(join(uploads, '2026'), { recursive: true });
const picture = randomBytes(700_000);
writeFileSync(join(uploads, '2026/port <1>.jpg'), picture);
writeFileSync(join(uploads, '2026/port-300x200.jpg'), 'small');
writeFileSync(join(top, 'secret'), 'not an upload');

afterAll(() => rmSync(top, { recursive: true }));

const shape = view('media', ['file', 'meta'], {
  files: { path: 'file', beside: ['meta.sizes.*.file'], erase: 'delete', copies: true },
});
const rows = [
  { file: '2026/port <1>.jpg', meta: { sizes: { small: { file: 'port-300x200.jpg' } } } },
  // Named twice, gone, and outside.
  { file: '2026/port <1>.jpg', meta: null },
  { file: '2026/gone.jpg', meta: null },
  { file: '../secret', meta: null },
];

async function build(source: AskedSource) {
  const out = new PassThrough();
  const facts = {
    reference: 'R-7K3F-92QM',
    locale: 'en' as const,
    madeAt: new Date('2026-03-05T10:00:00Z'),
    siteName: 'Tangier News',
    zone: 'Africa/Casablanca',
    about: {},
  };
  const writing = new BundleWriter(keyring, top).write([source], facts, out);
  const [, zip] = await Promise.all([writing, buffer(out)]);
  const bundle = await unzip(zip);
  const manifest = JSON.parse(String(bundle.get('manifest.json'))) as Manifest;
  return { bundle, manifest };
}

const site = fakeSource('site', [{ view: shape, rows, count: rows.length }]);

describe('files that records name', () => {
  it('are in the bundle, whole, once, and in its manifest', async () => {
    const { bundle, manifest } = await build({ ...site, files: new SourceFiles('site', uploads) });
    expect(bundleFaults(bundle, bundleJwk(keyring))).toEqual([]);
    expect([...bundle.keys()].filter((path) => path.startsWith('files/'))).toEqual([
      'files/site/2026/port <1>.jpg',
      'files/site/2026/port-300x200.jpg',
    ]);
    expect(bundle.get('files/site/2026/port <1>.jpg')?.equals(picture)).toBe(true);
    expect(manifest.entries).toContainEqual({
      path: 'files/site/2026/port <1>.jpg',
      bytes: 700_000,
      sha256: createHash('sha256').update(picture).digest('hex'),
    });
    expect(manifest.sources).toEqual([
      { id: 'site', title: 'Source site', state: 'incomplete', records: 4, missingFiles: 2 },
    ]);
  });

  it('are listed on a page, those that are not there with the reason', async () => {
    const { bundle } = await build({ ...site, files: new SourceFiles('site', uploads) });
    expect(String(bundle.get('index.html'))).toContain('<a href="pages/site/files.html">');
    const page = String(bundle.get('pages/site/files.html'));
    expect(page).toContain(
      '<li><a href="../../files/site/2026/port%20%3C1%3E.jpg"><bdi>2026/port &lt;1&gt;.jpg</bdi></a>',
    );
    expect(page).toContain('<li><bdi>2026/gone.jpg</bdi>: there is no such file any more');
    expect(page).toContain('<li><bdi>../secret</bdi>: it lies where the system keeps no files');
  });

  it('are said to be missing where nobody told the portal where they lie', async () => {
    const { bundle, manifest } = await build(site);
    expect([...bundle.keys()].filter((path) => path.startsWith('files/'))).toEqual([]);
    expect(manifest.sources[0]).toMatchObject({ state: 'incomplete', missingFiles: 4 });
    expect(String(bundle.get('pages/site/files.html'))).toContain('the system does not say where it lies');
  });

  it('stop the bundle where the folder of all of them is not there', async () => {
    const nowhere = { ...site, files: new SourceFiles('site', join(top, 'nowhere')) };
    await expect(build(nowhere)).rejects.toThrow(SourceUnavailable);
  });

  it('stay out of the bundle, and are none that it lacks, where the map says so', async () => {
    const kept = view('media', ['file', 'meta'], {
      files: { path: 'file', beside: [], erase: 'delete', copies: false },
    });
    const source = fakeSource('site', [{ view: kept, rows, count: rows.length }]);
    const { bundle, manifest } = await build({ ...source, files: new SourceFiles('site', uploads) });
    expect([...bundle.keys()].filter((path) => /^files|files\.html$/.test(path))).toEqual([]);
    expect(manifest.sources).toEqual([{ id: 'site', title: 'Source site', state: 'complete', records: 4 }]);
  });

  it('leave a bundle without records as it was', async () => {
    const { bundle, manifest } = await build(fakeSource('site', [{ view: shape, rows: [], count: 0 }]));
    expect([...bundle.keys()]).not.toContain('pages/site/files.html');
    expect(manifest.sources[0]?.state).toBe('empty');
  });
});
