import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '../../../src/platform/i18n/locale.js';
import { aboutFor } from '../../../src/policy/about.js';
import { PublishedPolicy } from '../../../src/policy/published-policy.js';
import { type Agent, TestApp } from '../../support/app.js';

let portal: TestApp;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('admin', 'editor');
  admin = await portal.signIn('editor');
});

afterAll(() => portal.stop());

const form = {
  slug: 'walls',
  title: 'The walls',
  body: 'https://films.example/1\n\nText.',
  published: false,
};

async function named(): Promise<string[]> {
  const { body } = await portal.visitor().get('/api/v1/policy').expect(200);
  return body.recipients.map(({ id }: { id: string }) => id).filter((id: string) => id.startsWith('embed:'));
}

describe('P15: every other site that articles embed', () => {
  it('is a recipient by name as soon as an article is published, and no longer than that', async () => {
    const { id } = (await admin.post('/api/v1/admin/articles').send(form).expect(201)).body;
    expect(await named()).toEqual([]);
    let version = 1;
    const save = async (change: object) => {
      const saved = await admin
        .put(`/api/v1/admin/articles/${id}`)
        .send({ ...form, version, ...change })
        .expect(200);
      version = saved.body.version;
    };
    await save({ published: true });
    expect(await named()).toEqual(['embed:films.example']);
    for (const locale of LOCALES) {
      const { text } = await portal.visitor().get(`/privacy?lang=${locale}`).expect(200);
      expect(text).toContain('films.example');
      const about = aboutFor(locale, await portal.app.get(PublishedPolicy).inForce());
      expect(about.recipients.map(({ name }) => name)).toContain('films.example');
      expect(about.transfers.map(({ recipient }) => recipient)).toContain('embed:films.example');
    }
    await save({ published: true, body: 'https://youtu.be/dQw4w9WgXcQ\n\nhttps://films.example:8443/2' });
    expect(await named()).toEqual(['embed:films.example:8443', 'embed:www.youtube-nocookie.com']);
    await save({ published: false });
    expect(await named()).toEqual([]);
  });

  it('makes no new version of the policy', async () => {
    const { body } = await portal.visitor().get('/api/v1/policy/versions').expect(200);
    expect(body.items).toHaveLength(1);
  });
});
