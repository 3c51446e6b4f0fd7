import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface S3rver {
  configureBuckets(): Promise<void>;
  callback(): (request: IncomingMessage, response: ServerResponse) => void;
}
type S3rverClass = new (options: Record<string, unknown>) => S3rver;

const BUCKET = 'bundles';

export interface S3TestServer {
  /** For S3_URL. */
  readonly url: string;
  /** Uploads that were begun and are neither completed nor aborted. */
  unfinished(): Promise<string[]>;
  stop(): Promise<void>;
}

/** An S3-compatible store on loopback: s3rver, with the listing and aborting of uploads that it lacks. */
export async function startS3Server(): Promise<S3TestServer> {
  const S3rver = createRequire(import.meta.url)('s3rver') as S3rverClass;
  const directory = mkdtempSync(join(tmpdir(), 'athar-s3-'));
  const store = new S3rver({ silent: true, directory, configureBuckets: [{ name: BUCKET }] });
  await store.configureBuckets();
  const answer = store.callback();
  const uploads = join(directory, BUCKET, '._S3rver_uploads');
  const server = createServer((request, response) => {
    void uploadCalls(uploads, request, response).then((done) => {
      if (!done) answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `s3://S3RVER:S3RVER@127.0.0.1:${(server.address() as AddressInfo).port}/${BUCKET}?tls=off`,
    unfinished: () => keysOf(uploads).then((keys) => [...keys.values()]),
    stop: () => stop(server, directory),
  };
}

async function uploadCalls(folder: string, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const uploadId = url.searchParams.get('uploadId');
  if (request.method === 'GET' && url.searchParams.has('uploads')) {
    const prefix = url.searchParams.get('prefix') ?? '';
    const keys = [...(await keysOf(folder))].filter(([, key]) => key.startsWith(prefix));
    const items = keys.map(([id, key]) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`);
    response.setHeader('content-type', 'application/xml');
    response.end(`<ListMultipartUploadsResult>${items.join('')}</ListMultipartUploadsResult>`);
    return true;
  }
  if (request.method === 'DELETE' && uploadId !== null) {
    await rm(join(folder, uploadId), { recursive: true, force: true });
    response.statusCode = 204;
    response.end();
    return true;
  }
  return false;
}

async function keysOf(folder: string): Promise<Map<string, string>> {
  const ids = await readdir(folder).catch(() => []);
  const keys = await Promise.all(ids.map((id) => readFile(join(folder, id, 'key'), 'utf8')));
  return new Map(ids.map((id, index) => [id, keys[index] ?? '']));
}

async function stop(server: Server, directory: string): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(directory, { recursive: true, force: true });
}
