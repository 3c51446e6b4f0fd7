import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type AskedSource, type BundleFacts } from '../../../src/exports/bundle/bundle-facts.js';
import { bundleJwk } from '../../../src/exports/bundle/bundle-keys.js';
import { type BundleSummary, BundleWriter } from '../../../src/exports/bundle/bundle-writer.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { bundleFaults, type Manifest, unzip } from '../../support/zip.js';
import { fakeSource, type Row, view } from './fake-source.js';

const keyring = new Keyring(Buffer.alloc(32, 7));
const spool = mkdtempSync(join(tmpdir(), 'athar-spool-'));
const writer = new BundleWriter(keyring, spool);

afterEach(() => {
  // Nothing that waits on disk has a name.
  expect(readdirSync(spool)).toEqual([]);
});

afterAll(() => rmSync(spool, { recursive: true }));

const facts: BundleFacts = {
  reference: 'R-7K3F-92QM',
  locale: 'en',
  madeAt: new Date('2026-03-05T10:00:00.123Z'),
  siteName: 'Tangier <News>',
  zone: 'Africa/Casablanca',
  about: { purposes: ['comments'] },
};

interface Built {
  readonly files: Map<string, Buffer>;
  readonly summary: BundleSummary;
  readonly zip: Buffer;
  readonly manifest: Manifest;
}

async function build(sources: readonly AskedSource[], more: Partial<BundleFacts> = {}): Promise<Built> {
  const out = new PassThrough();
  const [summary, zip] = await Promise.all([writer.write(sources, { ...facts, ...more }, out), buffer(out)]);
  const files = await unzip(zip);
  const manifest = JSON.parse(textOf(files, 'manifest.json')) as Manifest;
  return { files, summary, zip, manifest };
}

function textOf(files: ReadonlyMap<string, Buffer>, path: string): string {
  const content = files.get(path);
  if (content === undefined) throw new Error(`${path} is not in the bundle: ${[...files.keys()].join(' ')}`);
  return content.toString('utf8');
}

function* rows(count: number): Generator<Row> {
  for (let number = 1; number <= count; number += 1)
    yield { id: number, body: `تعليق ${number}`, ip: '203.0.113.9' };
}

const comments = (count: number) =>
  fakeSource('site', [
    { view: view('comments', ['id', 'body', 'ip']), rows: { [Symbol.iterator]: () => rows(count) }, count },
  ]);

