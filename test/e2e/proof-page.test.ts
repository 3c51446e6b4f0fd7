import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VerificationJob } from '../../src/audit/verify/verifications.js';
import { receiptJwk, signReceipt } from '../../src/erasures/receipt.js';
import { CheckpointStore } from '../../src/audit/tree/checkpoint-store.js';
import { Checkpoints } from '../../src/audit/tree/checkpoints.js';
import { JobWorker } from '../../src/platform/jobs/job-worker.js';
import { Keyring } from '../../src/platform/crypto/keyring.js';
import { type Agent, TestApp } from '../support/app.js';

let portal: TestApp;
let auditor: Agent;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web' });
  for (const [role, name] of [
    ['auditor', 'nadia'],
    ['auditor', 'rachid'],
    ['admin', 'omar'],
  ] as const)
    await portal.account(role, name);
  auditor = await portal.signIn('nadia');
  await portal.signLog();
});
afterAll(() => portal.stop());

/** The page in words, after a file was given to it. */
async function given(content: string, status = 200): Promise<string> {
  const { text } = await auditor
    .post('/audit/proof/file')
    .attach('file', Buffer.from(content), 'file.json')
    .expect(status);
  return text;
}

async function note(): Promise<string> {
  return (await portal.app.get(Checkpoints).latest())?.note ?? '';
}

function receipt(checkpoint: string): string {
  const made = new Date('2026-03-04T10:05:00Z');
  return JSON.stringify(
    signReceipt(portal.app.get(Keyring), {
      ...{ reference: 'R-7K3F-92QM', site: 'Site Test', locale: 'en', regime: 'MA', checkpoint },
      ...{ receivedAt: made, startedAt: made, madeAt: made, outcome: 'completed', erased: [], retained: [] },
      statement: 'The law may require some records to be kept.',
    }),
  );
}

describe('the proof page', () => {
  it('is for auditors', async () => {
    await (await portal.signIn('omar')).get('/audit/proof').expect(403);
    await portal.visitor().get('/audit/proof').expect(401);
  });

  it('says that nothing was recomputed yet, then what a verification found and who asked', async () => {
    const before = await auditor.get('/audit/proof').expect(200);
    expect(before.text).toContain('It has not been recomputed yet');
    expect(before.text).toContain('2 auditors get');
    const { headers } = await auditor.post('/audit/proof/verify').expect(303);
    expect(headers.location).toBe('/audit/proof?done=verificationAsked');
    await portal.app.get(JobWorker).runUntilIdle();
    const after = await auditor.get('/audit/proof').expect(200);
    expect(after.text).toMatch(/The log is whole: at .* events were recomputed/);
    expect(after.text).toContain('You');
    const other = await portal.signIn('rachid');
    expect((await other.get('/audit/proof').expect(200)).text).toContain('Another auditor');
    await portal.settleLog();
    const events = await portal.sql.query<{ outcome: string; detail: object }[]>(
      `SELECT outcome, detail FROM audit_events WHERE action = 'audit.verified' AND actor IS NOT NULL`,
    );
    expect(events).toEqual([
      { outcome: 'success', detail: { events: expect.any(Number), checkpoints: expect.any(Number) } },
    ]);
  });

  it('tells a genuine receipt from one that was changed', async () => {
    const genuine = receipt(await note());
    const page = await given(genuine);
    expect(page).toContain('The receipt of R-7K3F-92QM is genuine');
    expect(page).toMatch(/The log of today begins with exactly the \d+ events/);
    const forged = await given(genuine.replace('"erased":[]', '"erased":[1]'));
    expect(forged).toContain('This receipt is not genuine');
    expect(forged).not.toContain('is genuine: this portal');
  });

  it('compares checkpoints, and refuses what is none', async () => {
    const kept = await note();
    expect(await given(kept)).toMatch(/begins with exactly/);
    expect(await given(JSON.stringify({ checkpoint: kept }))).toMatch(/begins with exactly/);
    expect(await given(kept.replace(/\n(\d+)\n/, '\n9$1\n'))).toContain('was not signed by this portal');
    for (const nothing of ['', '{', 'a letter', '[1]', '{"checkpoint":7}', '\u0000\u0001']) {
      expect(await given(nothing, 422)).toContain('this file holds none of these');
    }
    await auditor.post('/audit/proof/file').expect(422);
    await auditor.post('/audit/proof/file').send({ file: 'text' }).expect(422);
    expect(await given(`${'a\n'.repeat(1_000_000)}${'\n'.repeat(1_000_000)}`, 422)).toContain(
      'none of these',
    );
    const vast = Buffer.alloc(9 * 1024 * 1024, 'a');
    await auditor.post('/audit/proof/file').attach('file', vast, 'vast.json').expect(413);
    await auditor.post('/audit/proof/file').attach('other', Buffer.from('a'), 'a.json').expect(400);
  });

  it('takes what is written like a receipt and can be none for forged', async () => {
    const { kid } = receiptJwk(portal.app.get(Keyring));
    for (const more of [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, '1e999']) {
      const odd = `{"reference":"R","outcome":"completed","signature":"","kid":"${kid}","more":${more}}`;
      expect(await given(odd)).toContain('This receipt is not genuine');
    }
  });

  it('opens while the object store does not answer, and says what is not known', async () => {
    const kept = await note();
    const store = portal.app.get(CheckpointStore);
    Object.assign(store, { last: () => Promise.reject(new Error('away')) });
    try {
      expect((await auditor.get('/audit/proof').expect(200)).text).toContain('cannot be read just now');
      expect(await given(kept)).toMatch(/begins with exactly/);
    } finally {
      Reflect.deleteProperty(store, 'last');
    }
  });

  it('says where the log was rewritten', async () => {
    const kept = await note();
    const admin = new pg.Client({ connectionString: portal.database.adminUrl });
    await admin.connect();
    await admin.query(`SET session_replication_role = 'replica'`);
    await admin.query(`UPDATE audit_events SET leaf = replace(leaf, '"v":1', '"v":2') WHERE seq = 1`);
    await portal.app.get(VerificationJob, { strict: false }).run({ payload: {} } as never);
    const { text } = await auditor.get('/audit/proof').expect(200);
    expect(text).toContain('The log is not whole');
    expect(text).toContain('event 1: ');
    await admin.query(
      `UPDATE audit_tree SET hashes = overlay(hashes PLACING sha256('') FROM 33) WHERE level = 0 AND tile = 0 AND first = 0`,
    );
    await admin.end();
    expect(await given(kept)).toMatch(/the log was rewritten|events are gone/);
    expect((await auditor.get('/audit/proof').expect(200)).text).toContain('somebody changed the database');
  });
});
