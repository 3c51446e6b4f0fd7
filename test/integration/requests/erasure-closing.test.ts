import { type EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../../src/requests/failure.js';
import { type ErasedPerson } from '../../../src/requests/erased-cases.js';
import { accountStopped } from '../../../src/auth/account-stopped.js';
import { Jobs } from '../../../src/platform/jobs/jobs.js';
import { LastMailExpiry } from '../../../src/requests/last-mail-expiry.js';
import { RequestClosing } from '../../../src/requests/request-closing.js';
import { RequestMails } from '../../../src/requests/request-mails.js';
import { type Agent, PASSWORD } from '../../support/app.js';
import { type ReceivedMail, tokenIn } from '../../support/mail-sink.js';
import { traces } from '../../support/person-traces.js';
import { ErasurePortal } from './erasure-portal.js';
import { type Case, type RequestPortal } from './request-portal.js';

const RECEIPT = { filename: 'R-1.json', contentType: 'application/json', content: '{"receipt":1}' };

let portal: ErasurePortal;
let requests: RequestPortal;

beforeAll(async () => {
  portal = await ErasurePortal.start();
  ({ requests } = portal);
  await requests.app.account('auditor', 'salim');
});

afterAll(() => requests.app.stop());

const closing = () => requests.app.app.get(RequestClosing);
const mails = () => requests.app.app.get(RequestMails);
const inTransaction = <T>(work: (manager: EntityManager) => Promise<T>) => requests.app.sql.transaction(work);

async function ask(agent: Agent, form: object): Promise<Case> {
  const { body } = await agent.post('/api/v1/requests').send(form).expect(201);
  const [row] = await requests.rows<{ id: string }>('SELECT id FROM requests WHERE reference = $1', [
    body.reference,
  ]);
  return { id: row?.id ?? '', reference: body.reference };
}

async function personOf(username: string, ...addresses: string[]): Promise<ErasedPerson> {
  const [row] = await requests.rows<{ id: string; person_id: string }>(
    'SELECT id, person_id FROM accounts WHERE username = $1',
    [username],
  );
  return { accountIds: [row?.id ?? ''], personIds: [row?.person_id ?? ''], addresses };
}

/** What the erasing engine does, as far as the rows that these tests make are concerned. */
async function eraseRows({ accountIds: [account], personIds: [person] }: ErasedPerson): Promise<void> {
  await requests.rows('DELETE FROM sessions WHERE account_id = $1', [account]);
  await requests.rows('DELETE FROM person_identifiers WHERE person_id = $1', [person]);
  await requests.rows('DELETE FROM accounts WHERE id = $1', [account]);
  await requests.rows('DELETE FROM persons WHERE id = $1', [person]);
}

/** A member with a running erasure. */
async function member(username: string): Promise<{ erasure: Case; person: ErasedPerson; email: string }> {
  const email = `${username}@readers.example`;
  await requests.app.account('member', username);
  const agent = await requests.app.signIn(username);
  const erasure = await portal.running(await ask(agent, { kind: 'erasure', message: 'Please.' }));
  await requests.work();
  requests.app.mail.mails.length = 0;
  return { erasure, person: await personOf(username, email), email };
}

async function openedBy(mail: ReceivedMail): Promise<Agent> {
  const agent = requests.app.visitor();
  const token = tokenIn(mail, '/requests/confirm');
  await agent.post('/api/v1/requests/confirm').send({ token }).expect(200);
  return agent;
}

const view = async (agent: Agent, { reference }: Case) =>
  (await agent.get(`/api/v1/requests/${reference}`).expect(200)).body;

describe('closing an erasure', () => {
  const email = 'zineb@readers.example';
  const texts = ['zineb', 'el fassi', 'a secret of hers', 'her browser'];
  let erasure: Case;
  let person: ErasedPerson;

  beforeAll(async () => {
    await requests.app.account('member', 'zineb');
    const zineb = requests.app.visitor().set('User-Agent', 'Her Browser/9');
    await zineb.post('/api/v1/auth/login').send({ login: 'zineb', password: PASSWORD }).expect(200);
    await zineb.patch('/api/v1/me').send({ displayName: 'Zineb El Fassi' }).expect(200);
    await zineb.post('/api/v1/auth/step-up').send({ password: 'wrong wrong wrong' }).expect(401);
    const refused = await ask(zineb, { kind: 'complaint', message: 'A secret of hers' });
    await requests.admin
      .post(`/api/v1/admin/requests/${refused.reference}/refuse`)
      .send({ ground: 'manifestly_abusive', explanation: 'Zineb asks too often.' })
      .expect(200);
    const exported = await ask(zineb, { kind: 'export' });
    await requests.admin.post(`/api/v1/admin/requests/${exported.reference}/approve`).expect(200);
    await requests.work();
    const failed = await ask(zineb, { kind: 'export' });
    await requests.admin.post(`/api/v1/admin/requests/${failed.reference}/approve`).expect(200);
    await portal.runs.begin(failed.id);
    await inTransaction((manager) =>
      portal.runs.fail(
        manager,
        failed.id,
        'source-inconsistent',
        failure('source-inconsistent', { source: 'Zineb' }),
      ),
    );
    await ask(zineb, { kind: 'rectification', message: 'El Fassi, not El Fasi.' });
    const other = await ask(zineb, { kind: 'erasure' });
    await portal.approve(other);
    // Nobody proved these two: a stranger may have given the address.
    await requests.unconfirmed(email);
    const letter = { channel: 'letter', receivedAt: new Date(Date.now() - 1000).toISOString() };
    await requests.admin
      .post('/api/v1/admin/requests')
      .send({ ...letter, kind: 'objection', email: email.toUpperCase(), name: 'Mrs El Fassi' })
      .expect(201);
    const auditor = await requests.app.signIn('salim');
    await auditor.get(`/api/v1/audit/events?q=${email}`).expect(200);
    await requests.admin.post('/api/v1/admin/bans').send({ email, reason: 'Zineb shouts.' }).expect(201);
    erasure = await ask(zineb, {
      kind: 'erasure',
      message: 'A secret of hers',
      scope: { comments: 'detach' },
    });
    await portal.approve(erasure);
    await requests.rows(`UPDATE requests SET scheduled_for = now() WHERE id = $1`, [erasure.id]);
    await portal.runs.beginErasure(erasure.id);
    person = await personOf('zineb', email);
  });

  it('leaves nothing in cases, mails, sessions, the log and the store that names the person', async () => {
    await eraseRows(person);
    const before = (await traces(requests.app, texts)).map((place) => place.split(':')[0]);
    for (const place of ['audit_values.value', 'comment_bans.reason', 'comment_hiding.address'])
      expect(before).toContain(place);
    for (const place of ['requests.explanation', 'requests.failure', 'request_messages.body'])
      expect(before).toContain(place);
    expect(before.some((place) => place?.startsWith('objects/'))).toBe(true);
    await inTransaction(async (manager) => {
      await mails().erased(manager, erasure.id, { attachments: [RECEIPT], salt: 'c2FsdA' });
      const expected = await closing().keptForSecurity(manager, erasure.id, person);
      expect(expected).toEqual({ count: 2, until: expect.any(Date) });
      expect(await closing().close(manager, erasure.id, person, { records: 7 })).toEqual(expected);
    });
    await requests.work();
    await requests.app.settleLog();
    // What is kept for security: with what somebody failed to prove that they are her.
    expect(await traces(requests.app, texts)).toEqual(['audit_values.value: her browser']);
    expect(await requests.rows('SELECT owner FROM audit_values WHERE value = $1', ['Her Browser/9'])).toEqual(
      [{ owner: null }],
    );
    for (const table of ['request_subject', 'request_messages', 'comment_hiding'])
      expect([table, await requests.count(table)]).toEqual([table, 0]);
    const tokens = await requests.rows('SELECT final FROM request_tokens');
    expect(tokens).toEqual([{ final: true }]);
    expect(await requests.rows(`SELECT reason FROM comment_bans`)).toEqual([{ reason: null }]);
  });

  it('ends every other request of theirs, and mails nobody about that', async () => {
    const ended = await requests.rows('SELECT kind, state FROM requests ORDER BY kind, state');
    expect(ended).toEqual([
      { kind: 'complaint', state: 'refused' },
      { kind: 'erasure', state: 'completed' },
      { kind: 'erasure', state: 'completed' },
      { kind: 'export', state: 'expired' },
      { kind: 'export', state: 'withdrawn' },
      { kind: 'export', state: 'withdrawn' },
      { kind: 'objection', state: 'withdrawn' },
      { kind: 'rectification', state: 'withdrawn' },
    ]);
    expect(await requests.rows('SELECT FROM requests WHERE closed_at IS NULL')).toEqual([]);
    expect(await requests.rows('SELECT FROM requests WHERE scope IS NOT NULL')).toEqual([]);
    const last = requests.app.mail.mails.filter(({ to }) => to === email).at(-1);
    expect(last?.parsed.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
      [RECEIPT.filename, RECEIPT.content],
    ]);
    expect(last?.text).toContain('The law may require some records to be kept');
    expect(last?.text).toContain('c2FsdA');
  });

  it('lets the link of the last mail show the case again and again, and nothing more', async () => {
    const mail = await requests.app.mail.take(email, 'c2FsdA');
    await openedBy(mail);
    const reader = await openedBy(mail);
    expect(await view(reader, erasure)).toMatchObject({ state: 'completed', canWithdraw: false });
    await reader.post(`/api/v1/requests/${erasure.reference}/withdraw`).expect(409);
    expect(
      await requests.rows('SELECT ip, user_agent FROM sessions WHERE request_id = $1', [erasure.id]),
    ).toEqual(Array.from({ length: 2 }, () => ({ ip: null, user_agent: null })));
    requests.app.mail.mails.length = 0;
    await requests.askForLink(erasure, email);
    expect(requests.app.mail.mails).toEqual([]);
  });

  it('happens once', async () => {
    const again = inTransaction((manager) => closing().close(manager, erasure.id, person));
    expect(await again).toBeUndefined();
    expect(
      await inTransaction((manager) => closing().forget(manager, { ...person, requestIds: [erasure.id] })),
    ).toBe(0);
  });
});

