import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, TestApp } from '../../support/app.js';
import { tokenIn } from '../../support/mail-sink.js';

const RACHID = 'rachid@readers.example';
const NEW = 'another good passphrase';
/** Where the caller comes from in this test. */
const IP = '127.0.0.1';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'rachid');
});
afterAll(() => portal.stop());

const ask = (email: string) => portal.visitor().post('/api/v1/auth/password-reset').send({ email });
const confirm = (token: string, password: string) =>
  portal.visitor().post('/api/v1/auth/password-reset/confirm').send({ token, password });
const opens = async (password: string) =>
  (await portal.visitor().post('/api/v1/auth/login').send({ login: 'rachid', password })).status === 200;

describe('P16: a password reset', () => {
  it('is mailed with the IP address of whoever asked, and logged', async () => {
    await ask(RACHID).expect(202);
    const mail = await portal.mail.take(RACHID, '/reset/');
    expect(mail.text).toContain(IP);
    expect(mail.html).toContain(IP);
    await portal.settleLog();
    const logged = await portal.sql.query(
      `SELECT host(v.ip) AS ip FROM audit_events e JOIN audit_values v ON v.event = e.id AND v.field = 'ip'
       WHERE e.action = 'auth.password_reset_requested'`,
    );
    expect(logged).toEqual([{ ip: IP }]);
    const token = tokenIn(mail, '/reset');
    await confirm(token, NEW).expect(204);
    expect(await opens(NEW)).toBe(true);
    expect((await confirm(token, 'a third good passphrase')).status).not.toBe(204);
    expect(await opens('a third good passphrase')).toBe(false);
    expect(await opens(PASSWORD)).toBe(false);
  });

  it('has a link that runs out', async () => {
    await ask(RACHID).expect(202);
    const token = tokenIn(await portal.mail.take(RACHID, '/reset/'), '/reset');
    const [{ minutes }] = await portal.sql.query(
      `SELECT round(extract(epoch FROM expires_at - created_at) / 60)::int AS minutes FROM account_tokens
       WHERE kind = 'password_reset'`,
    );
    expect(minutes).toBe(30);
    await portal.sql.query(`UPDATE account_tokens SET expires_at = now() WHERE kind = 'password_reset'`);
    expect((await confirm(token, PASSWORD)).status).not.toBe(204);
    expect(await opens(PASSWORD)).toBe(false);
  });

  it('answers the same for an address that nobody has', async () => {
    const [known, unknown] = [await ask(RACHID), await ask('nobody@readers.example')];
    const told = ({ status, text, headers }: typeof known) => ({
      status,
      text,
      headers: Object.keys(headers).sort(),
    });
    expect(told(unknown)).toEqual(told(known));
    expect(unknown.status).toBe(202);
    await portal.mail.take(RACHID, '/reset/');
    expect(portal.mail.mails.filter(({ to }) => to === 'nobody@readers.example')).toEqual([]);
  });
});