describe('a bundle', () => {
  it('holds every record as JSON, as CSV and on pages, and its checksums and signature verify', async () => {
    const { files, manifest, summary, zip } = await build([comments(620), fakeSource('shop', [])]);
    expect(bundleFaults(files, bundleJwk(keyring))).toEqual([]);
    expect([...files.keys()]).toEqual([
      'index.html',
      'about.json',
      'data/site/comments.json',
      'data/site/comments.csv',
      'pages/site/comments-1.html',
      'pages/site/comments-2.html',
      'pages/site/comments-3.html',
      'manifest.json',
      'manifest.sig',
    ]);
    expect(JSON.parse(textOf(files, 'data/site/comments.json'))).toEqual([...rows(620)]);
    const csv = textOf(files, 'data/site/comments.csv').split('\r\n');
    expect(csv).toHaveLength(622);
    expect(csv.slice(0, 2)).toEqual(['id,body,ip', '1,تعليق 1,203.0.113.9']);
    const pages = [1, 2, 3].map((page) => textOf(files, `pages/site/comments-${page}.html`));
    expect(pages.map((page) => page.match(/<th scope="row">/g)?.length)).toEqual([250, 250, 120]);
    expect(pages[2]).toContain('<th scope="row">620<td>620<td>تعليق 620<td>203.0.113.9</tbody>');
    expect(JSON.parse(textOf(files, 'about.json'))).toEqual(facts.about);
    expect(manifest).toMatchObject({
      schemaVersion: 1,
      reference: 'R-7K3F-92QM',
      madeAt: '2026-03-05T10:00:00.123Z',
      checkpoint: null,
      sources: [
        { id: 'site', title: 'Source site', state: 'complete', records: 620 },
        { id: 'shop', title: 'Source shop', state: 'empty', records: 0 },
      ],
    });
    expect(summary).toEqual({
      bytes: zip.length,
      sha256: createHash('sha256').update(zip).digest(),
      records: 620,
      contentBytes: [...files.values()].reduce((total, file) => total + file.length, 0),
    });
  });

  it('finds a change of one byte', async () => {
    const { files } = await build([comments(3)]);
    const data = files.get('data/site/comments.json');
    data?.write('5', data.indexOf('1'));
    expect(bundleFaults(files, bundleJwk(keyring))).toEqual([
      'data/site/comments.json has another checksum.',
    ]);
  });

  it('names its key by the thumbprint that RFC 7638 defines', () => {
    // Appendix A.3 of RFC 8037.
    const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
    const known = { publicKey: () => Buffer.from(x, 'base64url') } as unknown as Keyring;
    expect(bundleJwk(known)).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      use: 'sig',
      x,
      kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    });
  });

  it('speaks the language of the request, in its direction', async () => {
    const { files, manifest } = await build([comments(1)], { locale: 'ar', siteName: 'موقع' });
    for (const path of ['index.html', 'pages/site/comments-1.html']) {
      expect(textOf(files, path)).toContain('<html lang="ar-MA" dir="rtl">');
    }
    expect(textOf(files, 'index.html')).toContain('معطياتكم لدى موقع');
    const page = textOf(files, 'pages/site/comments-1.html');
    expect(page).toContain('<th scope="col">Title ip (ar)</thead>');
    // Titles above values come from the style, where everything but letters and digits is escaped.
    expect(page).toContain('.r td:nth-child(4)::before{content:"Title ip \\28 ar\\29 "}');
    expect(manifest.sources[0]?.title).toBe('Source site (ar)');
  });

  it('says on the first page what was asked, held, and left out', async () => {
    const withheld = [{ name: 'hash', reason: { ar: 'ar', fr: 'fr', en: 'It would help <nobody>.' } }];
    const account = view('account', ['email'], { category: 'identity', withheld });
    const portal = fakeSource('portal', [
      { view: account, rows: [{ email: 'a@example.org' }], count: 1 },
      { view: view('none', ['x']), rows: [], count: 0 },
    ]);
    const index = textOf((await build([portal, comments(1300), fakeSource('shop', [])])).files, 'index.html');
    expect(index).toContain('Your data at Tangier &lt;News&gt;');
    expect(index).toContain('<dt>Records</dt><dd><bdi>1,301</bdi></dd>');
    expect(index).toContain('<a href="pages/site/comments-1.html">Kind comments</a>');
    expect(index).toContain('<a href="data/site/comments.csv">CSV</a>');
    expect(index).toContain('This system was asked and holds nothing about you.');
    expect(index).toContain('<code><bdi>hash</bdi></code></dt><dd>It would help &lt;nobody&gt;.</dd>');
    expect(index).toContain('<tr><td>Identity</td><td class="n">1</td></tr>');
    expect(index).toContain('<tr><td>Content</td><td class="n">1,300</td></tr>');
    expect(index).not.toContain('Kind none');
  });

  it('leads from page to page, and loads nothing from anywhere', async () => {
    const { files } = await build([comments(600)]);
    const links = (page: number) =>
      [...textOf(files, `pages/site/comments-${page}.html`).matchAll(/href="([^"]*)"/g)].map(
        (match) => match[1],
      );
    expect([1, 2, 3].map((page) => [...new Set(links(page))])).toEqual([
      ['../../index.html', 'comments-2.html'],
      ['../../index.html', 'comments-1.html', 'comments-3.html'],
      ['../../index.html', 'comments-2.html'],
    ]);
    for (const [path, content] of files) {
      if (!path.endsWith('.html')) continue;
      expect(content.toString()).not.toMatch(/<script|<img|<link|@import|url\(|https?:/i);
      expect(content.toString()).toContain("default-src 'none'");
    }
  });
});

