import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { HashingSlots } from '../../src/accounts/hashing-slots.js';
import { type Agent, PASSWORD, TestApp } from '../support/app.js';
import { type ReceivedMail, tokenIn } from '../support/mail-sink.js';
import { unzip } from '../support/zip.js';

/** As long as each other, so that answers that repeat them are as long as each other too. */
const GONE = 'vanished';
const NEVER = 'neverwas';
const GONE_ADDRESS = `${GONE}@readers.example`;
const NEVER_ADDRESS = `${NEVER}@readers.example`;
const NOBODYS_ID = '019a0000-0000-7000-8000-000000000000';

let portal: TestApp;
let first: Agent;
let second: Agent;
/** What the erased member has left in their hands. */
let left: { account: string; comment: string; bearer: string; reset: string; session: Agent };
let reference: string;
let holdId: string;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_COOLING_OFF: 'PT0S', ATHAR_HOLD_RELEASE_DELAY: 'PT0S' });
  for (const admin of ['first', 'second']) await portal.account('admin', admin);
  first = await portal.signIn('first');
  second = await portal.signIn('second');
  await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'مشروع الميناء', 'نص', now())`,
  );
});

afterAll(() => portal.stop());

async function one<Row>(sql: string, ...parameters: unknown[]): Promise<Row> {
  const rows = await portal.sql.query<Row[]>(sql, parameters);
  expect(rows).toHaveLength(1);
  return rows[0] as Row;
}

async function member(username: string): Promise<typeof left> {
  await portal.account('member', username);
  const session = await portal.signIn(username);
  const said = { body: `words of ${username}` };
  const { body: comment } = await session.post('/api/v1/articles/port/comments').send(said).expect(201);
  await portal.sql.query(`UPDATE comments SET status = 'approved' WHERE id = $1`, [comment.id]);
  const { body: token } = await session
    .post('/api/v1/me/tokens')
    .send({ name: 'script', days: 9 })
    .expect(201);
  const email = `${username}@readers.example`;
  await portal.visitor().post('/api/v1/auth/password-reset').send({ email });
  const reset = tokenIn(await portal.mail.take(email, '/reset/'), '/reset');
  const { id: account } = await one<{ id: string }>('SELECT id FROM accounts WHERE email = $1', email);
  return { account, comment: comment.id, bearer: token.token, reset, session };
}

async function hold(email: string, visibility: string): Promise<string> {
  const { body } = await first
    .post('/api/v1/admin/holds')
    .send({
      matter: 'A case',
      purpose: 'legal',
      citation: 'Order 12/2026',
      scope: { email },
      reviewOn: '2031-01-01',
      visibility,
    })
    .expect(201);
  return body.id as string;
}

async function erase(session: Agent): Promise<string> {
  const { body } = await session.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
  for (const admin of [first, second])
    await admin.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
  return body.reference as string;
}

async function release(id: string): Promise<void> {
  for (const admin of [first, second])
    await admin.post(`/api/v1/admin/holds/${id}/release`).send({ reason: 'over' }).expect(200);
}

async function reach(wanted: string, state: string): Promise<void> {
  for (;;) {
    const { body } = await first.get(`/api/v1/admin/requests/${wanted}`).expect(200);
    if (body.state === state) return;
    if (body.state === 'failed') throw new Error(`the erasure failed: ${body.failure}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

const OWN_HEADERS = ['date', 'x-request-id', 'set-cookie', 'etag'];

