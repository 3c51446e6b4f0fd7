import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CheckpointMailing, LogWatch } from '../../../src/accounts/log-mails.js';
import { TestApp } from '../../support/app.js';

let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('auditor', 'nadia');
  await portal.account('admin', 'omar');
  await portal.account('member', 'karim');
});
afterAll(() => portal.stop());

it('sends every auditor a checkpoint that proves what the log was', async () => {
  const open = await portal.signLog();
  await portal.app.get(CheckpointMailing).run();
  const mail = await portal.mail.take('nadia@readers.example', /checkpoint of the log/);
  const [file] = mail.parsed.attachments;
  const checkpoint = open(file?.content.toString() ?? '');
  expect(file?.filename).toBe(`checkpoint-${checkpoint.size}.txt`);
  expect(mail.text).toContain(checkpoint.root.toString('base64'));
  // The day's own run of the job may have come before.
  const told = await portal.sql.query<{ kind: string; username: string }[]>(
    `SELECT DISTINCT kind, username FROM outbox JOIN accounts a ON a.id = account_id WHERE kind LIKE 'log_%'`,
  );
  expect(told).toEqual([{ kind: 'log_checkpoint', username: 'nadia' }]);
});

const BREAK = `UPDATE audit_tree SET hashes = overlay(hashes PLACING sha256('') FROM 1) WHERE level = 0`;
const MEND = `UPDATE audit_tree t SET hashes = w.hashes FROM whole_tree w
  WHERE t.level = w.level AND t.tile = w.tile AND t.first = w.first`;

/** Runs a statement as somebody with every right could, past what guards the log. */
async function asOwner(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: portal.database.adminUrl });
  await admin.connect();
  await admin.query(`SET session_replication_role = 'replica'`);
  await admin.query(statement);
  await admin.end();
}

const told = (): Promise<{ n: number }[]> =>
  portal.sql.query(`SELECT count(*)::int AS n FROM outbox WHERE kind = 'log_contradicted'`);

it('warns auditors and admins where the log holds something else', async () => {
  await portal.app.get(LogWatch).run();
  await asOwner('CREATE TABLE whole_tree AS TABLE audit_tree');
  await asOwner(BREAK);
  await portal.app.get(LogWatch).run();
  for (const name of ['nadia', 'omar']) {
    const mail = await portal.mail.take(`${name}@readers.example`, /contradicts its last checkpoint/);
    expect(mail.text).toContain('somebody changed the database beside the portal');
  }
  expect(await told()).toEqual([{ n: 2 }]);
});

it('warns again after a day, at once of something else, and not each hour', async () => {
  const watch = portal.app.get(LogWatch);
  await watch.run();
  expect(await told()).toEqual([{ n: 2 }]);
  await portal.sql.query(`UPDATE audit_warnings SET told_at = told_at - interval '1 day'`);
  await watch.run();
  await watch.run();
  expect(await told()).toEqual([{ n: 4 }]);
  await portal.sql.query(
    `INSERT INTO audit_verifications (ended_at, events, checkpoints, wrong_where, wrong_what)
     VALUES (now(), 9, 1, 'event 7', 'is missing')`,
  );
  await watch.run();
  await watch.run();
  expect(await told()).toEqual([{ n: 6 }]);
});

it('begins anew once the log was whole again', async () => {
  const watch = portal.app.get(LogWatch);
  await portal.sql.query(
    `INSERT INTO audit_verifications (ended_at, events, checkpoints) VALUES (now() + interval '1 minute', 9, 1)`,
  );
  await asOwner(MEND);
  await watch.run();
  expect(await told()).toEqual([{ n: 6 }]);
  await asOwner(BREAK);
  await watch.run();
  expect(await told()).toEqual([{ n: 8 }]);
});
