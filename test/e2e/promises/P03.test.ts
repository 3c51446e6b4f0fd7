import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GravatarAsking } from '../../../src/media/gravatar-asking.js';
import { GravatarJob } from '../../../src/media/gravatar-job.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { ObjectStore } from '../../../src/platform/storage/object-store.js';
import { TestApp } from '../../support/app.js';
import { GravatarServer } from '../../support/gravatar-server.js';
import { bytesOf, photograph } from '../../support/images.js';

let gravatar: GravatarServer;
let portal: TestApp;
const DAY = 86_400_000;

beforeAll(async () => {
  gravatar = await GravatarServer.start();
  const settings = { ATHAR_ROLE: 'web', ATHAR_GRAVATAR_URL: gravatar.url };
  portal = await TestApp.start({ ...settings, ATHAR_GRAVATAR: 'on' });
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 't', 'b', now())`,
  );
});

afterAll(async () => {
  await portal.stop();
  gravatar.stop();
});

beforeEach(() => {
  gravatar.calls.length = 0;
  gravatar.fault = undefined;
});

const hashOf = (address: string) => createHash('sha256').update(address).digest('hex');
const run = () => portal.app.get(GravatarJob).run({ signal: new AbortController().signal });

async function approved(email: string): Promise<void> {
  await portal.sql.query(
    `INSERT INTO comments (article_id, author_name, author_email, body, ip, user_agent, status, created_at)
     SELECT id, 'A guest', $1, 'words', '198.51.100.9', 'Reader/1', 'approved', now() FROM articles`,
    [email],
  );
}

async function avatars(): Promise<string[]> {
  const { body } = await portal.visitor().get('/api/v1/articles/port/comments').expect(200);
  return body.items.flatMap(({ avatar }: { avatar: string | null }) => avatar ?? []);
}

async function objects(): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of portal.app.get(ObjectStore).list('media')) keys.push(key);
  return keys;
}

describe('P03: the hash of an address at Gravatar', () => {
  it('is all that leaves: of the trimmed lower-case address, and nothing beside it', async () => {
    const email = ' ÉSalma.B@Readers.Example ';
    gravatar.pictures.set(hashOf('ésalma.b@readers.example'), await photograph('jpeg'));
    await approved(email);
    await run();
    expect(gravatar.calls).toEqual([
      {
        path: `/avatar/${hashOf('ésalma.b@readers.example')}?d=404&s=192`,
        headers: {
          host: new URL(gravatar.url).host,
          connection: 'close',
          accept: 'image/*',
          'user-agent': 'Athar',
        },
        body: '',
      },
    ]);
    expect(JSON.stringify(gravatar.calls)).not.toMatch(/salma|198\.51|Reader/i);
  });

  it('is not in the address of the picture, which comes from the portal, by its pixels alone', async () => {
    const [path = ''] = await avatars();
    expect(path).toMatch(/^\/avatars\/[0-9a-f-]{36}$/);
    const picture = await bytesOf(portal.visitor(), path);
    expect(picture.includes('Phone') || picture.includes('GPS')).toBe(false);
    expect((await sharp(picture).metadata()).width).toBe(40);
    expect(gravatar.calls).toEqual([]);
  });

  it('is sent once in thirty days, also where there is no picture', async () => {
    await approved('nobody@readers.example');
    await run();
    await run();
    expect(gravatar.asked).toEqual([hashOf('nobody@readers.example')]);
    portal.clock.advance(31 * DAY);
    gravatar.calls.length = 0;
    await run();
    expect([...gravatar.asked].sort()).toEqual(
      [hashOf('nobody@readers.example'), hashOf('ésalma.b@readers.example')].sort(),
    );
  });

  it.each<[string, () => GravatarServer['fault']]>([
    ['leads elsewhere', () => ({ status: 302, headers: { Location: `${gravatar.url}/elsewhere` } })],
    ['is no image', () => ({ status: 200, body: Buffer.from('<script>alert(1)</script>') })],
    ['is too large', () => ({ status: 200, body: Buffer.alloc(2 * 1024 * 1024, 0xff) })],
    ['is a fault', () => ({ status: 500 })],
  ])('brings nothing where the answer %s, and takes no picture away', async (_name, fault) => {
    const before = [await avatars(), await objects()];
    gravatar.fault = fault();
    await approved(`${_name.replaceAll(' ', '.')}@readers.example`);
    await run();
    expect(gravatar.calls).toHaveLength(1);
    expect([await avatars(), await objects()]).toEqual(before);
  });

  it('is not sent of an author who is shown no more once it is their turn, and nothing is written down', async () => {
    await approved('first@readers.example');
    await approved('second@readers.example');
    const asking = portal.app.get(GravatarAsking);
    const ask = asking.ask.bind(asking);
    vi.spyOn(asking, 'ask').mockImplementationOnce(async (...given) => {
      await portal.sql.query(`DELETE FROM comments WHERE author_email = 'second@readers.example'`);
      return ask(...given);
    });
    await run();
    expect(gravatar.asked).toEqual([hashOf('first@readers.example')]);
    expect(
      await portal.sql.query(`SELECT 1 FROM gravatars WHERE address = 'second@readers.example'`),
    ).toEqual([]);
  });

  it('is a piece of the person’s data: in their copy, and gone with picture and row once they are not shown', async () => {
    const rows = await portal.sql.query(
      `SELECT address_sha256 AS hash FROM gravatars WHERE kind IS NOT NULL`,
    );
    expect(rows).toEqual([{ hash: hashOf('ésalma.b@readers.example') }]);
    const mapped = readMap('portal').collections.find(({ table }) => table === 'gravatars');
    expect(mapped?.fields.map(({ column }) => column)).toEqual(
      expect.arrayContaining(['address', 'address_sha256', 'object_key']),
    );
    const { body } = await portal.visitor().get('/api/v1/policy').expect(200);
    expect(body.recipients).toContainEqual(
      expect.objectContaining({ id: 'gravatar', fields: ['emailSha256'], switchable: true }),
    );
    await portal.sql.query(`UPDATE comments SET status = 'trash' WHERE author_email LIKE ' ÉSalma%'`);
    await run();
    expect(await objects()).toEqual([]);
    expect(await portal.sql.query(`SELECT 1 FROM gravatars WHERE kind IS NOT NULL`)).toEqual([]);
  });
});

describe('P03: switched off', () => {
  it('as it is at first, nothing leaves, nothing is shown, and nothing stays', async () => {
    const quiet = await TestApp.start({ ATHAR_ROLE: 'web', ATHAR_GRAVATAR_URL: gravatar.url });
    try {
      await quiet.sql.query(
        `WITH a AS (INSERT INTO articles (slug, title, body, published_at) VALUES ('p', 't', 'b', now()) RETURNING id)
         INSERT INTO comments (article_id, author_name, author_email, body, status, created_at)
         SELECT id, 'x', 'x@readers.example', 'words', 'approved', now() FROM a`,
      );
      await quiet.sql.query(
        `INSERT INTO gravatars (address, address_sha256, object_key, kind, bytes, asked_at, ask_again_at)
         VALUES ('x@readers.example', 'h', 'media/x', 'jpeg', 1, now(), now())`,
      );
      const { body } = await quiet.visitor().get('/api/v1/articles/p/comments').expect(200);
      expect(body.items.map(({ avatar }: { avatar: unknown }) => avatar)).toEqual([null]);
      await quiet.app.get(GravatarJob).run({ signal: new AbortController().signal });
      expect(gravatar.calls).toEqual([]);
      expect(await quiet.sql.query('SELECT 1 FROM gravatars')).toEqual([]);
    } finally {
      await quiet.stop();
    }
  });
});
