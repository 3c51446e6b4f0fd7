import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommentHiding } from '../../../src/comments/comment-hiding.js';
import { type Agent } from '../../support/app.js';
import { CommentSite, GUEST } from './comment-site.js';

const MINUTE = 60_000;
let site: CommentSite;
let member: Agent;
let guests = 0;

beforeAll(async () => {
  site = await CommentSite.start();
  member = await site.portal.signIn('rachid');
  await site.known(member);
});
afterAll(() => site.stop());

/** A comment of a guest who is known. */
async function posted(body = 'typo') {
  guests += 1;
  const guest = { ...GUEST, email: `g${guests}@visitors.example` };
  await site.known(site.portal.visitor(), guest);
  const made = await site.post(site.portal.visitor(), { ...guest, body });
  return { ...made, guest } as { id: string; editToken: string; editUntil: string; guest: { email: string } };
}
const patch = (agent: Agent, id: string, body: object) => agent.patch(`/api/v1/comments/${id}`).send(body);
const withdraw = (agent: Agent, id: string, token?: string) =>
  agent.post(`/api/v1/comments/${id}/withdraw`).send(token === undefined ? {} : { token });

describe('a new comment', () => {
  it('is changed by a guest who has its token, and by nobody else', async () => {
    const { id, editToken, editUntil } = await posted();
    expect(new Date(editUntil).getTime() - Date.now()).toBeGreaterThan(14 * MINUTE);
    const other = await posted();
    for (const token of [undefined, '', 'x'.repeat(43), other.editToken])
      await patch(site.portal.visitor(), id, { body: 'stolen', token }).expect(404);
    await patch(member, id, { body: 'stolen' }).expect(404);
    const { body } = await patch(site.portal.visitor(), id, { body: 'right', token: editToken }).expect(200);
    expect(body).toEqual({ id, status: 'approved' });
    expect(await site.stored(id)).toMatchObject({ body: 'right', status: 'approved' });
    await patch(site.portal.visitor(), id, { body: ' ', token: editToken }).expect(422);
  });

  it('is changed by a member by the session, from a link beside it', async () => {
    const { id } = await site.post(member, { body: 'as member' });
    const path = `/comments/${id}/edit`;
    expect((await member.get('/articles/port').expect(200)).text).toContain(`href="${path}"`);
    expect((await site.portal.visitor().get('/articles/port')).text).not.toContain(path);
    await site.portal.visitor().get(path).expect(404);
    expect((await member.get(path).expect(200)).text).toContain('as member');
    const { headers } = await member.post(path).type('form').send({ body: 'changed' }).expect(303);
    expect(headers.location).toBe(`${path}?done=commentChanged`);
    expect((await member.post(path).type('form').send({ body: '' }).expect(422)).text).toContain('#body');
    expect(await site.stored(id)).toMatchObject({ body: 'changed' });
    const out = await member.post(`${path}/withdraw`).expect(303);
    expect(out.headers.location).toBe('/articles/port?done=commentWithdrawn');
    expect(await site.stored(id)).toMatchObject({ status: 'trash', body: 'changed' });
  });

  it('passes the rules anew', async () => {
    const { id, editToken: token } = await posted();
    const spam = 'https://a.example https://b.example';
    const { body } = await patch(site.portal.visitor(), id, { body: spam, token }).expect(200);
    expect(body.status).toBe('pending');
    expect((await site.stored(id)).reasons).toEqual(['links']);
    await patch(site.portal.visitor(), id, { body: 'fine', token }).expect(200);
    expect(await site.stored(id)).toMatchObject({ status: 'approved', reasons: [] });
  });

  it('that was the first of its author does not vouch for itself', async () => {
    const made = await site.post(site.portal.visitor(), { ...GUEST, body: 'hi' });
    await site.admin.post(`/api/v1/admin/comments/${made.id}/approve`).expect(200);
    const edit = { body: 'something else', token: made.editToken };
    expect((await patch(site.portal.visitor(), made.id, edit).expect(200)).body.status).toBe('pending');
  });

  it('is opened by its link without anything being changed, and taken back by a button', async () => {
    const { id, editToken } = await posted('regretted');
    const path = `/comments/${id}/edit/${editToken}`;
    const before = await site.stored(id);
    expect((await site.portal.visitor().get(path).expect(200)).text).toContain('regretted');
    expect(await site.stored(id)).toEqual(before);
    await site.portal.visitor().post(`${path}/withdraw`).expect(303);
    expect(await site.stored(id)).toMatchObject({
      status: 'trash',
      reasons: ['withdrawn'],
      body: 'regretted',
    });
    await site.portal.visitor().get(path).expect(404);
    await site.admin.post(`/api/v1/admin/comments/${id}/approve`).expect(409);
    await site.admin
      .post('/admin/comments')
      .type('form')
      .send({ one: `restore:${id}` })
      .expect(303);
    expect(await site.stored(id)).toMatchObject({ status: 'trash' });
  });

  it('that an admin took for spam looks to its author as if it waited, and stays spam', async () => {
    const { id, editToken: token } = await posted();
    await site.admin.post(`/api/v1/admin/comments/${id}/spam`).expect(200);
    const { body } = await patch(site.portal.visitor(), id, { body: 'better', token }).expect(200);
    expect(body.status).toBe('pending');
    expect(await site.stored(id)).toMatchObject({ status: 'spam', body: 'better' });
  });

  it('is not changed once it is erased, left to holds, hidden or in the trash', async () => {
    const { manager } = site.portal.sql;
    const [erased, left, hidden, trash] = [await posted(), await posted(), await posted(), await posted()];
    await manager.query(`UPDATE comments SET status = 'erased' WHERE id = $1`, [erased.id]);
    await site.leave(left.id);
    const made = await site.portal
      .visitor()
      .post('/api/v1/requests')
      .send({ kind: 'export', email: 'x@visitors.example' });
    expect(made.status).toBe(202);
    const [row] = await manager.query<{ id: string }[]>('SELECT id FROM requests LIMIT 1');
    await site.portal.app
      .get(CommentHiding)
      .hide(manager, row?.id ?? '', { accountIds: [], addresses: [hidden.guest.email] });
    await site.admin.post(`/api/v1/admin/comments/${trash.id}/trash`).expect(200);
    for (const { id, editToken: token } of [erased, left, hidden, trash]) {
      await patch(site.portal.visitor(), id, { body: 'x', token }).expect(404);
      await withdraw(site.portal.visitor(), id, token).expect(404);
    }
  });

  it('keeps what it said where a hold keeps it, and the author cannot tell', async () => {
    const [article] = await site.portal.sql.query(`SELECT id FROM articles WHERE slug = 'port'`);
    const { id, editToken: token } = await posted('evidence');
    const hold = await site.admin.post('/api/v1/admin/holds').send({
      matter: 'A case',
      purpose: 'legal',
      citation: 'Order 1',
      reviewOn: '2099-01-01',
      visibility: 'existence-hidden',
      scope: { source: 'portal', collection: 'comments', articleId: article.id },
    });
    expect(hold.status).toBe(201);
    const { body } = await patch(site.portal.visitor(), id, { body: 'harmless', token }).expect(200);
    expect(body).toEqual({ id, status: 'approved' });
    const kept = await site.admin
      .post(`/api/v1/admin/holds/${hold.body.id}/versions`)
      .send({ reason: 'For the court.' })
      .expect(200);
    expect(JSON.stringify(kept.body)).toContain('evidence');
    await withdraw(site.portal.visitor(), id, token).expect(204);
    expect(await site.stored(id)).toMatchObject({ body: 'harmless' });
  });

  it('is as it is after fifteen minutes', async () => {
    const { id, editToken: token } = await posted('late');
    site.portal.clock.advance(15 * MINUTE + 1000);
    await patch(site.portal.visitor(), id, { body: 'x', token }).expect(410);
    await withdraw(site.portal.visitor(), id, token).expect(410);
    const { text } = await site.portal.visitor().get(`/comments/${id}/edit/${token}`).expect(410);
    expect(text).toContain('The time in which this comment could be changed is over');
    expect(await site.stored(id)).toMatchObject({ body: 'late', status: 'approved' });
  });
});
