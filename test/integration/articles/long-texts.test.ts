import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../../support/app.js';

/** As long as an article may be, in letters that forms write with nine bytes each. */
const LONGEST = 'ﷲ'.repeat(100_000);
let portal: TestApp;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web' });
  await portal.account('admin', 'nadia');
  admin = await portal.signIn('nadia');
});
afterAll(() => portal.stop());

const form = (slug: string, body: string) => ({ slug, title: 'A long read', body, published: 'true' });
const page = (sent: object, agent = admin) => agent.post('/admin/articles/new').type('form').send(sent);

describe('an article', () => {
  it('of the greatest length is taken by the form and by the API, and no longer one', async () => {
    await page(form('by-form', LONGEST)).expect(303);
    await admin
      .post('/api/v1/admin/articles')
      .send({ ...form('by-api', LONGEST), published: true })
      .expect(201);
    const { text } = await page(form('longer', `${LONGEST}.`)).expect(422);
    expect(text).toContain('100,000');
    expect(text).toContain(LONGEST);
    expect(await portal.sql.query('SELECT slug FROM articles ORDER BY slug')).toEqual([
      { slug: 'by-api' },
      { slug: 'by-form' },
    ]);
  });

  it('that was sent after the session had ended comes through the sign-in', async () => {
    const { text } = await page(form('kept', LONGEST), portal.visitor()).expect(401);
    const kept = /name="kept" value="([^"]+)"/.exec(text)?.[1]?.replaceAll('&quot;', '"');
    const signedIn = await portal
      .visitor()
      .post('/login')
      .type('form')
      .send({ login: 'nadia', password: 'correct horse battery', kept });
    expect([signedIn.status, signedIn.text.includes(LONGEST)]).toEqual([200, true]);
  });

  it('has a limit elsewhere and above it that is told', async () => {
    const elsewhere = await portal.visitor().post('/api/v1/requests').send({ message: LONGEST }).expect(413);
    expect(elsewhere.body.detail).toContain('over 100 kB');
    const above = await admin
      .post('/api/v1/admin/articles')
      .send({ body: LONGEST.repeat(4) })
      .expect(413);
    expect(above.body.detail).toContain('over 1024 kB');
  });
});