describe('an address that was theirs and is somebody else’s now', () => {
  it('leads to nothing of the new holder', async () => {
    const { erasure, person } = await member('former');
    await requests.app.account('member', 'later');
    const later = await requests.app.signIn('later');
    const kept = await ask(later, { kind: 'complaint', message: 'Mine.' });
    const unproven = await requests.unconfirmed('later@readers.example');
    await inTransaction((manager) =>
      closing().close(manager, erasure.id, { ...person, addresses: ['later@readers.example'] }),
    );
    expect(await view(later, kept)).toMatchObject({ state: 'received' });
    expect(await portal.state(unproven)).toMatchObject({ state: 'unconfirmed' });
    expect(await requests.rows('SELECT body FROM request_messages WHERE request_id = $1', [kept.id])).toEqual(
      [{ body: 'Mine.' }],
    );
  });
});

describe('deferring an erasure', () => {
  it('lets the person take back what is left, but not by the link that only shows', async () => {
    const { erasure, person, email } = await member('partly');
    await inTransaction(async (manager) => {
      await mails().deferred(manager, erasure.id, { attachments: [RECEIPT], salt: 's' });
      const deferring = () => closing().defer(manager, erasure.id, person, 'deferred');
      expect(await deferring()).toBe(true);
      expect(await deferring()).toBe(false);
    });
    expect(await requests.logged('request.deferred')).toMatchObject([{ detail: { shownAs: 'deferred' } }]);
    await requests.work();
    const reader = await openedBy(await requests.app.mail.take(email, erasure.reference));
    expect(await view(reader, erasure)).toMatchObject({ state: 'deferred', canWithdraw: false });
    await reader.post(`/api/v1/requests/${erasure.reference}/withdraw`).expect(403);
    await requests.askForLink(erasure, email);
    const guest = await openedBy(await requests.app.mail.take(email, erasure.reference));
    await guest.post(`/api/v1/requests/${erasure.reference}/withdraw`).expect(200);
    expect(await portal.state(erasure)).toMatchObject({ state: 'withdrawn' });
  });

  it('goes on, also where account and person are gone', async () => {
    const { erasure, person, email } = await member('resumed');
    await inTransaction((manager) => closing().defer(manager, erasure.id, person, 'deferred'));
    await eraseRows(person);
    const run = await portal.runs.beginErasure(erasure.id);
    expect(run).toMatchObject({
      subject: { accountId: person.accountIds[0], personId: person.personIds[0], address: email },
      addresses: [email],
    });
    await inTransaction((manager) => mails().deferred(manager, erasure.id, { attachments: [], salt: 's' }));
    await requests.work();
    await requests.app.mail.take(email, erasure.reference);
  });

  it('shows no sign of a hold that hides itself, before and after it ends', async () => {
    const { erasure, person, email } = await member('hidden');
    await inTransaction(async (manager) => {
      await mails().erased(manager, erasure.id, { attachments: [], salt: 's' });
      await closing().defer(manager, erasure.id, person, 'completed');
    });
    await requests.work();
    const reader = await openedBy(await requests.app.mail.take(email, erasure.reference));
    const shown = await view(reader, erasure);
    expect(shown).toMatchObject({ state: 'completed', canWithdraw: false, scheduledFor: null });
    expect(shown.closedAt).toMatch(/Z$/);
    expect(shown.timeline.at(-1)).toMatchObject({ step: 'completed', state: 'completed' });
    expect(JSON.stringify(shown)).not.toMatch(/defer/);
    expect((await reader.get('/api/v1/requests').expect(200)).body.items).toMatchObject([
      { state: 'completed', canWithdraw: false },
    ]);
    await reader.post(`/api/v1/requests/${erasure.reference}/withdraw`).expect(409);
    await requests.askForLink(erasure, email);
    expect(requests.app.mail.mails).toEqual([]);
    const office = await requests.admin.get(`/api/v1/admin/requests/${erasure.reference}`).expect(200);
    expect(office.body.state).toBe('deferred');

    await inTransaction((manager) =>
      requests.app.app.get(Jobs).enqueue(manager, accountStopped, { accountId: person.accountIds[0] ?? '' }),
    );
    await requests.work();
    expect(await portal.state(erasure)).toMatchObject({ state: 'deferred' });
    expect(requests.app.mail.mails).toEqual([]);

    await portal.runs.beginErasure(erasure.id);
    expect(await view(reader, erasure)).toEqual(shown);
    await inTransaction((manager) =>
      portal.runs.fail(manager, erasure.id, 'storage-full', failure('storage-full')),
    );
    expect(await view(reader, erasure)).toEqual(shown);
    await portal.runs.beginErasure(erasure.id);
    requests.app.clock.advance(60_000);
    await inTransaction((manager) => closing().close(manager, erasure.id, person));
    expect(await portal.state(erasure)).toMatchObject({ state: 'completed' });
    expect(await view(reader, erasure)).toEqual(shown);
  });
});

describe('a last mail that cannot be sent', () => {
  it('is given up after seven days, and with it the address', async () => {
    const { erasure, person, email } = await member('unreached');
    await inTransaction(async (manager) => {
      await mails().erased(manager, erasure.id, { attachments: [], salt: 's' });
      await closing().close(manager, erasure.id, person);
    });
    const state = () =>
      requests.rows(`SELECT state FROM outbox WHERE sealed IS NOT NULL OR state = 'failed'`);
    const expiry = requests.app.app.get(LastMailExpiry);
    await requests.rows(`UPDATE outbox SET created_at = now() - interval '6 days' WHERE state = 'queued'`);
    await expiry.run();
    expect(await state()).toEqual([{ state: 'queued' }]);
    await requests.rows(`UPDATE outbox SET created_at = now() - interval '8 days' WHERE state = 'queued'`);
    await expiry.run();
    expect(await state()).toEqual([{ state: 'failed' }]);
    await requests.work();
    expect(requests.app.mail.mails.filter(({ to }) => to === email)).toEqual([]);
  });
});
