import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Agent, TestApp } from '../../support/app.js';
import { tokenIn } from '../../support/mail-sink.js';

interface PortalMap {
  readonly collections: readonly {
    readonly id: string;
    readonly fields: readonly { readonly name: string; readonly column: string }[];
  }[];
}

const MAP = parse(
  readFileSync(new URL('../../../src/sources/maps/portal.yaml', import.meta.url), 'utf8'),
) as PortalMap;
const FIELDS = MAP.collections.find(({ id }) => id === 'account')?.fields ?? [];
const FULL = {
  displayName: 'Rachid B.',
  website: 'https://rachid.example/',
  about: 'Plays chess in the park.',
  locale: 'fr',
};

let portal: TestApp;
let rachid: Agent;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'rachid');
  await portal.account('admin', 'nadia');
  await portal.account('auditor', 'idriss');
  rachid = await portal.signIn('rachid');
  admin = await portal.signIn('nadia');
});
afterAll(() => portal.stop());

const stored = async (): Promise<Record<string, unknown>> =>
  (await portal.sql.query(`SELECT * FROM accounts WHERE username = 'rachid'`))[0];

describe('P19: every field of a profile', () => {
  it.each(Object.entries(FULL))('%s can be edited by its owner', async (field, value) => {
    await rachid
      .patch('/api/v1/me')
      .send({ [field]: value })
      .expect(200);
    const { body } = await rachid.get('/api/v1/me').expect(200);
    expect(body[field]).toBe(value);
  });

  it('email too, once the new address is confirmed', async () => {
    await rachid.patch('/api/v1/me').send({ email: 'rachid.new@readers.example' }).expect(200);
    const { body } = await rachid.get('/api/v1/me').expect(200);
    expect(body).toMatchObject({
      email: 'rachid@readers.example',
      pendingEmail: 'rachid.new@readers.example',
    });
    const mail = await portal.mail.take('rachid.new@readers.example', '/confirm-address/');
    const token = tokenIn(mail, '/confirm-address');
    await portal.visitor().post(`/confirm-address/${token}`).expect(200);
    const after = await rachid.get('/api/v1/me').expect(200);
    expect(after.body).toMatchObject({ email: 'rachid.new@readers.example', pendingEmail: null });
  });

  it('but the user name, whose change is refused whole', async () => {
    const before = await stored();
    const answer = await rachid.patch('/api/v1/me').send({ username: 'rashid', displayName: 'Rashid' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer: '/username' }]);
    expect(await stored()).toEqual(before);
  });
});

describe('P18: all data of a profile', () => {
  it('is shown to its owner, every mapped field with its value', async () => {
    const { body } = await rachid.get('/api/v1/me').expect(200);
    const row = await stored();
    const text = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
    expect(FIELDS.length).toBeGreaterThan(10);
    const shown = Object.fromEntries(FIELDS.map(({ name }) => [name, body[name]]));
    expect(shown).toEqual(Object.fromEntries(FIELDS.map(({ name, column }) => [name, text(row[column])])));
  });

  it('stands on the page of the account', async () => {
    const { text } = await rachid.get('/account').expect(200);
    for (const value of ['rachid', 'rachid.new@readers.example', ...Object.values(FULL).slice(0, 3)]) {
      expect(text).toContain(value);
    }
  });
});

describe('P21: an admin', () => {
  it('sees and edits a profile for a reason only, and the log names who, whose, which fields and why', async () => {
    const { id, person_id: person } = await stored();
    const look = `/api/v1/admin/people/${String(person)}/view`;
    const edit = `/api/v1/admin/people/${String(id)}`;
    await admin.post(look).send({}).expect(422);
    await admin.patch(edit).send({ about: null }).expect(422);
    expect((await stored()).about).toBe(FULL.about);
    const view = await admin.post(look).send({ reason: 'A letter of 3 March' }).expect(200);
    expect(view.body.account).toMatchObject({ username: 'rachid', about: FULL.about });
    await admin.patch(edit).send({ about: 'Plays go.', reason: 'He asked by phone' }).expect(200);
    await portal.settleLog();
    const auditor = await portal.signIn('idriss');
    for (const [action, reason, field] of [
      ['account.viewed', 'A letter of 3 March', 'about'],
      ['account.changed', 'He asked by phone', 'about'],
    ] as const) {
      const { body } = await auditor.get(`/api/v1/audit/events?action=${action}`).expect(200);
      const event = (body.items as { seq: number; subject?: string }[]).find(({ subject }) => subject);
      expect(event).toMatchObject({
        actor: { type: 'account', id: expect.any(String) },
        subject: expect.any(String),
        detail: { fields: expect.arrayContaining([field]) },
      });
      const [{ id: actor }] = await portal.sql.query(
        `SELECT p.id FROM audit_pseudonyms p JOIN accounts a ON a.id = p.owner WHERE a.username = 'nadia'`,
      );
      expect(event).toMatchObject({ actor: { id: actor } });
      const open = await auditor
        .post(`/api/v1/audit/events/${event?.seq}/values`)
        .send({ reason: 'Audit of March' })
        .expect(200);
      expect(open.body.values).toContainEqual(expect.objectContaining({ field: 'reason', value: reason }));
    }
  });
});

describe('P20: whoever has an account', () => {
  it('erases optional fields at once', async () => {
    await rachid.patch('/api/v1/me').send({ displayName: null, website: null, about: null }).expect(200);
    expect(await stored()).toMatchObject({ display_name: null, website: null, about: null });
  });

  it('deletes the account by an erasure request with a reference, which the office sees', async () => {
    const { body } = await rachid.delete('/api/v1/me').expect(202);
    expect(body.reference).toMatch(/^R-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const own = await rachid.get(`/api/v1/requests/${body.reference}`).expect(200);
    expect(own.body).toMatchObject({ kind: 'erasure', state: 'received' });
    const queue = await admin.get('/api/v1/admin/requests?kind=erasure').expect(200);
    expect(queue.body.items).toContainEqual(expect.objectContaining({ reference: body.reference }));
  });
});
