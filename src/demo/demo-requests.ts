import { type NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { Accounts } from '../accounts/accounts.js';
import { type HoldOfficial } from '../holds/hold.js';
import { Clock } from '../platform/clock/clock.js';
import { type Origin } from '../platform/http/origin.js';
import { OfficeIntake } from '../requests/office-intake.js';
import { RequestDecisions } from '../requests/request-decisions.js';
import { RequestIntake } from '../requests/request-intake.js';
import { RequestWithdrawal } from '../requests/request-withdrawal.js';
import { seedErasures } from './demo-erasures.js';

const DAY = 86_400_000;
const READER: Origin = { ip: '203.0.113.24', userAgent: 'Mozilla/5.0 (demo reader)' };
const OFFICE: Origin = { ip: '192.0.2.10', userAgent: 'Mozilla/5.0 (demo office)' };

/** Requests in several states, made the way people make them: events, mails and jobs follow as they always do. */
export async function seedRequests(app: NestExpressApplication): Promise<void> {
  const intake = app.get(RequestIntake);
  const decisions = app.get(RequestDecisions);
  const ids = await memberIds(app);
  const admin = await official(app, 'admin1');
  const ask = (index: number, kind: 'export' | 'erasure' | 'rectification' = 'export') =>
    intake.fromAccount(ids[index] ?? '', { kind }, 'ar', READER);

  await ask(10);
  await ask(11, 'rectification');
  await ask(12, 'erasure');
  const approved = await ask(13);
  await decisions.approve(admin, approved.reference);
  const refused = await ask(14);
  await decisions.refuse(
    admin,
    refused.reference,
    'manifestly_abusive',
    'الطلب نفسه قدم وأجيب عنه عدة مرات خلال الشهر الجاري.',
  );
  const withdrawn = await ask(15);
  const principal = {
    type: 'account',
    accountId: ids[15] ?? '',
    role: 'member',
    locale: 'ar',
    via: 'session',
  } as const;
  await app
    .get(RequestWithdrawal)
    .withdraw({ ...principal, authenticatedAt: app.get(Clock).now() }, withdrawn.reference, READER);
  await intake.fromGuest({ email: 'amina.g0@example.net', mail: true }, { kind: 'export' }, 'fr', READER);
  await seedMember(app, admin);
  await recordLetter(app, admin.accountId);
  await seedErasures(app, ids.slice(16), [admin, await official(app, 'admin2')], READER);
}

/** What the demo's own member asked: a copy that is made, a correction that waits, and an objection that was refused. */
async function seedMember(app: NestExpressApplication, admin: HoldOfficial): Promise<void> {
  const member = await app.get(Accounts).byUsername('member');
  if (member === undefined) throw new Error('The demo account member is missing.');
  const decisions = app.get(RequestDecisions);
  const ask = (kind: 'export' | 'rectification' | 'objection') =>
    app.get(RequestIntake).fromAccount(member.id, { kind }, 'ar', READER);
  await decisions.approve(admin, (await ask('export')).reference);
  await ask('rectification');
  const { reference } = await ask('objection');
  const explanation = 'لا نستعمل عنوانكم إلا للجواب على طلباتكم، وهو ما طلبتموه بأنفسكم.';
  await decisions.refuse(admin, reference, 'no_legitimate_ground_for_objection', explanation);
}

async function recordLetter(app: NestExpressApplication, adminId: string): Promise<void> {
  const receivedAt = new Date(app.get(Clock).now().getTime() - 4 * DAY);
  const letter = {
    channel: 'letter',
    receivedAt,
    kind: 'export',
    email: 'lettre@example.net',
    name: 'ليلى',
  } as const;
  await app.get(OfficeIntake).add(adminId, letter, 'ar', OFFICE);
}

async function memberIds(app: NestExpressApplication): Promise<string[]> {
  const rows = await app
    .get(DataSource)
    .query<{ id: string }[]>(`SELECT id FROM accounts WHERE role = 'member' ORDER BY username LIMIT 30`);
  return rows.map(({ id }) => id);
}

async function official(app: NestExpressApplication, username: string): Promise<HoldOfficial> {
  const account = await app.get(Accounts).byUsername(username);
  if (account === undefined) throw new Error(`The demo account ${username} is missing.`);
  return { accountId: account.id, origin: OFFICE };
}
