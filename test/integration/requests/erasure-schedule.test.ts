import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasurePortal } from './erasure-portal.js';
import { failure } from '../../../src/requests/failure.js';
import { type Case, type RequestPortal } from './request-portal.js';

const DAY = 86_400_000;
const GUEST = 'mona@visitors.example';
let portal: ErasurePortal;
let requests: RequestPortal;

beforeAll(async () => {
  portal = await ErasurePortal.start();
  ({ requests } = portal);
  await portal.comment(requests.member, 'by the member');
  await portal.comment(requests.app.visitor(), 'by the guest', { name: 'Mona', email: GUEST.toUpperCase() });
  await portal.comment(requests.app.visitor(), 'by the member, not signed in', {
    name: 'R',
    email: 'Rachid@readers.example',
  });
  await portal.comment(portal.second, 'by somebody else');
});

afterAll(() => requests.app.stop());

const asAdmin = (made: Case, step: string, body: object = {}) =>
  requests.admin.post(`/api/v1/admin/requests/${made.reference}/${step}`).send(body);

async function erasureOfGuest(): Promise<Case> {
  const form = { kind: 'erasure', email: GUEST };
  const { body } = await requests.app.visitor().post('/api/v1/requests').send(form).expect(202);
  const token = await requests.linkTo(GUEST, body.reference);
  await requests.app.visitor().post('/api/v1/requests/confirm').send({ token }).expect(200);
  const [row] = await requests.rows<{ id: string }>('SELECT id FROM requests WHERE reference = $1', [
    body.reference,
  ]);
  return { id: row?.id ?? '', reference: body.reference };
}

const scheduledTasks = () =>
  requests.rows<{ run_at: Date; payload: unknown }>(
    `SELECT run_at, payload FROM tasks WHERE name = 'request.erase' AND state = 'waiting'`,
  );

describe('the second approval', () => {
  let made: Case;

  it('is another admin’s, and lets the erasure wait', async () => {
    made = await requests.ofMember('erasure');
    expect((await asAdmin(made, 'approve').expect(200)).body).toMatchObject({
      state: 'received',
      approvals: 1,
      approvalsNeeded: 2,
    });
    await asAdmin(made, 'approve').expect(409);
    const before = Date.now();
    const { body } = await portal.second.post(`/api/v1/admin/requests/${made.reference}/approve`).expect(200);
    expect(body).toMatchObject({ state: 'scheduled', approvals: 2 });
    const at = Date.parse(body.scheduledFor);
    expect(at).toBeGreaterThanOrEqual(before + 3 * DAY);
    expect(at).toBeLessThan(Date.now() + 3 * DAY + 1);
    expect(await scheduledTasks()).toEqual([{ run_at: new Date(at), payload: { requestId: made.id } }]);
    const seen = await requests.member.get(`/api/v1/requests/${made.reference}`).expect(200);
    expect(seen.body).toMatchObject({
      state: 'scheduled',
      scheduledFor: body.scheduledFor,
      canWithdraw: true,
    });
    expect(seen.body.timeline.map(({ step }: { step: string }) => step)).toEqual([
      'submitted',
      'approved_once',
      'approved',
      'scheduled',
    ]);
  });

  it('hides the comments of the person and of nobody else', async () => {
    expect(await portal.comments()).toEqual(['by the guest', 'by somebody else']);
    const rows = await requests.rows(`SELECT count(*)::int AS n FROM comments WHERE status = 'approved'`);
    expect(rows).toEqual([{ n: 4 }]);
  });

  it('keeps the place of a comment that was answered', async () => {
    const [{ id } = { id: '' }] = await requests.rows<{ id: string }>(
      `SELECT id FROM comments WHERE body = 'by the member'`,
    );
    // Nobody can answer it now; this one did before.
    await requests.rows(
      `INSERT INTO comments (article_id, parent_id, author_name, body, status, created_at)
       SELECT article_id, id, 'Somebody', 'an answer', 'approved', now() FROM comments WHERE id = '${id}'`,
    );
    const { body } = await requests.app.visitor().get('/api/v1/articles/port/comments').expect(200);
    expect(body.items[0]).toEqual({
      id,
      parentId: null,
      authorName: null,
      authorWebsite: null,
      body: '',
      createdAt: expect.any(String),
      removed: true,
      avatar: null,
    });
    expect(body.items.at(-1)).toMatchObject({ parentId: id, body: 'an answer', removed: false });
    await requests.rows(`DELETE FROM comments WHERE body = 'an answer'`);
  });

  it('is told to the person and to every admin, with a way to stop it', async () => {
    await requests.work();
    const { mail } = requests.app;
    const told = await mail.take('rachid@readers.example', /Begins/);
    expect(told.text).toContain(`http://portal.example/requests/${made.reference}`);
    for (const admin of ['nadia', 'omar']) {
      const notice = await mail.take(`${admin}@readers.example`, made.reference);
      expect(notice.text).toContain(`http://portal.example/admin/requests/${made.reference}`);
      expect(notice.text).not.toMatch(/rachid/i);
    }
  });

  it('is followed by nothing before its time', async () => {
    await requests.work();
    expect(await portal.runs.beginErasure(made.id)).toBeUndefined();
    expect(await portal.state(made)).toMatchObject({ state: 'scheduled' });
    expect(await scheduledTasks()).toHaveLength(1);
  });

  it('can be taken back by the person: comments show again, and the task finds nothing to do', async () => {
    await requests.withdraw(made);
    expect(await portal.state(made)).toMatchObject({ state: 'withdrawn', scheduled_for: null });
    expect(await portal.comments()).toHaveLength(4);
    await portal.waitingIsOver();
    await requests.work();
    expect(await portal.state(made)).toMatchObject({ state: 'withdrawn' });
    expect(await requests.count('comment_hiding')).toBe(0);
    expect(await requests.rows(`SELECT FROM tasks WHERE state = 'failed'`)).toEqual([]);
  });
});

