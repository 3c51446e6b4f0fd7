import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MariaPool } from '../../../src/sources/mariadb/maria-pool.js';

const sockets = new Set<Socket>();
let server: Server;
let url: string;

/** What a tunnel is whose other side hangs: it takes connections and says nothing. */
beforeAll(async () => {
  server = createServer((socket) => sockets.add(socket));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `mysql://reader:r@127.0.0.1:${(server.address() as AddressInfo).port}/blog`;
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => server.close(closed));
});

it('a server that takes connections and says nothing is given up, and keeps no process from ending', async () => {
  const pool = new MariaPool(url, 4, 300);
  await expect(pool.connect()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  const waiting = pool.connect().catch((error: unknown) => error);
  await expect(pool.end()).resolves.toBeUndefined();
  expect(await waiting).toBeInstanceOf(Error);
  expect(sockets.size).toBeGreaterThan(0);
});
