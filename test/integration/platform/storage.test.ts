import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CreateMultipartUploadCommand, S3Client } from '@aws-sdk/client-s3';
import { DirectoryStore } from '../../../src/platform/storage/directory-store.js';
import { type ObjectStore } from '../../../src/platform/storage/object-store.js';
import { openStore } from '../../../src/platform/storage/open-store.js';
import { readS3Url, S3UrlProblem } from '../../../src/platform/storage/s3-url.js';
import { S3Store } from '../../../src/platform/storage/s3-store.js';
import { ObjectMissing, StorageFull } from '../../../src/platform/storage/storage-errors.js';
import { type S3TestServer, startS3Server } from '../../support/s3-server.js';

const MIB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'athar-store-'));
let s3: S3TestServer;

beforeAll(async () => {
  s3 = await startS3Server();
});

afterAll(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true, force: true });
});

function* pattern(mebibytes: number): Generator<Buffer> {
  for (let index = 0; index < mebibytes; index += 1) yield Buffer.alloc(MIB, index + 1);
}

const stores: readonly (readonly [string, () => Promise<ObjectStore>])[] = [
  ['a directory', () => openStore({ dataDir: folder })],
  ['an S3-compatible store', () => openStore({ dataDir: folder, s3Url: s3.url })],
];

describe.each(stores)('%s', (_name, open) => {
  it('gives back what was put, whole and by ranges', async () => {
    const store = await open();
    await store.put('bundles/ab/one.zip', Readable.from(pattern(20)));
    expect(await store.size('bundles/ab/one.zip')).toBe(20 * MIB);
    const whole = await buffer(await store.read('bundles/ab/one.zip'));
    expect(whole.equals(Buffer.concat([...pattern(20)]))).toBe(true);
    const part = await store.read('bundles/ab/one.zip', { start: MIB - 2, end: MIB + 1 });
    expect([...(await buffer(part))]).toEqual([1, 1, 2, 2]);
    await store.delete('bundles/ab/one.zip');
  });

  it('replaces an object, and keeps an empty one', async () => {
    const store = await open();
    await store.put('again', Readable.from([Buffer.from('first')]));
    await store.put('again', Readable.from([Buffer.from('second')]));
    expect((await buffer(await store.read('again'))).toString()).toBe('second');
    await store.put('again', Readable.from([]));
    expect(await store.size('again')).toBe(0);
    await store.delete('again');
  });

  it('says that an object is missing, and deletes it all the same', async () => {
    const store = await open();
    expect(await store.size('no/such.zip')).toBeUndefined();
    await expect(store.read('no/such.zip')).rejects.toThrow(ObjectMissing);
    await store.delete('no/such.zip');
    await store.put('here', Readable.from([Buffer.from('x')]));
    await store.delete('here');
    expect(await store.size('here')).toBeUndefined();
  });

  it('lists a folder, and nothing beside it', async () => {
    const store = await open();
    const keys = ['listed/a.json', 'listed/deep/b.json', 'listed-not/c.json'];
    for (const key of keys) await store.put(key, Readable.from([Buffer.from(key)]));
    const found: string[] = [];
    for await (const key of store.list('listed')) found.push(key);
    expect(found.sort()).toEqual(['listed/a.json', 'listed/deep/b.json']);
    for (const key of keys) await store.delete(key);
    const left: string[] = [];
    for await (const key of store.list('listed')) left.push(key);
    expect(left).toEqual([]);
  });

  it('leaves nothing of a stream that fails on the way', async () => {
    const store = await open();
    const broken = Readable.from(
      (function* () {
        yield* pattern(18);
        throw new Error('the source went away');
      })(),
    );
    await expect(store.put('broken', broken)).rejects.toThrow('the source went away');
    expect(await store.size('broken')).toBeUndefined();
    expect(existsSync(join(folder, 'objects')) ? drafts() : []).toEqual([]);
    expect(await s3.unfinished()).toEqual([]);
  });

  it.each(['../secret', '/etc/passwd', 'a//b', 'a/../b', '.unfinished/x', 'a/.b', 'A', 'a\0', '', 'a\\b'])(
    'refuses the key %j',
    async (key) => {
      const store = await open();
      await expect(store.put(key, Readable.from([]))).rejects.toThrow('An object key is made of');
      await expect(store.size(key)).rejects.toThrow('An object key is made of');
      await expect(store.read(key)).rejects.toThrow('An object key is made of');
      await expect(store.delete(key)).rejects.toThrow('An object key is made of');
    },
  );
});

function drafts(): string[] {
  return readdirSync(join(folder, 'objects', '.unfinished'));
}