describe('an admin', () => {
  it('stops an erasure that waits: it is decided anew, and begins at the new time only', async () => {
    const made = await erasureOfGuest();
    await asAdmin(made, 'stop', { reason: 'A court asks for these.' }).expect(409);
    await portal.approve(made);
    expect(await portal.comments()).not.toContain('by the guest');
    await asAdmin(made, 'stop').expect(422);
    const { body } = await asAdmin(made, 'stop', { reason: 'A court asks for these.' }).expect(200);
    expect(body).toMatchObject({ state: 'received', approvals: 0, scheduledFor: null });
    expect(await portal.comments()).toContain('by the guest');
    expect(await requests.logged('request.stopped')).toMatchObject([{ detail: { kind: 'erasure' } }]);
    expect(await requests.rows('SELECT FROM request_decisions WHERE request_id = $1', [made.id])).toEqual([]);
    await requests.work();
    await requests.app.mail.take(GUEST, /look at your request again/);

    // The first schedule's task is still there and due; meanwhile both approve again.
    await requests.rows(`UPDATE tasks SET run_at = now() WHERE name = 'request.erase' AND state = 'waiting'`);
    await portal.approve(made);
    await requests.work();
    const { scheduled_for: at } = await portal.state(made);
    expect(await portal.state(made)).toMatchObject({ state: 'scheduled', approvals: 2 });
    expect(await scheduledTasks()).toEqual([{ run_at: at, payload: { requestId: made.id } }]);
  });

  it('cannot stop what is their own, nor another kind of request', async () => {
    const own = await requests.admin.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
    const step = `/api/v1/admin/requests/${own.body.reference}/stop`;
    await requests.admin.post(step).send({ reason: 'Mine.' }).expect(403);
    const other = await requests.ofMember('complaint');
    await asAdmin(other, 'stop', { reason: 'Why not.' }).expect(409);
  });
});

describe('an erasure that began', () => {
  let made: Case;
  beforeAll(async () => {
    made = await requests.ofMember('erasure');
    await portal.approve(made);
    await portal.waitingIsOver();
  });

  it('knows every address, and answers to the one of the moment it began', async () => {
    await requests.rows(
      `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at, ended_at)
       SELECT person_id, 'portal', 'email', 'old@readers.example', now(), now() FROM accounts WHERE username = 'rachid'`,
    );
    const run = await portal.runs.beginErasure(made.id);
    expect(run).toMatchObject({
      requestId: made.id,
      emails: ['rachid@readers.example'],
      subject: { address: 'rachid@readers.example' },
      person: { type: 'account' },
    });
    expect([...(run?.addresses ?? [])].sort()).toEqual(['old@readers.example', 'rachid@readers.example']);
    // A run that was killed is taken up again.
    expect(await portal.runs.beginErasure(made.id)).toMatchObject({ requestId: made.id });
    await requests.member.post(`/api/v1/requests/${made.reference}/withdraw`).expect(409);
  });

  it('goes on after a plan that grew only when two people approved it anew', async () => {
    await requests.app.sql.transaction((manager) =>
      portal.runs.fail(manager, made.id, 'plan-exceeded', failure('plan-exceeded'), { approveAnew: true }),
    );
    expect(await portal.state(made)).toMatchObject({ state: 'failed', approvals: 0 });
    expect(await portal.runs.beginErasure(made.id)).toBeUndefined();
    await asAdmin(made, 'retry').expect(200);
    await asAdmin(made, 'approve').expect(409);
    expect(await portal.runs.beginErasure(made.id)).toBeUndefined();
    const { body } = await portal.second.post(`/api/v1/admin/requests/${made.reference}/approve`).expect(200);
    expect(body).toMatchObject({ state: 'running', approvals: 2 });
    expect(await scheduledTasks()).toContainEqual(
      expect.objectContaining({ payload: { requestId: made.id } }),
    );
  });

  it('is set going by one person after any other failure', async () => {
    await requests.app.sql.transaction((manager) =>
      portal.runs.fail(manager, made.id, 'storage-full', failure('storage-full')),
    );
    expect(await portal.state(made)).toMatchObject({ state: 'failed', approvals: 2 });
    expect((await asAdmin(made, 'retry').expect(200)).body).toMatchObject({ state: 'running' });
  });
});