describe('hostile values', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '</dd></dl></section><h1>x',
    'a\u202Egnp.exe\u2069b',
    'bell\u0007 esc\u001b[31m del\u007f nel\u0085',
    'two\r\nlines\tand a tab',
    '=HYPERLINK("http://x")',
    '&lt;already&gt;',
    'a line\u2028separator',
    '💥 משהו',
  ];
  const source = () =>
    fakeSource('site', [
      { view: view('notes', ['body']), rows: hostile.map((body) => ({ body })), count: hostile.length },
    ]);

  it('stand on pages as text', async () => {
    const { files } = await build([source()]);
    const page = textOf(files, 'pages/site/notes-1.html');
    const cells = page.matchAll(/<th scope="row">\d+<td>(.*?)(?=<tr\n>|<\/tbody>)/gs);
    const shown = [...cells].map((match) => match[1]);
    expect(shown).toEqual([
      '&lt;script&gt;alert(1)&lt;/script&gt;',
      '&quot;&gt;&lt;img src=x onerror=alert(1)&gt;',
      '&#39; onmouseover=&#39;x',
      '&lt;/dd&gt;&lt;/dl&gt;&lt;/section&gt;&lt;h1&gt;x',
      'a[U+202E]gnp.exe[U+2069]b',
      'bell[U+0007] esc[U+001B][31m del[U+007F] nel[U+0085]',
      'two\nlines\tand a tab',
      '=HYPERLINK(&quot;http://x&quot;)',
      '&amp;lt;already&amp;gt;',
      'a line\u2028separator',
      '💥 משהו',
    ]);
    expect(page.match(/<h1>/g)).toHaveLength(1);
  });

  it('run nowhere in the table', async () => {
    const values = [
      '=1+1',
      '+1',
      '-1+1',
      '-12.5',
      '@x',
      '\tx',
      '＝1',
      'a,b',
      'say "x" y',
      'two\nlines',
      'plain =1',
    ];
    const { files } = await build([
      fakeSource('site', [
        { view: view('notes', ['body']), rows: values.map((body) => ({ body })), count: values.length },
      ]),
    ]);
    const written = [
      `"'=1+1"`,
      `"'+1"`,
      `"'-1+1"`,
      '-12.5',
      `"'@x"`,
      `"'\tx"`,
      `"'＝1"`,
      '"a,b"',
      '"say ""x"" y"',
      '"two\nlines"',
    ];
    expect(textOf(files, 'data/site/notes.csv')).toBe(['body', ...written, 'plain =1', ''].join('\r\n'));
  });

  it('that JavaScript would round keep every digit', async () => {
    const line =
      '{"big":9007199254740993,"money":12.50,"deep":{"n":1,"s":"9007199254740993"},"yes":true,"none":null}';
    const source = fakeSource('site', [
      { view: view('sums', ['big', 'money', 'deep', 'yes', 'none']), rows: [], count: 1 },
    ]);
    const read = () => Readable.from([Buffer.from(`${line}\n`)], { objectMode: false });
    const { files } = await build([{ ...source, snapshot: { ...source.snapshot, read } }]);
    expect(textOf(files, 'data/site/sums.json')).toBe(`[\n${line}\n]\n`);
    expect(textOf(files, 'data/site/sums.csv').split('\r\n')[1]).toBe(
      '9007199254740993,12.50,"{""n"":1,""s"":""9007199254740993""}",true,',
    );
    expect(textOf(files, 'pages/site/sums-1.html')).toContain(
      '<td>9007199254740993<td>12.50<td>{&quot;n&quot;:1',
    );
  });

  it('are written on pages as the portal writes them, and raw in the data', async () => {
    const row = {
      at: '2026-07-05T23:30:22.597Z',
      day: '2026-03-05',
      seen: true,
      status: 'pending',
      body: '2026-03-05T99:00:00Z',
    };
    const names = Object.keys(row);
    const one = (id: string) => fakeSource(id, [{ view: view('notes', names), rows: [row], count: 1 }]);
    const { files } = await build([one('portal'), one('shop')], { locale: 'fr' });
    const written = '<td>6 juillet 2026 à 00:30<td>5 mars 2026<td>Oui';
    expect(textOf(files, 'pages/portal/notes-1.html')).toContain(
      `${written}<td>En attente d’approbation<td>2026-03-05T99:00:00Z</tbody>`,
    );
    // What another system calls its states is its own.
    expect(textOf(files, 'pages/shop/notes-1.html')).toContain(`${written}<td>pending<td>`);
    expect(JSON.parse(textOf(files, 'data/portal/notes.json'))).toEqual([row]);
    expect(textOf(files, 'data/portal/notes.csv')).toContain(
      '2026-07-05T23:30:22.597Z,2026-03-05,true,pending,2026-03-05T99:00:00Z',
    );
  });

  it('stay as they are in the data', async () => {
    const { files } = await build([source()]);
    const data = JSON.parse(textOf(files, 'data/site/notes.json')) as { body: string }[];
    expect(data.map(({ body }) => body)).toEqual(hostile);
  });

  it('of a megabyte are shown whole; those that no page could bear are named, and are whole in the data', async () => {
    const long = 'سطر طويل '.repeat(65_536);
    const longer = 'x'.repeat(5 * 1024 * 1024);
    const { files } = await build([
      fakeSource('site', [
        {
          view: view('notes', ['body']),
          rows: [{ body: long }, { body: longer }, { body: 'last' }],
          count: 3,
        },
      ]),
    ]);
    const page = textOf(files, 'pages/site/notes-1.html');
    expect(page.includes(long)).toBe(true);
    expect(page.includes('It is complete in the file data/site/notes.json.')).toBe(true);
    expect(page.includes('<th scope="row">3<td>last')).toBe(true);
    const csv = textOf(files, 'data/site/notes.csv').split('\r\n');
    expect(csv.map((row) => row.length)).toEqual([4, long.length + 2, expect.any(Number), 4, 0]);
    expect(csv[2]).toContain('data/site/notes.json');
    expect(page.length).toBeLessThan(1_000_000);
    const data = JSON.parse(textOf(files, 'data/site/notes.json')) as { body: string }[];
    expect(data.map(({ body }) => body.length)).toEqual([long.length, longer.length, 4]);
  });

  it('as ids of a map never become paths', async () => {
    const bad = fakeSource('site', [{ view: view('../../etc', ['x']), rows: [{ x: 1 }], count: 1 }]);
    await expect(build([bad])).rejects.toThrow('is made of a-z');
  });
});

