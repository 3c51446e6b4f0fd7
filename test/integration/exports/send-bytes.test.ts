import { type Response } from 'express';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { type Sent, sendBytes } from '../../../src/web/api/send-bytes.js';

const MIB = 1024 * 1024;
let server: Server;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Serves `content` once. @returns the client's side of the answer, and what the server says it sent */
async function serve(content: Readable, length: number): Promise<[IncomingMessage, Promise<Sent>]> {
  let told: (sent: Promise<Sent>) => void;
  const sent = new Promise<Sent>((resolve) => (told = resolve));
  server = createServer((_request, response) => {
    response.setHeader('Content-Length', length);
    told(sendBytes(content, response as Response, length));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<IncomingMessage>((resolve) => get({ port, host: '127.0.0.1' }, resolve));
  return [answer, sent];
}

function* mebibytes(count: number): Generator<Buffer> {
  for (let index = 0; index < count; index += 1) yield Buffer.alloc(MIB, index);
}

it('sends everything, and knows that it did', async () => {
  const [answer, sent] = await serve(Readable.from(mebibytes(20)), 20 * MIB);
  expect((await buffer(answer)).length).toBe(20 * MIB);
  expect(await sent).toEqual({ bytes: 20 * MIB, whole: true });
});

it('counts as whole for a client that hangs up with the last byte', async () => {
  const [answer, sent] = await serve(Readable.from(mebibytes(20)), 20 * MIB);
  let got = 0;
  answer.on('data', (chunk: Buffer) => {
    got += chunk.length;
    if (got === 20 * MIB) answer.destroy();
  });
  expect(await sent).toEqual({ bytes: 20 * MIB, whole: true });
});

it('stops for a caller who hangs up, and lets go of the content', async () => {
  const content = Readable.from(mebibytes(2000));
  const [answer, sent] = await serve(content, 2000 * MIB);
  answer.once('data', () => answer.destroy());
  const { bytes, whole } = await sent;
  expect(whole).toBe(false);
  expect(bytes).toBeLessThan(1000 * MIB);
  expect(content.destroyed).toBe(true);
});

it('breaks the answer off where the content fails or ends too early', async () => {
  const failing = (function* () {
    yield* mebibytes(1);
    throw new Error('gone');
  })();
  for (const content of [failing, mebibytes(1)]) {
    const [answer, sent] = await serve(Readable.from(content), 2 * MIB);
    await expect(buffer(answer)).rejects.toThrow('aborted');
    expect((await sent).whole).toBe(false);
    server.closeAllConnections();
    server.close();
  }
});
