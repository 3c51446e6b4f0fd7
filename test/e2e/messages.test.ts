import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../support/app.js';

const DAY = 86_400_000;
let portal: TestApp;
let member: Agent;
let other: Agent;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_REGIME: 'GDPR' });
  for (const username of ['karim', 'salma']) await portal.account('member', username);
  await portal.account('admin', 'reviewer');
  member = await portal.signIn('karim');
  other = await portal.signIn('salma');
  admin = await portal.signIn('reviewer');
});

afterAll(() => portal.stop());

async function ask(): Promise<{ reference: string; dueOn: string }> {
  const made = await member.post('/api/v1/requests').send({ kind: 'export', message: 'please' }).expect(201);
  return made.body as { reference: string; dueOn: string };
}
const toOffice = (agent: Agent, reference: string, body = 'my answer') =>
  agent.post(`/api/v1/requests/${reference}/messages`).send({ body });
const toPerson = (reference: string, awaitsAnswer?: boolean) =>
  admin.post(`/api/v1/admin/requests/${reference}/messages`).send({ body: 'which account?', awaitsAnswer });

describe('the messages of a case', () => {
  it('go to and fro, and are nobody else’s', async () => {
    const { reference } = await ask();
    await toPerson(reference).expect(201);
    await toOffice(member, reference, 'one\ntwo').expect(201);
    const { body } = await member.get(`/api/v1/requests/${reference}/messages`).expect(200);
    expect(body).toMatchObject({
      items: [
        { author: 'person', body: 'please' },
        { author: 'office', body: 'which account?' },
        { author: 'person', body: 'one\ntwo' },
      ],
    });
    await other.get(`/api/v1/requests/${reference}/messages`).expect(404);
    await toOffice(other, reference).expect(404);
    const view = await admin.get(`/api/v1/admin/requests/${reference}`).expect(200);
    expect((view.body as { messages: unknown[] }).messages).toHaveLength(3);
  });

  it('are told of by mail, without what they say', async () => {
    const { reference } = await ask();
    await toPerson(reference).expect(201);
    const mail = await portal.mail.take('karim@readers.example', new RegExp(`has written[^]*${reference}`));
    expect(mail.text).toContain(reference);
    expect(mail.text).not.toContain('which account?');
    await toOffice(member, reference, 'a secret of mine').expect(201);
    const told = await portal.mail.take(
      'reviewer@readers.example',
      new RegExp(`wrote about[^]*${reference}`),
    );
    expect(told.text).not.toContain('secret');
    await portal.settleLog();
    const [row] = await portal.sql.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM audit_values WHERE value LIKE '%secret%'`,
    );
    expect(row?.n).toBe(0);
  });

  it('end with the case', async () => {
    const { reference } = await ask();
    await member.post(`/api/v1/requests/${reference}/withdraw`).expect(200);
    await toOffice(member, reference).expect(409);
    await toPerson(reference).expect(409);
  });

  it.each([{ body: '' }, { body: 'x'.repeat(5001) }, { body: 'nul \u0000' }, {}, { body: 'x', more: 1 }])(
    'refuse %j',
    async (sent) => {
      const { reference } = await ask();
      await member.post(`/api/v1/requests/${reference}/messages`).send(sent).expect(422);
    },
  );
});

describe('a question of the office', () => {
  it('stops the clock until the person answers, and gives them the days back', async () => {
    const { reference, dueOn } = await ask();
    const asked = await toPerson(reference, true).expect(201);
    expect(asked.body).toMatchObject({ state: 'awaiting_information', dueOn });
    await toPerson(reference, true).expect(409);
    portal.clock.advance(7 * DAY);
    const again = await portal.signIn('karim');
    await toOffice(again, reference).expect(201);
    const { body } = await again.get(`/api/v1/requests/${reference}`).expect(200);
    expect(body).toMatchObject({ state: 'received' });
    const { dueOn: later, timeline } = body as { dueOn: string; timeline: { step: string }[] };
    const gained = (Date.parse(later) - Date.parse(dueOn)) / DAY;
    expect(gained).toBeGreaterThanOrEqual(7);
    expect(gained).toBeLessThan(7 + 5);
    expect(timeline.map(({ step }) => step)).toEqual(['submitted', 'asked', 'answered']);
  });

  it('is taken back by a message of the office, which gains no time by it', async () => {
    const { reference, dueOn } = await ask();
    const path = `/api/v1/admin/requests/${reference}/messages`;
    const back = { body: 'we found it ourselves', withdrawsQuestion: true };
    await admin.post(path).send(back).expect(409);
    await toPerson(reference, true).expect(201);
    portal.clock.advance(7 * DAY);
    const later = await portal.signIn('reviewer');
    const answer = await later.post(path).send(back).expect(201);
    expect(answer.body).toMatchObject({ state: 'received', dueOn });
    const karim = await portal.signIn('karim');
    const { body } = await karim.get(`/api/v1/requests/${reference}`).expect(200);
    expect(body).toMatchObject({ state: 'received', dueOn });
    expect((body as { timeline: { step: string }[] }).timeline.map(({ step }) => step)).toEqual([
      'submitted',
      'asked',
      'question_withdrawn',
    ]);
    const { body: thread } = await karim.get(`/api/v1/requests/${reference}/messages`).expect(200);
    expect(thread).toMatchObject({ items: [{}, {}, { author: 'office', body: 'we found it ourselves' }] });
    await later.post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
  });
});