describe('a bundle that cannot be made', () => {
  const failing = (after: number): AskedSource => {
    const good = comments(after + 5);
    const read = () =>
      Readable.from(
        (function* () {
          for (const row of rows(after)) yield Buffer.from(`${JSON.stringify(row)}\n`);
          throw new Error('the source went away');
        })(),
        { objectMode: false },
      );
    return { ...good, snapshot: { ...good.snapshot, read } };
  };

  it('fails with what the source failed with, and never ends its output', async () => {
    const out = new PassThrough();
    const content = buffer(out);
    const lost = expect(content).rejects.toThrow('the source went away');
    await expect(writer.write([failing(5000)], facts, out)).rejects.toThrow('the source went away');
    await lost;
    expect(out.writableFinished).toBe(false);
  });

  it('fails where a source gives fewer or more records than it counted', async () => {
    const source = (count: number) =>
      fakeSource('site', [{ view: view('comments', ['id']), rows: [{ id: 1 }, { id: 2 }], count }]);
    for (const count of [1, 3]) {
      await expect(build([source(count)])).rejects.toThrow('another number of records');
    }
  });

  it('fails where its output fails, and lets go of the source', async () => {
    let closed = false;
    const source = comments(200_000);
    const read: AskedSource['snapshot']['read'] = (name) =>
      source.snapshot.read(name).once('close', () => (closed = true));
    let bytes = 0;
    const out = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        done(bytes > 100_000 ? new Error('no space') : null);
      },
    });
    const watched = { ...source, snapshot: { ...source.snapshot, read } };
    await expect(writer.write([watched], facts, out)).rejects.toThrow('no space');
    await expect.poll(() => closed).toBe(true);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const out = new PassThrough();
    const written = writer.write([comments(200_000)], facts, out, () => stop.abort(), stop.signal);
    await expect(written).rejects.toThrow();
    expect(out.destroyed).toBe(true);
  });
});

