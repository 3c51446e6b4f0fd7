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
  const kinds = await portal.sql.query<{ kind: string; n: number }[]>(
    `SELECT kind, count(*)::int AS n FROM outbox WHERE kind LIKE 'log_%' GROUP BY kind`,
  );
  expect(kinds).toEqual([{ kind: 'log_checkpoint', n: 1 }]);
});

it('warns auditors and admins where the log holds something else', async () => {
  await portal.app.get(LogWatch).run();
  const admin = new pg.Client({ connectionString: portal.database.adminUrl });
  await admin.connect();
  await admin.query(`SET session_replication_role = 'replica'`);
  await admin.query(
    `UPDATE audit_tree SET hashes = overlay(hashes PLACING sha256('') FROM 1) WHERE level = 0`,
  );
  await admin.end();
  await portal.app.get(LogWatch).run();
  for (const name of ['nadia', 'omar']) {
    const mail = await portal.mail.take(`${name}@readers.example`, /contradicts its last checkpoint/);
    expect(mail.text).toContain('somebody changed the database beside the portal');
  }
  const told = await portal.sql.query<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM outbox WHERE kind = 'log_contradicted'`,
  );
  expect(told).toEqual([{ n: 2 }]);
});
