import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../support/app.js';

let portal: TestApp;
let admin: Agent;
let member: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
  await portal.account('admin', 'amal');
  admin = await portal.signIn('amal');
  member = await portal.signIn('karim');
});

afterAll(() => portal.stop());

async function ask(kind: string, actingAs: string): Promise<string> {
  const { body } = await member.post('/api/v1/requests').send({ kind, actingAs }).expect(201);
  return body.reference as string;
}
const stateOf = async (reference: string): Promise<string> =>
  (await portal.sql.query('SELECT state FROM requests WHERE reference = $1', [reference]))[0].state;

describe('a request in another person’s place', () => {
  it.each([
    ['export', 'representative'],
    ['erasure', 'representative'],
    ['export', 'guardian'],
    ['erasure', 'heir'],
  ])('is never approved as %s of the asker’s own data, asked as %s', async (kind, actingAs) => {
    const reference = await ask(kind, actingAs);
    const refused = await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(409);
    expect(refused.body.type).toContain('acting-for-another');
    expect(refused.body.detail).toContain('record a request with the address of the person concerned');
    await admin.post(`/admin/requests/${reference}/approve`).type('form').send({}).expect(409);
    expect(await stateOf(reference)).toBe('received');
    await admin.get(`/admin/requests/${reference}/approve`).expect(303);
    const { text } = await admin.get(`/admin/requests/${reference}`).expect(200);
    expect(text).not.toContain(`href="/admin/requests/${reference}/approve"`);
    expect(text).toContain(`href="/admin/requests/${reference}/refuse"`);
    expect(text).toContain('The asker acts for another person: As ');
    expect(text).toContain('href="/admin/requests/new"');
  });

  it('gets no plan, which would be of the asker’s rows', async () => {
    const reference = await ask('erasure', 'heir');
    const { body } = await admin.get(`/api/v1/admin/requests/${reference}/plan`).expect(409);
    expect(body.type).toContain('acting-for-another');
    await admin.post(`/admin/requests/${reference}/plan`).expect(409);
    const { text } = await admin.get(`/admin/requests/${reference}`).expect(200);
    expect(text).not.toContain(`action="/admin/requests/${reference}/plan"`);
    expect(await portal.sql.query('SELECT plan FROM erasures WHERE plan IS NOT NULL')).toEqual([]);
  });

  it('is not set going again after it failed', async () => {
    const reference = await ask('erasure', 'representative');
    for (const state of ['approved', 'scheduled', 'running', 'failed'])
      await portal.sql.query('UPDATE requests SET state = $2, approvals = 2 WHERE reference = $1', [
        reference,
        state,
      ]);
    const { body } = await admin.post(`/api/v1/admin/requests/${reference}/retry`).expect(409);
    expect(body.type).toContain('acting-for-another');
    expect(await stateOf(reference)).toBe('failed');
  });

  it('is decided as any other where people do the work by hand', async () => {
    const reference = await ask('rectification', 'guardian');
    const { text } = await admin.get(`/admin/requests/${reference}`).expect(200);
    expect(text).toContain('The asker acts for another person: As a guardian.');
    await admin.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
  });

  it('is worked on once the office recorded it with the address of the person concerned', async () => {
    const letter = { channel: 'letter', kind: 'export', actingAs: 'heir', email: 'parent@readers.example' };
    const { body } = await admin
      .post('/api/v1/admin/requests')
      .send({ ...letter, receivedAt: '2026-01-05T08:00:00Z' })
      .expect(201);
    await admin.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
  });
});
