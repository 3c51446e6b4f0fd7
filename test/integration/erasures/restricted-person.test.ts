import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/platform/http/problem.js';
import { ClosedPurge } from '../../../src/requests/closed-purge.js';
import { OperatorIntake } from '../../../src/requests/operator-intake.js';
import { RequestStates } from '../../../src/requests/request-states.js';
import { RestrictionStart } from '../../../src/requests/restriction-start.js';
import { type Agent } from '../../support/app.js';
import { someoneWaits } from '../../support/locks.js';
import { ErasureOffice } from './erasure-office.js';

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
  // What the calendar asks for is done before: nobody else waits for a lock.
  await office.work();
});
afterAll(() => office.close());

const approve = (reference: string, admin: 0 | 1 = 0) =>
  office.admins[admin].post(`/api/v1/admin/requests/${reference}/approve`);

async function restrict(agent: Agent): Promise<string> {
  const reference = await office.ask(agent, { kind: 'restriction' });
  await approve(reference).expect(200);
  return reference;
}

/** As an admin writes a letter down. */
async function letter(kind: string, email: string, receivedAt: string): Promise<string> {
  const form = { channel: 'letter', kind, email, receivedAt };
  const { body } = await office.admins[0].post('/api/v1/admin/requests').send(form).expect(201);
  return body.reference as string;
}

/** What the case and the plan of an erasure say of restrictions. */
async function told(reference: string): Promise<readonly [unknown, unknown]> {
  const path = `/api/v1/admin/requests/${reference}`;
  const file = await office.admins[0].get(path).expect(200);
  const plan = await office.admins[0].get(`${path}/plan`).expect(200);
  return [file.body.restrictionsInForce, plan.body.restrictionsInForce];
}

const pageOf = async (reference: string, more = '') => {
  const { text } = await office.admins[0].get(`/admin/requests/${reference}${more}?lang=en`).expect(200);
  return text;
};

describe('an erasure of somebody whose restriction is in force', () => {
  it('that was asked for afterwards says what it ends, in the case, the plan and before the approval', async () => {
    const agent = await office.member('amal', 1);
    const other = await office.ask(await office.member('other', 1));
    const restriction = await restrict(agent);
    const erasure = await office.ask(agent);
    const expected = [
      { reference: restriction, since: expect.any(String) as string, liftAt: null, askedAfter: false },
    ];
    expect(await told(erasure)).toEqual([expected, expected]);
    expect(await told(other)).toEqual([[], []]);
    for (const text of [await pageOf(erasure), await pageOf(erasure, '/approve')]) {
      expect(text).toContain(restriction);
      expect(text).toContain('They asked for this erasure afterwards');
    }
    expect(await pageOf(other)).not.toContain('They asked for this erasure');
    await office.approve(erasure);
    await office.work();
    expect(await office.state(erasure)).toBe('completed');
    const { body } = await office.admins[0].get(`/api/v1/admin/requests/${erasure}`).expect(200);
    expect(body.restrictionsInForce).toEqual([]);
  });

  it('that was asked for before is not approved while the restriction is in force', async () => {
    const agent = await office.member('badr', 1);
    const erasure = await office.ask(agent);
    await approve(erasure).expect(200);
    const restriction = await restrict(agent);
    const expected = [
      { reference: restriction, since: expect.any(String) as string, liftAt: null, askedAfter: true },
    ];
    expect(await told(erasure)).toEqual([expected, expected]);
    const { body } = await approve(erasure, 1).expect(409);
    expect(body.type).toContain('restricted-since');
    const text = await pageOf(erasure);
    expect(text).toContain(restriction);
    expect(text).toContain('asked for after this erasure');
    await agent.post(`/api/v1/requests/${restriction}/restriction/end`).expect(200);
    await approve(erasure, 1).expect(200);
    await office.work();
    expect(await office.state(erasure)).toBe('completed');
  });

  it('is known by the address where both came by letter', async () => {
    const email = 'chama@readers.example';
    const before = await letter('erasure', email, '2026-01-05T10:00:00Z');
    const restriction = await letter('restriction', email, '2026-02-05T10:00:00Z');
    await approve(restriction).expect(200);
    const after = await letter('erasure', email.toUpperCase(), '2026-03-05T10:00:00Z');
    expect((await told(before))[0]).toMatchObject([{ reference: restriction, askedAfter: true }]);
    expect((await told(after))[0]).toMatchObject([{ reference: restriction, askedAfter: false }]);
    await approve(before).expect(409);
    await approve(after).expect(200);
  });

  it('that goes on by itself keeps a restriction from beginning, also by letter', async () => {
    const email = 'driss@readers.example';
    const erasure = await letter('erasure', email, '2026-01-05T10:00:00Z');
    for (const admin of [0, 1] as const) await approve(erasure, admin).expect(200);
    const restriction = await letter('restriction', email, '2026-02-05T10:00:00Z');
    const { body } = await approve(restriction).expect(409);
    expect(body.type).toContain('erasure-under-way');
  });

  it('leaves the older cases of somebody who is known by the address of letters alone', async () => {
    const email = 'ghita@readers.example';
    const older = await letter('export', email, '2026-01-05T10:00:00Z');
    const refusal = { ground: 'manifestly_abusive', explanation: 'Asked before.' };
    await office.admins[0].post(`/api/v1/admin/requests/${older}/refuse`).send(refusal).expect(200);
    const restriction = await letter('restriction', email, '2026-02-05T10:00:00Z');
    await approve(restriction).expect(200);
    await office.rows(
      `UPDATE requests SET closed_at = now() - interval '3 years' WHERE reference = $1`,
      older,
    );
    const purged = async () => {
      const { signal } = new AbortController();
      await office.portal.app.get(ClosedPurge, { strict: false }).run({ signal });
      return (await office.rows('SELECT 1 FROM requests WHERE reference = $1', older)).length === 0;
    };
    expect(await purged()).toBe(false);
    await office.admins[1]
      .post(`/api/v1/admin/requests/${restriction}/restriction/lift`)
      .send({ reason: 'checked' })
      .expect(200);
    await office.work();
    expect(await purged()).toBe(true);
  });

  it('is not run by an operator, who cannot know of their wish', async () => {
    await restrict(await office.member('emna', 1));
    const intake = office.portal.app.get(OperatorIntake, { strict: false });
    await expect(intake.add('erasure', 'emna@readers.example')).rejects.toThrow(Problem);
    expect((await intake.add('export', 'emna@readers.example')).state).toBe('approved');
    expect(await office.comments('words%emna')).toHaveLength(1);
  });

  it('is not approved at the same moment as the restriction', async () => {
    const agent = await office.member('farah', 1);
    const erasure = await office.ask(agent);
    await approve(erasure).expect(200);
    const restriction = await office.ask(agent, { kind: 'restriction' });
    const { app, sql } = office.portal;
    let second: Promise<{ status: number; body: { type: string } }> | undefined;
    await sql.transaction(async (manager) => {
      const request = await app.get(RequestStates, { strict: false }).lockByReference(manager, restriction);
      await app.get(RestrictionStart, { strict: false }).begin(manager, request);
      second = approve(erasure, 1).then(({ status, body }) => ({ status, body: body as { type: string } }));
      await someoneWaits(sql);
    });
    const { status, body } = (await second) ?? { status: 0, body: { type: '' } };
    expect(status).toBe(409);
    expect(body.type).toContain('restricted-since');
  });
});