describe('a directory alone', () => {
  it('is readable by its user only', async () => {
    const store = await openStore({ dataDir: folder });
    await store.put('modes/deep/file', Readable.from([Buffer.from('x')]));
    const modeOf = (path: string) => statSync(join(folder, 'objects', path)).mode & 0o777;
    expect([modeOf('.'), modeOf('modes'), modeOf('modes/deep'), modeOf('modes/deep/file')]).toEqual([
      0o700, 0o700, 0o700, 0o600,
    ]);
    await store.delete('modes/deep/file');
  });

  it('removes at start what a killed writer left, and not what another process is writing', async () => {
    const root = join(folder, 'leftovers');
    mkdirSync(join(root, '.unfinished'), { recursive: true });
    for (const name of ['old', 'young']) writeFileSync(join(root, '.unfinished', name), 'x');
    const twoHoursAgo = new Date(Date.now() - 7_200_000);
    utimesSync(join(root, '.unfinished', 'old'), twoHoursAgo, twoHoursAgo);
    await DirectoryStore.open(root);
    expect(readdirSync(join(root, '.unfinished'))).toEqual(['young']);
  });

  it('ends an unfinished write when its key is deleted', async () => {
    const store = await openStore({ dataDir: folder });
    const content = new PassThrough();
    const writing = store.put('half', content);
    const failed = expect(writing).rejects.toThrow();
    content.write(Buffer.alloc(3 * MIB, 7));
    await vi.waitFor(() => expect(drafts()).toHaveLength(1));
    await store.delete('half');
    expect(drafts()).toEqual([]);
    content.end();
    await failed;
    expect(await store.size('half')).toBeUndefined();
  });

  it.runIf(process.getuid?.() === 0 && process.platform === 'linux')(
    'says that the disk is full, in a sentence, and leaves nothing',
    async () => {
      const small = join(folder, 'small');
      mkdirSync(small);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small]);
      try {
        const store = await openStore({ dataDir: small });
        await expect(store.put('big', Readable.from(pattern(8)))).rejects.toThrow(StorageFull);
        expect(await store.size('big')).toBeUndefined();
        expect(readdirSync(join(small, 'objects', '.unfinished'))).toEqual([]);
        await store.put('fits', Readable.from(pattern(1)));
        expect(await store.size('fits')).toBe(MIB);
      } finally {
        execFileSync('umount', [small]);
      }
    },
  );
});

describe('an S3-compatible store alone', () => {
  it('aborts the unfinished uploads of a deleted key, and no others', async () => {
    const address = readS3Url(s3.url);
    const client = new S3Client({ ...address, forcePathStyle: true, credentials: address });
    for (const Key of ['dead.zip', 'dead.zip.other']) {
      await client.send(new CreateMultipartUploadCommand({ Bucket: address.bucket, Key }));
    }
    await new S3Store(address).delete('dead.zip');
    expect(await s3.unfinished()).toEqual(['dead.zip.other']);
    await new S3Store(address).delete('dead.zip.other');
  });

  it('keeps instances apart by a folder in the bucket', async () => {
    const one = await openStore({ dataDir: folder, s3Url: s3.url.replace('?', '/one?') });
    const two = await openStore({ dataDir: folder, s3Url: s3.url.replace('?', '/two?') });
    await one.put('key', Readable.from([Buffer.from('1')]));
    expect(await two.size('key')).toBeUndefined();
    await one.delete('key');
  });
});

describe('S3_URL', () => {
  it('is read with every part', () => {
    expect(readS3Url('s3://AK%2FIA:se%2Bcret%2F@s3.example.org:9000/my-bucket/a/b?region=eu-west-1')).toEqual(
      {
        endpoint: 'https://s3.example.org:9000',
        region: 'eu-west-1',
        bucket: 'my-bucket',
        prefix: 'a/b/',
        accessKeyId: 'AK/IA',
        secretAccessKey: 'se+cret/',
      },
    );
    expect(readS3Url('s3://k:s@[::1]:9000/bucket?tls=off')).toMatchObject({
      endpoint: 'http://[::1]:9000',
      region: 'us-east-1',
      prefix: '',
    });
  });

  it.each([
    ['nonsense', 'is not an address'],
    ['https://k:hunter2@h/bucket', 'does not start with s3://'],
    ['s3:///bucket', 'names no host'],
    ['s3://h/bucket', 'lacks the key or the secret'],
    ['s3://k@h/bucket', 'lacks the key or the secret'],
    ['s3://k:hunter2@h', 'names no bucket'],
    ['s3://k:hunter2@h/Bad_Bucket', 'names no bucket'],
    ['s3://k:hunter2@h/bucket/..%2f', 'has a folder'],
    ['s3://k:hunter2@h/bucket?tls=no', 'tls that is neither on nor off'],
    ['s3://k:hunter2@h/bucket?regoin=x', 'option other than region and tls'],
    ['s3://k:hunter2@h/bucket?region=a%20b', 'names no region'],
    ['s3://k:hunter2@h/bucket#x', 'has a #'],
    ['s3://k:%zzhunter2@h/bucket', 'broken % escape'],
  ])('%s %s', (text, problem) => {
    const read = () => readS3Url(text);
    expect(read).toThrow(S3UrlProblem);
    expect(read).toThrow(problem);
    expect(read).not.toThrow('hunter2');
  });
});
