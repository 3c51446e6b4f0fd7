import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RequestOpening } from '../../../src/requests/request-opening.js';
import { RequestResend } from '../../../src/requests/request-resend.js';
import { LinkSweep } from '../../../src/requests/link-sweep.js';
import { UnconfirmedExpiry } from '../../../src/requests/unconfirmed-expiry.js';
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
