import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GravatarJob } from '../../../src/media/gravatar-job.js';
import { type Agent, TestApp } from '../../support/app.js';
import { GravatarServer } from '../../support/gravatar-server.js';
import { bytesOf, photograph } from '../../support/images.js';

let gravatar: GravatarServer;
let portal: TestApp;
let member: Agent;
let picture: string;

beforeAll(async () => {
  gravatar = await GravatarServer.start();
  const address = createHash('sha256').update('guest@readers.example').digest('hex');
  gravatar.pictures.set(address, await photograph('png'));
  portal = await TestApp.start({
    ATHAR_ROLE: 'web',
    ATHAR_GRAVATAR: 'on',
    ATHAR_GRAVATAR_URL: gravatar.url,
  });
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 't', 'b', now())`,
  );
  await portal.account('member', 'noor');
  member = await portal.signIn('noor');
  const upload = await member.post('/api/v1/media').attach('file', await photograph('jpeg'), 'a.jpg');
  picture = upload.body.url;
});

afterAll(async () => {
  await portal.stop();
  gravatar.stop();
});

const run = () => portal.app.get(GravatarJob).run({ signal: new AbortController().signal });
const decide = (status: string) => portal.sql.query('UPDATE comments SET status = $1', [status]);

async function thread(): Promise<{ authorName: string; avatar: string | null }[]> {
  const { body } = await portal.visitor().get('/api/v1/articles/port/comments').expect(200);
  return body.items;
}

describe('P04: a picture beside a comment', () => {
  it('is nobody’s to see, nor asked for, before the comment was approved', async () => {
    await member.post('/api/v1/articles/port/comments').send({ body: 'As a member.' }).expect(201);
    const guest = { body: 'As a guest.', name: 'Guest', email: 'guest@readers.example' };
    await portal.visitor().post('/api/v1/articles/port/comments').send(guest).expect(201);
    for (const status of ['pending', 'spam', 'trash']) {
      await decide(status);
      await run();
      expect(await thread()).toEqual([]);
      expect(gravatar.calls).toEqual([]);
      await portal.visitor().get(picture).expect(404);
    }
    await member.get(picture).expect(200);
  });

  it('is seen by everybody once it was, from the portal’s own addresses', async () => {
    await decide('approved');
    await run();
    const found = new Map((await thread()).map(({ authorName, avatar }) => [authorName, avatar]));
    expect(found.get('noor')).toBe(picture);
    expect(found.get('Guest')).toMatch(/^\/avatars\/[0-9a-f-]{36}$/);
    for (const path of found.values())
      expect((await bytesOf(portal.visitor(), path ?? '')).length).toBeGreaterThan(0);
  });

  it('goes while the article is a draft again, and nobody is asked for then', async () => {
    const paths = (await thread()).map(({ avatar }) => avatar ?? '');
    expect(paths).toHaveLength(2);
    await portal.sql.query('UPDATE articles SET published_at = NULL');
    for (const path of paths) await portal.visitor().get(path).expect(404);
    await portal.sql.query('DELETE FROM gravatars');
    gravatar.calls.length = 0;
    await run();
    expect(gravatar.calls).toEqual([]);
    await portal.sql.query('UPDATE articles SET published_at = now()');
    await run();
  });

  it('goes when the approval goes', async () => {
    const paths = (await thread()).map(({ avatar }) => avatar ?? '');
    expect(paths).toHaveLength(2);
    await decide('spam');
    for (const path of paths) await portal.visitor().get(path).expect(404);
  });
});
