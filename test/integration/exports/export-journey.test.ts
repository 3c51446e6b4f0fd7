import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleJwk } from '../../../src/exports/bundle/bundle-keys.js';
import { ExportCleanUp } from '../../../src/exports/export-clean-up.js';
import { Keyring } from '../../../src/platform/crypto/keyring.js';
import { bundleFaults, type Manifest, unzip } from '../../support/zip.js';
import { binary, type ExportCase, ExportPortal } from './export-portal.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

let portal: ExportPortal;

beforeAll(async () => {
  portal = await ExportPortal.start();
  const hostile = [
    '=HYPERLINK("http://evil.example")',
    '<script>alert(1)</script>',
    '+1',
    'a\u202Eb',
    'l1\nl2,"q"',
  ];
  await portal.sql(`INSERT INTO articles (slug, title, body, published_at) VALUES ('a', 'A', 'B', now())`);
  await portal.sql(
    `INSERT INTO comments (article_id, account_id, author_name, body, ip, user_agent, status, created_at)
     SELECT a.id, o.id, 'Rachid', b, '203.0.113.9', 'Firefox', 'approved', now()
     FROM articles a, accounts o, unnest($1::text[]) AS b WHERE o.username = 'rachid'`,
    [hostile],
  );
  await portal.sql(
    `INSERT INTO comments (article_id, account_id, body, ip, status, created_at)
     SELECT a.id, o.id, 'what salma wrote', '198.51.100.77', 'approved', now()
     FROM articles a, accounts o WHERE o.username = 'salma'`,
  );
});

afterAll(() => portal.app.stop());

