import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';
import { photograph } from '../../support/images.js';

let portal: TestApp;
let noor: Agent;
let photo: Buffer;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web' });
  await portal.account('member', 'noor');
  await portal.account('member', 'slow');
  noor = await portal.signIn('noor');
  photo = await photograph('jpeg');
});
afterAll(() => portal.stop());

describe('a form with an image that cannot be read', () => {
  it.each<[string, (agent: Agent) => ReturnType<Agent['post']>]>([
    ['has it under another name', (agent) => agent.post('/api/v1/media').attach('photo', photo, 'a.jpg')],
    [
      'has two',
      (agent) => agent.post('/api/v1/media').attach('file', photo, 'a.jpg').attach('file', photo, 'b.jpg'),
    ],
    [
      'ends too early',
      (agent) =>
        agent.post('/api/v1/media').set('Content-Type', 'multipart/form-data; boundary=b').send('--b\r\nfoo'),
    ],
    [
      'has no boundary',
      (agent) => agent.post('/api/v1/media').set('Content-Type', 'multipart/form-data').send('x'),
    ],
  ])('since it %s is told what to send', async (_name, send) => {
    const { body } = await send(noor).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/file', message: expect.stringContaining('`file`') }]);
  });

  it('is shown again on the page', async () => {
    const { text } = await noor.post('/account/picture').attach('photo', photo, 'a.jpg').expect(422);
    expect(text).toContain('href="#file"');
  });
});

describe('somebody who sends images slowly', () => {
  it('keeps nobody else from sending one, and sends two at a time', async () => {
    const login = { login: 'slow', password: 'correct horse battery' };
    const { headers } = await portal.visitor().post('/api/v1/auth/login').send(login).expect(200);
    const cookie = String(headers['set-cookie']).split(';')[0];
    const begun = Array.from({ length: 5 }, () => beginUpload(cookie ?? ''));
    expect(await firstLines(begun, 3)).toEqual(Array(3).fill('HTTP/1.1 503 Service Unavailable'));
    await noor.post('/api/v1/media').attach('file', photo, 'a.jpg').expect(201);
    for (const socket of begun) socket.destroy();
  });
});

function beginUpload(cookie: string): Socket {
  const socket = connect(portal.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `POST /api/v1/media HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc`,
  );
  return socket;
}

/** The first lines of the first answers that come. */
function firstLines(sockets: readonly Socket[], most: number): Promise<string[]> {
  const lines: string[] = [];
  return new Promise((resolve) => {
    for (const socket of sockets)
      socket.once('data', (data) => {
        lines.push(data.toString().split('\r\n')[0] ?? '');
        if (lines.length === most) resolve(lines);
      });
  });
}