it('never hands its output more than it takes', async () => {
  const source = fakeSource('site', [
    { view: view('comments', ['id', 'body', 'ip']), rows: { [Symbol.iterator]: noise }, count: 30_000 },
  ]);
  function* noise(): Generator<Row> {
    for (const row of rows(30_000))
      yield { ...row, body: createHash('sha512').update(JSON.stringify(row.id)).digest('base64') };
  }
  const out = new PassThrough();
  const stop = new AbortController();
  const done = new Promise<void>((resolve) => {
    const written = writer.write(
      [source],
      facts,
      out,
      (records) => records === 30_000 && resolve(),
      stop.signal,
    );
    written.catch(() => undefined).finally(resolve);
  });
  await done;
  // Nobody reads `out`, and megabytes wait for it.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(out.readableLength + out.writableLength).toBeGreaterThan(1000);
  expect(out.readableLength + out.writableLength).toBeLessThan(512 * 1024);
  stop.abort();
});

describe('records that arrive in odd pieces', () => {
  const lines = Array.from({ length: 300 }, (_, index) => `{"id":${index},"body":"نص ${'ط'.repeat(index)}"}`);

  it.each([1, 7, 4096])('of %i bytes give the same files', async (size) => {
    const text = Buffer.from(`${lines.join('\n')}\n`);
    function* cut(): Generator<Buffer> {
      for (let at = 0; at < text.length; at += size) yield text.subarray(at, at + size);
    }
    const source = fakeSource('site', [{ view: view('notes', ['id', 'body']), rows: [], count: 300 }]);
    const read = () => Readable.from(cut());
    const { files } = await build([{ ...source, snapshot: { ...source.snapshot, read } }]);
    expect(textOf(files, 'data/site/notes.json')).toBe(`[\n${lines.join(',\n')}\n]\n`);
    const rows = textOf(files, 'data/site/notes.csv').split('\r\n');
    const texts = lines.map((_, index) => `نص ${'ط'.repeat(index)}`);
    expect(rows.slice(1, -1)).toEqual(
      texts.map((text, index) => `${index},${index === 0 ? `"${text}"` : text}`),
    );
    expect(textOf(files, 'pages/site/notes-2.html')).toContain(`<td>299<td class="t">نص ${'ط'.repeat(299)}<`);
  });

  it('without a last line break are whole', async () => {
    const source = fakeSource('site', [{ view: view('notes', ['id']), rows: [], count: 2 }]);
    const read = () => Readable.from([Buffer.from('{"id":1}\n{"id":2}')]);
    const { files } = await build([{ ...source, snapshot: { ...source.snapshot, read } }]);
    expect(JSON.parse(textOf(files, 'data/site/notes.json'))).toEqual([{ id: 1 }, { id: 2 }]);
    expect(textOf(files, 'data/site/notes.csv')).toBe('id\r\n1\r\n2\r\n');
  });
});
