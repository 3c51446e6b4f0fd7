import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntityManager } from 'typeorm';
import { Persons } from '../../../src/persons/persons.js';
import { RequestOpening } from '../../../src/requests/request-opening.js';
import { RequestResend } from '../../../src/requests/request-resend.js';
import { LinkSweep } from '../../../src/requests/link-sweep.js';
import { UnconfirmedExpiry } from '../../../src/requests/unconfirmed-expiry.js';
import { PASSWORD } from '../../support/app.js';
import { someoneWaits } from '../../support/locks.js';
import { problemOf } from '../../support/people.js';
import { RequestPortal } from './request-portal.js';

const DAY = 86_400_000;

let portal: RequestPortal;

beforeAll(async () => {
  portal = await RequestPortal.start();
});

afterAll(() => portal.app.stop());

describe('a request that nobody confirmed', () => {
  it('is forgotten with its mails that wait and its links, and nothing is sent for it any more', async () => {
    const email = 'late@readers.example';
    const made = await portal.unconfirmed(email);
    await portal.app.app.get(RequestResend).ask(made.reference, email);
    expect(await portal.count('outbox')).toBe(1);
    portal.app.clock.advance(2 * DAY + 1000);
    await portal.app.app.get(UnconfirmedExpiry).run();
    for (const table of ['outbox', 'request_tokens', 'request_messages', 'request_subject']) {
      expect([table, await portal.count(table)]).toEqual([table, 0]);
    }
    await portal.work();
    expect(portal.app.mail.mails).toEqual([]);
    expect(await portal.logged('request.link_sent')).toEqual([]);
    expect(await portal.rows('SELECT state FROM requests')).toEqual([{ state: 'expired' }]);
    expect(await portal.rows(`SELECT FROM tasks WHERE state = 'failed'`)).toEqual([]);
  });
});

it('a link that is opened while its case is forgotten is refused, and neither waits for the other', async () => {
  const email = 'hesitant@readers.example';
  const made = await portal.unconfirmed(email);
  const token = await portal.linkTo(email, made.reference);
  const forgetting = portal.app.sql.createQueryRunner();
  await forgetting.startTransaction();
  await forgetting.query('SELECT FROM requests WHERE id = $1 FOR UPDATE', [made.id]);
  const opened = problemOf(portal.app.app.get(RequestOpening).open(token, {}));
  await someoneWaits(portal.app.sql);
  await forgetting.query('DELETE FROM request_tokens WHERE request_id = $1', [made.id]);
  await forgetting.commitTransaction();
  await forgetting.release();
  expect(await opened).toMatchObject({ status: 422, at: ['/token'] });
});

describe('a new link', () => {
  it('is logged as about the account whose case it is', async () => {
    const { reference } = await portal.ofMember();
    await portal.askForLink({ id: '', reference }, 'rachid@readers.example');
    const [account] = await portal.rows<{ id: string }>(
      `SELECT p.id FROM audit_pseudonyms p JOIN accounts a ON a.id = p.owner
       WHERE p.kind = 'account' AND a.username = 'rachid'`,
    );
    expect(await portal.logged('request.link_sent')).toMatchObject([{ subject: account?.id }]);
  });

  it('opens the case once, and is deleted once its time is over', async () => {
    const email = 'guest@readers.example';
    const made = await portal.ofGuest(email);
    await portal.askForLink(made, email);
    const used = await portal.linkTo(email, made.reference);
    const open = (token: string, status: number) =>
      portal.app.visitor().post('/api/v1/requests/confirm').send({ token }).expect(status);
    await open(used, 200);
    await open(used, 422);
    await portal.askForLink(made, email);
    await portal.askForLink(made, email);
    const late = await portal.linkTo(email, made.reference);
    await portal.rows(
      'UPDATE request_tokens SET expires_at = now() WHERE id = (SELECT id FROM request_tokens ORDER BY id LIMIT 1)',
    );
    await open(late, 422);
    await portal.app.app.get(LinkSweep).run();
    expect(await portal.count('request_tokens')).toBe(1);
    await open(await portal.linkTo(email, made.reference), 200);
  });
});

