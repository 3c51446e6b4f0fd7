import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AuditAction } from '../../../src/audit/audit-entry.js';
import { AuditLog } from '../../../src/audit/audit-log.js';
import { type Agent, TestApp } from '../../support/app.js';
import { photograph } from '../../support/images.js';
import { someoneWaits } from '../../support/someone-waits.js';

let portal: TestApp;
let admin: Agent;
let articles = 0;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web' });
  await portal.account('admin', 'nadia');
  admin = await portal.signIn('nadia');
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => portal.stop());

async function upload(): Promise<string> {
  const sent = admin.post('/api/v1/media').field('of', 'article').field('description', 'A quay');
  return (await sent.attach('file', await photograph('jpeg'), 'a.jpg').expect(201)).body.id as string;
}

async function write(mediaId: string): Promise<number> {
  articles += 1;
  const form = { slug: `quay-${articles}`, title: 'The quay', body: `/media/${mediaId}`, published: true };
  return (await admin.post('/api/v1/admin/articles').send(form)).status;
}

const remove = async (mediaId: string) => (await admin.delete(`/api/v1/media/${mediaId}`)).status;

/** Lets a change wait, just before it is committed, until `during` is under way and waits for it, or is over. */
async function whileChanging<A, B>(action: AuditAction, change: () => Promise<A>, during: () => Promise<B>) {
  const log = portal.app.get(AuditLog);
  const append = log.append.bind(log);
  let second: Promise<B> | undefined;
  vi.spyOn(log, 'append').mockImplementation(async (manager, entry) => {
    await append(manager, entry);
    if (entry.action !== action || second !== undefined) return;
    second = during();
    await Promise.race([second, someoneWaits(portal.sql)]);
  });
  const first = await change();
  return [first, await second];
}

describe('an image of an article', () => {
  it('is not deleted while an article is saved that shows it', async () => {
    const id = await upload();
    const came = await whileChanging(
      'article.published',
      () => write(id),
      () => remove(id),
    );
    expect(came).toEqual([201, 409]);
    await portal.visitor().get(`/media/${id}`).expect(200);
  });

  it('is not shown by an article that is saved while it is deleted', async () => {
    const id = await upload();
    const came = await whileChanging(
      'media.removed',
      () => remove(id),
      () => write(id),
    );
    expect(came).toEqual([204, 422]);
    expect(await portal.sql.query('SELECT 1 FROM media WHERE id = $1', [id])).toEqual([]);
  });
});