/** All of an answer but the time and what is random: references, ids, tokens, and the name that was given. */
function seen({ status, headers, text }: Answer): object {
  const same = Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name));
  const told = text
    .replaceAll(/R-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'R-')
    .replaceAll(/[0-9a-f-]{36}/g, 'id')
    .replaceAll(/20\d\d-[^"]*Z/g, 'at')
    .replaceAll(/"editToken":"[\w-]{43}"/g, '"editToken":"token"')
    .replaceAll(new RegExp(`${GONE}|${NEVER}`, 'g'), 'name');
  const etag = told === text ? headers.etag : typeof headers.etag;
  return { status, headers: same, cookies: typeof headers['set-cookie'], etag, told };
}

function read({ subject, text }: ReceivedMail): string {
  return `${subject}\n${text}`
    .replaceAll(/[\w-]{43}/g, 'token')
    .replaceAll(/R-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'R-')
    .replaceAll(GONE, 'name')
    .replaceAll(NEVER, 'name');
}

/** Sends the same call about both, and compares what came back. @returns how many passwords each of them hashed */
async function alike(status: number, ...calls: readonly (() => PromiseLike<Answer>)[]): Promise<number[]> {
  const hashing = vi.spyOn(portal.app.get(HashingSlots), 'run');
  const answers: object[] = [];
  const hashed: number[] = [];
  for (const call of calls) {
    hashing.mockClear();
    answers.push(seen(await call()));
    hashed.push(hashing.mock.calls.length);
  }
  hashing.mockRestore();
  expect(answers[0]).toMatchObject({ status });
  expect(answers[0]).toEqual(answers[1]);
  expect(new Set(hashed).size).toBe(1);
  return hashed;
}

const posted = (path: string, body: object) => () =>
  portal.visitor().post(path).send(body) as PromiseLike<Answer>;

const wholeAccount = (account: string) =>
  portal.sql.query('SELECT email, closed_at IS NOT NULL AS closed FROM accounts WHERE id = $1', [account]);

describe('an account that a hidden hold keeps', () => {
  it('is there, and its person is told that it is gone', async () => {
    left = await member(GONE);
    holdId = await hold(GONE_ADDRESS, 'existence-hidden');
    reference = await erase(left.session);
    await reach(reference, 'deferred');
    const mail = await portal.mail.take(GONE_ADDRESS, 'The law may require');
    expect(mail.parsed.attachments).toHaveLength(2);
    const row = await one<{ email: string; hashed: boolean; closed: boolean }>(
      `SELECT email, password_hash IS NOT NULL AS hashed, closed_at IS NOT NULL AS closed FROM accounts WHERE id = $1`,
      left.account,
    );
    expect(row).toEqual({ email: GONE_ADDRESS, hashed: true, closed: true });
    for (const table of ['sessions', 'api_tokens', 'account_tokens']) {
      const rows = await portal.sql.query(`SELECT 1 FROM ${table} WHERE account_id = $1`, [left.account]);
      expect(rows.length, table).toBeGreaterThan(0);
    }
  });

  it('lets nobody in by what used to let its owner in', async () => {
    const login = '/api/v1/auth/login';
    for (const [gone, never] of [
      [GONE, NEVER],
      [GONE_ADDRESS, NEVER_ADDRESS],
    ]) {
      const by = (name?: string) => posted(login, { login: name, password: PASSWORD });
      expect(await alike(401, by(gone), by(never))).toEqual([1, 1]);
    }
    const bearer = (token: string) => () =>
      portal.visitor().get('/api/v1/me').set('Authorization', `Bearer ${token}`);
    await alike(401, bearer(left.bearer), bearer(randomBytes(32).toString('base64url')));
    await alike(
      401,
      () => left.session.get('/api/v1/me'),
      () =>
        portal
          .visitor()
          .get('/api/v1/me')
          .set('Cookie', `athar_session=${randomBytes(32).toString('base64url')}`),
    );
    const choose = (token: string) =>
      posted('/api/v1/auth/password-reset/confirm', { token, password: 'another horse battery' });
    await alike(422, choose(left.reset), choose(randomBytes(32).toString('base64url')));
  });

  it('gets no mail by which a password could be chosen', async () => {
    const resets = () => portal.sql.query(`SELECT id FROM outbox WHERE kind = 'password_reset' ORDER BY id`);
    const before = await resets();
    const ask = (email: string) => posted('/api/v1/auth/password-reset', { email });
    await alike(202, ask(GONE_ADDRESS), ask(NEVER_ADDRESS));
    while ((await portal.sql.query('SELECT FROM reset_asks')).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await resets()).toEqual(before);
  });

  it('has no page for admins, and its comments are those of nobody', async () => {
    const profile = (id: string) => () => first.get(`/api/v1/admin/accounts/${id}`);
    await alike(404, profile(left.account), profile(NOBODYS_ID));
    const { text } = await portal.visitor().get('/api/v1/articles/port/comments').expect(200);
    expect(text).not.toContain('words of');
    const comment = (name: string, more: object = {}) =>
      posted('/api/v1/articles/port/comments', {
        body: 'a guest says',
        name,
        email: `${name}@readers.example`,
        ...more,
      });
    await alike(201, comment(GONE), comment(NEVER));
    const states = await portal.sql.query(`SELECT DISTINCT status FROM comments WHERE body = 'a guest says'`);
    expect(states).toEqual([{ status: 'pending' }]);
    await portal.sql.query(`UPDATE comments SET status = 'approved' WHERE body = 'a guest says'`);
    const thread = await portal.visitor().get('/api/v1/articles/port/comments').expect(200);
    expect(thread.body.items.map(({ authorName }: { authorName: string }) => authorName)).toEqual([
      GONE,
      NEVER,
    ]);
    await alike(422, comment(GONE, { parentId: left.comment }), comment(NEVER, { parentId: NOBODYS_ID }));
  });

  it('hinders no guest who asks from its address', async () => {
    const asked = (email: string) => posted('/api/v1/requests', { kind: 'export', email });
    await alike(202, asked(GONE_ADDRESS), asked(NEVER_ADDRESS));
    const mails = [
      await portal.mail.take(GONE_ADDRESS, 'confirm'),
      await portal.mail.take(NEVER_ADDRESS, 'confirm'),
    ];
    expect(read(mails[0] as ReceivedMail)).toEqual(read(mails[1] as ReceivedMail));
    const confirmed = mails.map((mail) =>
      posted('/api/v1/requests/confirm', { token: tokenIn(mail, '/requests/confirm') }),
    );
    await alike(200, ...confirmed);
    const people = await portal.sql.query<{ account_id: string | null; theirs: boolean }[]>(
      `SELECT s.account_id, s.person_id = (SELECT person_id FROM accounts WHERE id = $1) AS theirs
       FROM requests r JOIN request_subject s ON s.request_id = r.id WHERE r.kind = 'export'`,
      [left.account],
    );
    expect(people).toEqual([
      { account_id: null, theirs: false },
      { account_id: null, theirs: false },
    ]);
  });

  it('leaves address and user name to whoever registers', async () => {
    const form = (name: string) =>
      posted('/api/v1/auth/register', {
        username: name,
        email: `${name}@readers.example`,
        password: PASSWORD,
      });
    expect(await alike(201, form(GONE), form(NEVER))).toEqual([1, 1]);
    const mails = [
      await portal.mail.take(GONE_ADDRESS, '/confirm-email/'),
      await portal.mail.take(NEVER_ADDRESS, '/confirm-email/'),
    ];
    expect(read(mails[0] as ReceivedMail)).toEqual(read(mails[1] as ReceivedMail));
    const confirmed = mails.map((mail) =>
      posted('/api/v1/auth/confirm-email', { token: tokenIn(mail, '/confirm-email') }),
    );
    await alike(204, ...confirmed);
    const login = (name: string) => posted('/api/v1/auth/login', { login: name, password: PASSWORD });
    expect(await alike(200, login(GONE), login(NEVER))).toEqual([1, 1]);
  });

  it('shows the newcomer nothing of what it holds', async () => {
    const newcomer = await portal.signIn(GONE);
    const said = { body: 'a newcomer says' };
    await newcomer.post('/api/v1/articles/port/comments').send(said).expect(201);
    const { body: mine } = await newcomer.get('/api/v1/requests').expect(200);
    expect(JSON.stringify(mine)).not.toContain(reference);
    const { body } = await newcomer.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    await first.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
    await reach(body.reference, 'ready');
    const { body: zip } = await newcomer
      .get(`/api/v1/requests/${body.reference}/bundle`)
      .buffer(true)
      .parse((answer, done) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200);
    const all = [...(await unzip(zip as Buffer)).values()].map(String).join('\n');
    expect(all).toContain('a newcomer says');
    expect(all).not.toContain(`words of ${GONE}`);
    expect(all).not.toContain(left.account);
  });

  it('goes with its hold, and takes nothing of the newcomer along', async () => {
    const { reference: waiting } = (
      await portal
        .visitor()
        .post('/api/v1/requests')
        .send({ kind: 'erasure', email: GONE_ADDRESS })
        .expect(202)
    ).body;
    const mail = await portal.mail.take(GONE_ADDRESS, waiting);
    const before = await everythingOf(GONE_ADDRESS);
    await release(holdId);
    await reach(reference, 'completed');
    expect(await wholeAccount(left.account)).toEqual([]);
    expect(await portal.sql.query(`SELECT 1 FROM comments WHERE body = 'words of ${GONE}'`)).toEqual([]);
    expect(await everythingOf(GONE_ADDRESS)).toEqual(before);
    const newcomer = await portal.signIn(GONE);
    const { body: me } = await newcomer.get('/api/v1/me').expect(200);
    expect(me).toMatchObject({ username: GONE, email: GONE_ADDRESS });
    await portal
      .visitor()
      .post('/api/v1/requests/confirm')
      .send({ token: tokenIn(mail, '/requests/confirm') })
      .expect(200);
  });
});

/** Every row that leads to whoever has the address now, in tables with and without dates. */
async function everythingOf(email: string): Promise<unknown> {
  const { account, person } = await one<{ account: string; person: string }>(
    'SELECT id AS account, person_id AS person FROM accounts WHERE email = $1 AND closed_at IS NULL',
    email,
  );
  const rows = async (sql: string, value: string) => portal.sql.query(sql, [value]);
  return {
    account: await rows('SELECT * FROM accounts WHERE id = $1', account),
    persons: await rows('SELECT * FROM persons WHERE id = $1', person),
    identifiers: await rows('SELECT * FROM person_identifiers WHERE person_id = $1 ORDER BY id', person),
    sessions: await rows('SELECT * FROM sessions WHERE account_id = $1 ORDER BY id', account),
    comments: await rows(
      `SELECT * FROM comments WHERE account_id = $1 OR body = 'a guest says' ORDER BY id`,
      account,
    ),
    subjects: await rows(
      `SELECT s.* FROM request_subject s JOIN requests r ON r.id = s.request_id
       WHERE s.account_id = $1 OR r.channel = 'portal' AND r.kind = 'export' OR r.state = 'unconfirmed' ORDER BY 1`,
      account,
    ),
    pseudonyms: await rows(`SELECT * FROM audit_pseudonyms WHERE owner = $1`, account),
  };
}

it('leaves a request from its address alone that nobody has confirmed when the hold ends', async () => {
  const email = 'solitary@readers.example';
  const { session } = await member('solitary');
  const kept = await hold(email, 'existence-hidden');
  const asked = await erase(session);
  await reach(asked, 'deferred');
  const form = { kind: 'export', email };
  const { body } = await portal.visitor().post('/api/v1/requests').send(form).expect(202);
  const mail = await portal.mail.take(email, body.reference);
  await release(kept);
  await reach(asked, 'completed');
  const token = tokenIn(mail, '/requests/confirm');
  await portal.visitor().post('/api/v1/requests/confirm').send({ token }).expect(200);
});

describe('an account that an open hold keeps', () => {
  it('is closed too', async () => {
    const open = await member('openheld');
    await hold('openheld@readers.example', 'open');
    const asked = await erase(open.session);
    await reach(asked, 'deferred');
    expect(await wholeAccount(open.account)).toEqual([{ email: 'openheld@readers.example', closed: true }]);
    await open.session.get('/api/v1/me').expect(401);
    await portal.account('member', 'openheld');
    await portal.signIn('openheld');
  });

  it('opens again for whoever takes back what is left', async () => {
    const email = 'regretful@readers.example';
    const { session, account } = await member('regretful');
    await hold(email, 'open');
    const asked = await erase(session);
    await reach(asked, 'deferred');
    await portal.mail.take(email, 'The law may require');
    await portal.visitor().post(`/api/v1/requests/${asked}/link`).send({ email }).expect(202);
    const agent = portal.visitor();
    const mail = await portal.mail.take(email, '/requests/confirm/');
    await agent
      .post('/api/v1/requests/confirm')
      .send({ token: tokenIn(mail, '/requests/confirm') })
      .expect(200);
    await agent.post(`/api/v1/requests/${asked}/withdraw`).expect(200);
    expect(await wholeAccount(account)).toEqual([{ email, closed: false }]);
    const back = await portal.signIn('regretful');
    const { body } = await back.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
    expect(body.state).toBe('received');
  });
});