describe('a bundle', () => {
  let made: ExportCase;
  let zip: Buffer;

  beforeAll(async () => {
    made = await portal.approved();
  });

  it('is not to be had before it is built', async () => {
    const answer = await made.member.get(made.path).expect(409);
    expect(answer.body).toMatchObject({ type: '/problems/bundle-not-ready' });
    await portal.work();
    expect(await made.state()).toBe('ready');
  });

  it('is announced by HEAD, which counts as no download', async () => {
    const answer = await made.member.head(made.path).expect(200);
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(1000);
    expect(answer.headers['accept-ranges']).toBe('bytes');
    expect(await made.state()).toBe('ready');
  });

  it('is sent by ranges, which do not complete the request', async () => {
    const part = await made.member
      .get(made.path)
      .set('Range', 'bytes=0-3')
      .buffer(true)
      .parse(binary)
      .expect(206);
    expect([...(part.body as Buffer)]).toEqual([0x50, 0x4b, 3, 4]);
    expect(part.headers['content-range']).toMatch(/^bytes 0-3\/\d+$/);
    const tail = await made.member
      .get(made.path)
      .set('Range', 'bytes=-22')
      .buffer(true)
      .parse(binary)
      .expect(206);
    expect((tail.body as Buffer).readUInt32LE(0)).toBe(0x06054b50);
    expect(await made.state()).toBe('ready');
  });

  it('answers a range outside with 416, several or broken ones with the whole', async () => {
    const answer = await made.member.get(made.path).set('Range', 'bytes=99999999-').expect(416);
    expect(answer.headers['content-range']).toMatch(/^bytes \*\/\d+$/);
    for (const range of ['bytes=5-2', 'bytes=-', 'lines=1-2', 'bytes=0-1,4-5']) {
      await made.member.head(made.path).set('Range', range).expect(200);
    }
  });

  it('sends the whole where the range was meant for another file', async () => {
    const { etag } = (await made.member.head(made.path)).headers as { etag: string };
    await made.member.head(made.path).set('Range', 'bytes=0-3').set('If-Range', etag).expect(206);
    await made.member.head(made.path).set('Range', 'bytes=0-3').set('If-Range', '"other"').expect(200);
  });

  it('goes to nobody else, and to nobody without a fresh sign-in', async () => {
    await portal.app.visitor().get(made.path).expect(401);
    const salma = await portal.signIn('salma');
    await salma.get(made.path).expect(404);
    await made.admin.get(made.path).expect(404);
    portal.app.clock.advance(16 * MINUTE);
    const answer = await made.member.get(made.path).expect(403);
    expect(answer.body).toMatchObject({ type: '/problems/step-up-required' });
  });

  it('downloads whole after a fresh sign-in, and completes the request', async () => {
    const again = await portal.signIn('rachid');
    const answer = await again.get(made.path).buffer(true).parse(binary).expect(200);
    zip = answer.body as Buffer;
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${made.reference}.zip"`,
      'cache-control': 'private, no-store',
      'content-length': String(zip.length),
    });
    await expect.poll(() => made.state()).toBe('completed');
  });

  it('verifies against the published key, and holds what its manifest says', async () => {
    const files = await unzip(zip);
    const { body } = await portal.app.visitor().get('/.well-known/athar-keys.json').expect(200);
    expect(body.keys).toContainEqual(bundleJwk(portal.app.app.get(Keyring)));
    expect(bundleFaults(files, bundleJwk(portal.app.app.get(Keyring)))).toEqual([]);
    const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '') as Manifest;
    expect(manifest.reference).toBe(made.reference);
    expect(manifest.sources.map(({ id, state }) => [id, state])).toEqual([['portal', 'complete']]);
    const data = [...files.keys()].filter((path) => path.startsWith('data/') && path.endsWith('.json'));
    let records = 0;
    for (const path of data) records += (JSON.parse(files.get(path)?.toString() ?? '') as unknown[]).length;
    expect(manifest.sources[0]?.records).toBe(records);
    const [row] = await portal.sql<{ records_total: string; records_done: string; downloads: number }>(
      'SELECT records_total, records_done, downloads FROM exports WHERE request_id = $1',
      [made.requestId],
    );
    expect(row).toEqual({ records_total: String(records), records_done: String(records), downloads: 3 });
  });

  it('holds the person’s comments, escaped in CSV and on pages, and nothing of anybody else', async () => {
    const files = await unzip(zip);
    const comments = JSON.parse(files.get('data/portal/comments.json')?.toString() ?? '') as {
      body: string;
    }[];
    expect(comments.map(({ body }) => body).sort()).toEqual(
      [
        '+1',
        '<script>alert(1)</script>',
        '=HYPERLINK("http://evil.example")',
        'a\u202Eb',
        'l1\nl2,"q"',
      ].sort(),
    );
    const csv = files.get('data/portal/comments.csv')?.toString() ?? '';
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(csv).toContain(`,"'+1",`);
    const page = files.get('pages/portal/comments-1.html')?.toString() ?? '';
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script');
    expect(page).toContain('a[U+202E]b');
    const everything = Buffer.concat([...files.values()]).toString();
    expect(everything).toContain('rachid@readers.example');
    for (const strange of ['salma', 'nadia', '198.51.100.77']) expect(everything).not.toContain(strange);
    expect(everything).not.toContain('$argon2');
  });

  it('leaves its steps in the log', async () => {
    const events = await portal.logged(made.reference);
    const bundle = events.filter(({ action }) => action.startsWith('export.'));
    expect(bundle).toEqual([
      { action: 'export.built', outcome: 'success', detail: expect.objectContaining({ bytes: zip.length }) },
      { action: 'export.downloaded', outcome: 'success', detail: { full: false, bytes: 4 } },
      { action: 'export.downloaded', outcome: 'success', detail: { full: false, bytes: 22 } },
      { action: 'export.downloaded', outcome: 'success', detail: { full: true, bytes: zip.length } },
    ]);
  });

  it('is gone after seven days, for a completed request too', async () => {
    portal.app.clock.advance(7 * DAY);
    const again = await portal.signIn('rachid');
    // Before anything was cleaned up.
    expect((await again.get(made.path).expect(410)).body).toMatchObject({ type: '/problems/bundle-expired' });
    await portal.app.app.get(ExportCleanUp).run();
    expect(portal.storedFiles()).toEqual([]);
    expect(await portal.sql('SELECT * FROM bundle_objects')).toEqual([]);
    await again.get(made.path).expect(410);
    expect(await made.state()).toBe('completed');
    expect((await portal.logged(made.reference)).at(-1)).toMatchObject({ action: 'export.expired' });
  });
});

it('expires with its request where nobody comes', async () => {
  const made = await portal.ready();
  portal.app.clock.advance(7 * DAY - MINUTE);
  await portal.app.app.get(ExportCleanUp).run();
  expect(await made.state()).toBe('ready');
  portal.app.clock.advance(2 * MINUTE);
  await portal.app.app.get(ExportCleanUp).run();
  expect(await made.state()).toBe('expired');
  expect(portal.storedFiles()).toEqual([]);
  const actions = (await portal.logged(made.reference)).map(({ action }) => action);
  expect(actions.slice(-2)).toEqual(['request.expired', 'export.expired']);
});

it('waits after a password reset, also one that came after it was built', async () => {
  const made = await portal.ready();
  await portal.sql('UPDATE accounts SET secured_at = $1 WHERE username = $2', [
    portal.app.clock.now(),
    'rachid',
  ]);
  const answer = await made.fetch(409);
  expect(answer.body).toMatchObject({ type: '/problems/bundle-waiting' });
  portal.app.clock.advance(DAY + MINUTE);
  await made.fetch(200);
});
