import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JobWorker } from '../../src/platform/jobs/job-worker.js';
import { ClosedPurge } from '../../src/requests/closed-purge.js';
import { type Agent, TestApp } from '../support/app.js';
import { tokenIn } from '../support/mail-sink.js';

const DAY = 86_400_000;

let portal: TestApp;
let [admin, other, auditor]: Agent[] = [];
let member: Agent;
let number = 0;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web' });
  for (const name of ['first', 'second']) await portal.account('admin', name);
  await portal.account('auditor', 'witness');
  [admin, other] = [await portal.signIn('first'), await portal.signIn('second')];
  auditor = await portal.signIn('witness');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 't', 'b', now())`,
  );
});
beforeEach(async () => {
  number += 1;
  await portal.account('member', name());
  member = await portal.signIn(name());
});
afterAll(() => portal.stop());

const name = () => `reader${number}`;
const address = () => `${name()}@readers.example`;
const work = () => portal.app.get(JobWorker).runUntilIdle();

/** Times of the database's clock have come. */
async function timeHasCome(): Promise<void> {
  await portal.sql.query(
    `UPDATE restrictions SET lift_at = now() - interval '1 second' WHERE lift_at IS NOT NULL`,
  );
  await portal.sql.query(`UPDATE tasks SET run_at = now() WHERE state = 'waiting' AND name LIKE 'request.%'`);
  await work();
}
async function comment(agent: Agent, body: string, guest: object = {}): Promise<void> {
  await agent
    .post('/api/v1/articles/port/comments')
    .send({ body, ...guest })
    .expect(201);
  await portal.sql.query(`UPDATE comments SET status = 'approved'`);
}
/** What the public reads by one person. */
async function read(part: string): Promise<string[]> {
  const { body } = await portal.visitor().get('/api/v1/articles/port/comments?limit=100').expect(200);
  const items = (body as { items: { body: string }[] }).items;
  return items.map((each) => each.body).filter((text) => text.includes(part));
}
async function ask(agent: Agent = member): Promise<string> {
  const { body } = await agent.post('/api/v1/requests').send({ kind: 'restriction' }).expect(201);
  return (body as { reference: string }).reference;
}
async function restricted(agent: Agent = member): Promise<string> {
  const reference = await ask(agent);
  await admin?.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
  await work();
  return reference;
}
const byOffice = (agent: Agent | undefined, reference: string, what: string, body: object = {}) =>
  (agent as Agent).post(`/api/v1/admin/requests/${reference}/restriction/${what}`).send(body);
const viewed = async (reference: string) =>
  (await member.get(`/api/v1/requests/${reference}`).expect(200)).body.restriction;
const send = (agent: Agent | undefined, path: string, fields: Record<string, string> = {}) =>
  (agent as Agent).post(path).type('form').send(fields);

describe('a restriction by the API', () => {
  it('comes into force with the approval, hides comments written before, and is told', async () => {
    await comment(member, `before ${name()}`);
    await comment(portal.visitor(), `guest ${name()}`, { name: 'A', email: 'x@readers.example' });
    const reference = await restricted();
    expect((await portal.mail.take(address(), 'In force since')).text).toContain(reference);
    expect(await viewed(reference)).toMatchObject({ state: 'in_force', liftAt: null, liftedAt: null });
    expect(await read(name())).toEqual([`guest ${name()}`]);
    await comment(member, `after ${name()}`);
    expect(await read(name())).toEqual([`guest ${name()}`, `after ${name()}`]);
    const { body } = await member.get('/api/v1/me/data').expect(200);
    expect(body.restrictions).toMatchObject([{ reference, liftAt: null }]);
    await admin?.post(`/api/v1/admin/requests/${reference}/complete`).send({}).expect(200);
    // Closed as done, it goes on.
    expect((await viewed(reference)).state).toBe('in_force');
    expect(await read(`before ${name()}`)).toEqual([]);
    // Who is told of its end can say something against it, also in a case that is closed.
    const messages = `/api/v1/requests/${reference}/messages`;
    await byOffice(admin, reference, 'lift', { reason: 'checked' }).expect(200);
    await member.post(messages).send({ body: 'it is still wrong' }).expect(201);
    expect((await admin?.get(`/admin/requests/${reference}`))?.text).toContain('it is still wrong');
    await member.post(`/api/v1/requests/${reference}/restriction/end`).expect(200);
    await member.post(messages).send({ body: 'too late' }).expect(409);
  });

  it('is lifted only after the person was told why and when', async () => {
    await comment(member, `words ${name()}`);
    const reference = await restricted();
    await byOffice(admin, reference, 'lift', {}).expect(422);
    await byOffice(admin, reference, 'lift', { reason: 'the data are right' }).expect(200);
    await byOffice(other, reference, 'lift', { reason: 'again' }).expect(409);
    await work();
    const { text } = await portal.mail.take(address(), 'will end');
    expect(text).toContain('the data are right');
    const told = await viewed(reference);
    expect(told).toMatchObject({ state: 'lifting', reason: 'the data are right', liftedAt: null });
    expect(new Date(told.liftAt).getTime()).toBeGreaterThan(Date.now() + 2.9 * DAY);
    expect(await read(name())).toEqual([]);
    await timeHasCome();
    expect(await viewed(reference)).toMatchObject({ state: 'lifted', liftedBy: 'office' });
    expect(await read(name())).toEqual([`words ${name()}`]);
    await portal.mail.take(address(), 'has ended');
    await byOffice(admin, reference, 'lift', { reason: 'once more' }).expect(409);
  });

  it('goes on where its end is called off, whatever task still waits', async () => {
    await comment(member, `words ${name()}`);
    const reference = await restricted();
    await byOffice(admin, reference, 'keep').expect(409);
    await byOffice(admin, reference, 'lift', { reason: 'too early' }).expect(200);
    await byOffice(other, reference, 'keep').expect(200);
    await timeHasCome();
    await portal.mail.take(address(), 'goes on');
    expect(await viewed(reference)).toMatchObject({ state: 'in_force', liftAt: null, reason: null });
    await byOffice(admin, reference, 'lift', { reason: 'now' }).expect(200);
    // The task of the first announcement comes before the second one's time.
    await portal.sql.query(
      `UPDATE tasks SET run_at = now() WHERE state = 'waiting' AND name LIKE 'request.%'`,
    );
    await work();
    expect(await read(name())).toEqual([]);
    await timeHasCome();
    expect(await read(name())).toEqual([`words ${name()}`]);
  });

  it('is ended by its own person at once, or by withdrawing the request', async () => {
    await comment(member, `words ${name()}`);
    const reference = await restricted();
    await member.post(`/api/v1/requests/${reference}/restriction/end`).expect(200);
    expect(await viewed(reference)).toMatchObject({ state: 'lifted', liftedBy: 'person' });
    expect(await read(name())).toEqual([`words ${name()}`]);
    await member.post(`/api/v1/requests/${reference}/restriction/end`).expect(409);
    const again = await ask();
    await admin?.post(`/api/v1/admin/requests/${again}/approve`).expect(200);
    expect(await read(name())).toEqual([]);
    await member.post(`/api/v1/requests/${again}/withdraw`).expect(200);
    expect(await read(name())).toEqual([`words ${name()}`]);
    await work();
    expect(await viewed(again)).toMatchObject({ state: 'lifted', liftedBy: 'person', hiddenAt: null });
  });

  it('is nobody else’s: members, auditors, and an admin whose own case it is', async () => {
    const reference = await restricted();
    await portal.account('member', `${name()}x`);
    const stranger = await portal.signIn(`${name()}x`);
    await stranger.post(`/api/v1/requests/${reference}/restriction/end`).expect(404);
    for (const agent of [member, stranger, auditor])
      for (const what of ['lift', 'keep'])
        await byOffice(agent, reference, what, what === 'lift' ? { reason: 'no' } : {}).expect(403);
    const own = await ask(other);
    await other?.post(`/api/v1/admin/requests/${own}/approve`).expect(403);
    await admin?.post(`/api/v1/admin/requests/${own}/approve`).expect(200);
    const refused = await byOffice(other, own, 'lift', { reason: 'mine' }).expect(403);
    expect(refused.body.type).toContain('own-case');
    await byOffice(admin, own, 'lift', { reason: 'checked' }).expect(200);
    await byOffice(other, own, 'keep').expect(403);
    await other?.post(`/api/v1/requests/${own}/restriction/end`).expect(200);
    expect((await viewed(reference)).state).toBe('in_force');
  });

  it('belongs to a guest as well, who ends it by the link', async () => {
    const guest = portal.visitor();
    const email = `guest${number}@readers.example`;
    await comment(guest, `guest words ${number}`, { name: 'G', email });
    const form = { kind: 'restriction', email };
    const { body } = await guest.post('/api/v1/requests').send(form).expect(202);
    await work();
    const token = tokenIn(await portal.mail.take(email, body.reference), '/requests/confirm');
    await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
    await admin?.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
    expect(await read(`guest words ${number}`)).toEqual([]);
    await guest.post(`/api/v1/requests/${body.reference}/restriction/end`).expect(200);
    expect(await read(`guest words ${number}`)).toEqual([`guest words ${number}`]);
  });

  it('keeps the person’s cases from being removed by age while it is in force', async () => {
    const older = await ask();
    await member.post(`/api/v1/requests/${older}/withdraw`).expect(200);
    const reference = await restricted();
    await admin?.post(`/api/v1/admin/requests/${reference}/complete`).send({}).expect(200);
    const left = async () =>
      (
        await portal.sql.query<{ reference: string }[]>(
          'SELECT reference FROM requests WHERE reference = ANY ($1) ORDER BY id',
          [[older, reference]],
        )
      ).map((row) => row.reference);
    const purge = () =>
      portal.app.get(ClosedPurge, { strict: false }).run({ signal: new AbortController().signal });
    await portal.sql.query(
      `UPDATE requests SET closed_at = now() - interval '3 years' WHERE reference = ANY ($1)`,
      [[older, reference]],
    );
    await purge();
    expect(await left()).toEqual([older, reference]);
    await member.post(`/api/v1/requests/${reference}/restriction/end`).expect(200);
    await purge();
    expect(await left()).toEqual([]);
  });

  it('leaves copies as they are', async () => {
    await comment(member, `copied ${name()}`);
    await restricted();
    const { body } = await member.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    await admin?.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
    await work();
    const { body: shown } = await member.get(`/api/v1/requests/${body.reference}`).expect(200);
    expect(shown.state).toBe('ready');
  });
});

describe('a restriction on the pages', () => {
  it('is shown and ended by its person', async () => {
    await comment(member, `words ${name()}`);
    const reference = await restricted();
    const path = `/requests/${reference}`;
    const { text } = await member.get(path).expect(200);
    expect(text).toContain('In force since');
    expect(text).toContain('The restriction came into force');
    expect(text).toContain(`href="${path}/restriction"`);
    expect((await member.get('/account/data').expect(200)).text).toContain(`href="${path}"`);
    expect((await member.get(`${path}/restriction`).expect(200)).text).toContain('End the restriction of');
    const done = await send(member, `${path}/restriction`).expect(303);
    expect(done.headers.location).toBe(`${path}?done=restrictionEnded`);
    expect((await member.get(`${path}?done=restrictionEnded`)).text).toContain('when you ended it');
    await member.get(`${path}/restriction`).expect(409);
    expect((await member.get('/account/data')).text).not.toContain(`href="${path}"`);
  });

  it('is shown and lifted by the office, with a reason', async () => {
    const reference = await ask();
    const path = `/admin/requests/${reference}`;
    const asked = await admin?.get(`${path}/approve`).expect(200);
    expect(asked?.text).toContain('comes into force at once');
    await send(admin, `${path}/approve`).expect(303);
    const during = await admin?.get(path).expect(200);
    expect(during?.text).toContain('still hides rows');
    expect(during?.text).not.toContain(`href="${path}/complete"`);
    await send(admin, `${path}/complete`, { answer: '' }).expect(409);
    await work();
    expect((await admin?.get(path))?.text).toContain(`href="${path}/lift"`);
    expect((await admin?.get(`${path}/lift`))?.text).toContain('3 days');
    const empty = await send(admin, `${path}/lift`, { reason: ' ' }).expect(422);
    expect(empty.text).toContain('href="#reason"');
    const done = await send(admin, `${path}/lift`, { reason: 'it <b>is</b> right' }).expect(303);
    expect(done.headers.location).toBe(`${path}?done=case.liftAnnounced`);
    expect((await member.get(`/requests/${reference}`)).text).toContain('it &lt;b>is&lt;/b> right');
    const lifting = await admin?.get(path).expect(200);
    expect(lifting?.text).toContain(`action="${path}/keep"`);
    await send(admin, `${path}/keep`).expect(303);
    expect((await admin?.get(path))?.text).toContain('Its announced end was called off');
    await send(admin, `${path}/keep`).expect(409);
    await send(auditor, `${path}/lift`, { reason: 'no' }).expect(403);
    await send(member, `${path}/lift`, { reason: 'no' }).expect(403);
  });
});
