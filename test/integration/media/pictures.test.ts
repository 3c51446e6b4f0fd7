import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MediaSweep } from '../../../src/media/media-sweep.js';
import { ObjectStore } from '../../../src/platform/storage/object-store.js';
import { type Agent } from '../../support/app.js';
import { bytesOf, photograph } from '../../support/images.js';
import { traces } from '../../support/person-traces.js';
import { unzip } from '../../support/zip.js';
import { ErasureOffice } from '../erasures/erasure-office.js';

let office: ErasureOffice;
let photo: Buffer;

beforeAll(async () => {
  office = await ErasureOffice.open();
  photo = await photograph('jpeg');
});

afterAll(() => office.close());

async function objects(): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of office.portal.app.get(ObjectStore).list('media')) keys.push(key);
  return keys.sort();
}

async function upload(agent: Agent): Promise<{ id: string; url: string }> {
  return (await agent.post('/api/v1/media').attach('file', photo, 'a.jpg').expect(201)).body;
}

const sweep = () => office.portal.app.get(MediaSweep).run({ signal: new AbortController().signal });

async function download(agent: Agent, reference: string): Promise<ReadonlyMap<string, Buffer>> {
  return unzip(await bytesOf(agent, `/api/v1/requests/${reference}/bundle`));
}

describe('a member’s picture', () => {
  it('is sent as what it is, whole or in part, and runs nothing', async () => {
    const karim = await office.member('karim', 1);
    const { url } = await upload(karim);
    const answer = await karim.get(url).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=300',
    });
    expect(answer.headers['content-disposition']).toMatch(/^inline; filename="image-[0-9a-f-]{36}\.jpeg"$/);
    const whole = await bytesOf(karim, url);
    const part = await karim.get(url).set('Range', 'bytes=2-5').expect(206);
    expect(part.body).toEqual(whole.subarray(2, 6));
    await karim.get(url).set('Range', 'bytes=999999-').expect(416);
  });

  it('takes the place of the one before, whose object goes, and is deleted by its owner alone', async () => {
    const samir = await office.member('samir', 0);
    const before = await objects();
    const first = await upload(samir);
    const second = await upload(samir);
    await samir.get(first.url).expect(404);
    expect((await objects()).length).toBe(before.length + 1);
    const other = await office.member('other', 0);
    await other.get(second.url).expect(404);
    await other.delete(`/api/v1/media/${second.id}`).expect(404);
    await other.post('/api/v1/media').field('of', 'article').attach('file', photo, 'a.jpg').expect(403);
    await samir.delete(`/api/v1/media/${second.id}`).expect(204);
    expect(await objects()).toEqual(before);
  });

  it('is refused on the page with 422, also over 10 MB, and nothing is stored', async () => {
    const big = await office.member('big', 0);
    const before = await objects();
    for (const content of [Buffer.alloc(11 * 1024 * 1024), Buffer.from('<svg/>')]) {
      const { text } = await big.post('/account/picture').attach('file', content, 'a.jpg').expect(422);
      expect(text).toContain('href="#file"');
      await big.post('/api/v1/media').attach('file', content, 'a.jpg').expect(422);
    }
    await big.post('/api/v1/media').field('of', 'picture').expect(422);
    expect(await objects()).toEqual(before);
  });

  it('leaves nothing where the caller goes away, nor where the process was killed', async () => {
    const login = await office.portal
      .visitor()
      .post('/api/v1/auth/login')
      .send({ login: 'big', password: 'correct horse battery' });
    const cookie = String(login.headers['set-cookie']).split(';')[0];
    for (let turn = 0; turn < 6; turn += 1) {
      const socket = connect(office.portal.port, '127.0.0.1');
      socket.on('error', () => undefined);
      const head = `POST /api/v1/media HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc`;
      await new Promise((resolve) => socket.write(head, resolve));
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.destroy();
    }
    const big = await office.portal.signIn('big');
    await upload(big);
    const store = office.portal.app.get(ObjectStore);
    const [{ key }] = await office
      .rows<{ key: string }>(
        `UPDATE media SET stored_at = NULL, created_at = created_at - interval '2 hours'
       WHERE account_id = (SELECT id FROM accounts WHERE username = 'big') RETURNING object_key AS key`,
      )
      .then((answer) => (answer as unknown as [{ key: string }[]])[0] as [{ key: string }]);
    await sweep();
    expect(await store.size(key)).toBeUndefined();
    expect(await office.rows(`SELECT 1 FROM media WHERE object_key = $1`, key)).toEqual([]);
  });

  it('is in its owner’s copy, and goes with an erasure, which counts it', async () => {
    const salma = await office.member('salma', 1);
    const { url } = await upload(salma);
    const stored = await bytesOf(salma, url);
    const exported = await office.ask(salma, { kind: 'export' });
    await office.admins[0].post(`/api/v1/admin/requests/${exported}/approve`).expect(200);
    await office.work();
    const bundle = await download(salma, exported);
    const files = [...bundle.keys()].filter((path) => path.startsWith('files/'));
    expect(files).toEqual([expect.stringMatching(/^files\/portal\/media\/[0-9a-f]{32}\.jpeg$/)]);
    expect(bundle.get(files[0] ?? '')).toEqual(stored);
    const reference = await office.ask(salma);
    await office.approve(reference);
    await office.portal.visitor().get(url).expect(404);
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    expect(await office.erased(reference)).toContain('media erased 1');
    const counts = `SELECT files_deleted FROM erasure_counts WHERE collection = 'media'`;
    expect(await office.rows(counts)).toEqual([{ files_deleted: '1' }]);
    expect((await objects()).filter((key) => files.some((path) => path.endsWith(key)))).toEqual([]);
  });

  it('stays while a hold keeps it, unseen, whatever its owner deletes, and goes once that is released', async () => {
    const held = await office.member('held', 1);
    const { id, url } = await upload(held);
    const hold = await office.hold({ email: 'held@readers.example' });
    const before = await objects();
    await held.delete(`/api/v1/media/${id}`).expect(204);
    await held.get(url).expect(404);
    await sweep();
    expect(await objects()).toEqual(before);
    await office.release(hold);
    await sweep();
    expect((await objects()).length).toBe(before.length - 1);
  });
});

describe('a picture that a guest has at Gravatar', () => {
  it('is found by the address, with the hash that was sent, and goes with an erasure', async () => {
    const store = office.portal.app.get(ObjectStore);
    const key = 'media/00112233445566778899aabbccddeeff';
    await store.put(key, Readable.from([photo]));
    await office.rows(
      `INSERT INTO gravatars (address, address_sha256, object_key, kind, bytes, asked_at, ask_again_at)
       VALUES ('guest@readers.example', 'abc123', $1, 'jpeg', $2, now(), now())`,
      key,
      photo.length,
    );
    const reference = await office.askAsGuest('guest@readers.example');
    const { body: plan } = await office.admins[0].get(`/api/v1/admin/requests/${reference}/plan`);
    expect(JSON.stringify(plan)).toContain('"gravatars"');
    await office.approve(reference);
    await office.work();
    expect(await office.state(reference)).toBe('completed');
    expect(await office.erased(reference)).toContain('gravatars erased 1');
    expect([await store.size(key), await office.rows('SELECT 1 FROM gravatars')]).toEqual([undefined, []]);
    expect(await traces(office.portal, ['abc123'])).toEqual([]);
  });
});