describe('the limits of links by mail', () => {
  const sent = async (reference: string) =>
    portal.rows(`SELECT FROM outbox m JOIN requests r ON r.id = m.request_id WHERE r.reference = $1`, [
      reference,
    ]);

  it('let the person of a confirmed case in, whatever a stranger asked for in their name', async () => {
    const email = 'besieged@readers.example';
    const made = await portal.ofGuest(email);
    for (let asked = 0; asked < 10; asked++) await portal.unconfirmed(email);
    const waiting = await portal.unconfirmed(email);
    expect(await sent(waiting.reference)).toEqual([]);
    const before = (await sent(made.reference)).length;
    await portal.askForLink(waiting, email);
    expect(await sent(waiting.reference)).toEqual([]);
    for (let asked = 0; asked < 12; asked++) await portal.askForLink(made, email);
    expect((await sent(made.reference)).length - before).toBe(10);
  });

  it('cost a task whether they are used up or not', async () => {
    const email = 'counted@readers.example';
    const made = await portal.ofGuest(email);
    const tasks = () => portal.rows(`SELECT FROM tasks WHERE name = 'request.resend_link'`);
    const before = (await tasks()).length;
    for (let asked = 0; asked < 11; asked++) await portal.askForLink(made, email);
    expect((await tasks()).length - before).toBe(11);
  });
});

describe('a link that opens a case', () => {
  it('ends the session whose cookie it takes over', async () => {
    const browser = portal.app.visitor();
    const credentials = { login: 'rachid', password: PASSWORD };
    const { headers } = await browser.post('/api/v1/auth/login').send(credentials).expect(200);
    const [cookie = ''] = headers['set-cookie'] as unknown as string[];
    const made = await portal.unconfirmed('shared@readers.example');
    const token = await portal.linkTo('shared@readers.example', made.reference);
    await browser
      .post('/api/v1/requests/confirm')
      .send({ token: 'a'.repeat(43) })
      .expect(422);
    await browser.get('/api/v1/me').expect(200);
    await browser.post('/api/v1/requests/confirm').send({ token }).expect(200);
    await portal.app
      .visitor()
      .get('/api/v1/me')
      .set('Cookie', cookie.split(';')[0] ?? '')
      .expect(401);
    await browser.get(`/api/v1/requests/${made.reference}`).expect(200);
  });

  it('waits for an account that is being opened for the address, and finds it', async () => {
    const email = 'joining@readers.example';
    const made = await portal.unconfirmed(email);
    const token = await portal.linkTo(email, made.reference);
    const joining = portal.app.sql.createQueryRunner();
    await joining.startTransaction();
    await portal.app.app.get(Persons).lockEmail(joining.manager, email);
    const opened = portal.app.app.get(RequestOpening).open(token, {});
    await someoneWaits(portal.app.sql);
    const accountId = await joinAs(joining.manager, email);
    await joining.commitTransaction();
    await joining.release();
    await opened;
    expect(
      await portal.rows('SELECT account_id FROM request_subject WHERE request_id = $1', [made.id]),
    ).toEqual([{ account_id: accountId }]);
  });
});

async function joinAs(manager: EntityManager, email: string): Promise<string> {
  const persons = portal.app.app.get(Persons);
  const personId = await persons.create(manager);
  await persons.takeEmail(manager, personId, email);
  const rows = await manager.query<{ id: string }[]>(
    `INSERT INTO accounts (person_id, username, email, created_at, updated_at, email_confirmed_at)
     VALUES ($1, 'joining', $2, now(), now(), now()) RETURNING id`,
    [personId, email],
  );
  return rows[0]?.id ?? '';
}
