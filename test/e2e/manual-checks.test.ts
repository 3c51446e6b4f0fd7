import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { JobWorker } from '../../src/platform/jobs/job-worker.js';
import { StrandedRuns } from '../../src/requests/stranded-runs.js';
import { Sources } from '../../src/sources/sources.js';
import { type Agent, TestApp } from '../support/app.js';
import { readBinary } from '../support/read-binary.js';
import { type Manifest, unzip } from '../support/zip.js';

const SOURCES = `
sources:
  - id: newsletter
    kind: manual
    title: { ar: النشرة, fr: Lettre, en: Newsletter }
    task: { ar: ابحثوا في اللوحة, fr: Cherchez dans le tableau de bord, en: Search the dashboard }
  - id: web-logs
    kind: manual
    title: { ar: السجلات, fr: Journaux, en: Web server logs }
    concerns: [erasure]
  - id: backups
    kind: manual
    title: { ar: النسخ الاحتياطية, fr: Sauvegardes, en: Backups }
    rotates: P90D
`;

let portal: TestApp;
let admin: Agent;
let second: Agent;
let auditor: Agent;
const folder = mkdtempSync(join(tmpdir(), 'athar-manual-'));

beforeAll(async () => {
  writeFileSync(join(folder, 'sources.yaml'), SOURCES);
  portal = await TestApp.start({
    ATHAR_ROLE: 'web',
    ATHAR_COOLING_OFF: 'PT0S',
    ATHAR_SOURCES: join(folder, 'sources.yaml'),
  });
  await portal.account('admin', 'first');
  await portal.account('admin', 'other');
  admin = await portal.signIn('first');
  second = await portal.signIn('other');
  await portal.account('auditor', 'auditor');
  auditor = await portal.signIn('auditor');
});

afterAll(async () => {
  await portal.stop();
  rmSync(folder, { recursive: true });
});

const work = () => portal.app.get(JobWorker).runUntilIdle();

async function ask(username: string, kind: 'export' | 'erasure'): Promise<[Agent, string]> {
  await portal.account('member', username);
  const member = await portal.signIn(username);
  const { body } = await member.post('/api/v1/requests').send({ kind }).expect(201);
  return [member, body.reference as string];
}

async function approve(reference: string): Promise<void> {
  for (const each of [admin, second]) await each.post(`/api/v1/admin/requests/${reference}/approve`);
  await work();
}

const state = async (reference: string) =>
  (await admin.get(`/api/v1/admin/requests/${reference}`).expect(200)).body.state as string;
const checks = async (reference: string) =>
  (await admin.get(`/api/v1/admin/requests/${reference}/checks`).expect(200)).body as {
    system: string;
    outcome: string | null;
    goneBy: string | null;
  }[];
const answer = (reference: string, system: string, body: object) =>
  admin.post(`/api/v1/admin/requests/${reference}/checks/${system}`).send(body);

describe('systems that are searched by hand', () => {
  it('are a list for each case, by its kind, and those that rotate have their day', async () => {
    const [, copy] = await ask('amal', 'export');
    const [, erasure] = await ask('badr', 'erasure');
    expect((await checks(copy)).map(({ system }) => system)).toEqual(['newsletter', 'backups']);
    const listed = await checks(erasure);
    expect(listed.map(({ system, outcome }) => [system, outcome])).toEqual([
      ['newsletter', null],
      ['web-logs', null],
      ['backups', null],
    ]);
    expect(listed[2]?.goneBy).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('keep an erasure running until the last answer, which lets it end by itself', async () => {
    const [, reference] = await ask('chama', 'erasure');
    await approve(reference);
    expect(await state(reference)).toBe('running');
    expect(await portal.sql.query(`SELECT id FROM accounts WHERE username = 'chama'`)).toEqual([]);
    await answer(reference, 'newsletter', { outcome: 'erased' }).expect(204);
    await work();
    expect(await state(reference)).toBe('running');
    await answer(reference, 'web-logs', { outcome: 'expires', expiresOn: '2100-01-01' }).expect(204);
    await work();
    expect(await state(reference)).toBe('completed');
    const [row] = await portal.sql.query<{ body: string }[]>(
      `SELECT body FROM receipts p JOIN requests r ON r.id = p.request_id
       WHERE r.reference = $1 AND p.audience = 'person'`,
      [reference],
    );
    const { searched } = JSON.parse(row?.body ?? '{}') as { searched: object[] };
    expect(searched).toMatchObject([
      { system: 'newsletter', outcome: 'erased' },
      { system: 'web-logs', outcome: 'expires', until: '2100-01-01' },
      { system: 'backups', outcome: 'expires', until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    ]);
    await answer(reference, 'newsletter', { outcome: 'nothing' }).expect(409);
    const events = await auditor.get(`/api/v1/audit/events?action=request.searched&reference=${reference}`);
    expect(events.body.items.map(({ detail }: { detail: object }) => detail)).toEqual([
      { kind: 'erasure', system: 'web-logs', outcome: 'expires' },
      { kind: 'erasure', system: 'newsletter', outcome: 'erased' },
    ]);
  });

  it('let a case go on that waited for one which is asked no more', async () => {
    const [, reference] = await ask('hiba', 'erasure');
    await approve(reference);
    expect(await state(reference)).toBe('running');
    const handler = portal.app.get(StrandedRuns);
    await handler.run();
    await work();
    expect(await state(reference)).toBe('running');
    const spy = vi.spyOn(portal.app.get(Sources), 'manual').mockReturnValue([]);
    await handler.run();
    await work();
    spy.mockRestore();
    expect(await state(reference)).toBe('completed');
  });

  it('keep a copy from being built, and are said in it', async () => {
    const [member, reference] = await ask('driss', 'export');
    await approve(reference);
    expect(await state(reference)).toBe('running');
    await answer(reference, 'newsletter', { outcome: 'handed_over' }).expect(204);
    await work();
    expect(await state(reference)).toBe('ready');
    const { body } = await member
      .get(`/api/v1/requests/${reference}/bundle`)
      .buffer(true)
      .parse(readBinary)
      .expect(200);
    const bundle = await unzip(body as Buffer);
    const manifest = JSON.parse(String(bundle.get('manifest.json'))) as Manifest;
    expect(manifest.sources.slice(1)).toEqual([
      { id: 'newsletter', title: expect.any(String) as string, state: 'manual', outcome: 'handed_over' },
      {
        id: 'backups',
        title: expect.any(String) as string,
        state: 'manual',
        outcome: 'not_searched',
        goneBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      },
    ]);
  });

  it('take answers that fit, from others than the person, and of no other system', async () => {
    const [member, reference] = await ask('emna', 'erasure');
    const fields = async (body: object) =>
      ((await answer(reference, 'newsletter', body).expect(422)).body.errors as { pointer: string }[]).map(
        ({ pointer }) => pointer,
      );
    expect(await fields({ outcome: 'handed_over' })).toEqual(['/outcome']);
    expect(await fields({ outcome: 'expires' })).toEqual(['/expiresOn']);
    expect(await fields({ outcome: 'expires', expiresOn: '2001-01-01' })).toEqual(['/expiresOn']);
    expect(await fields({ outcome: 'erased', expiresOn: '2100-01-01' })).toEqual(['/expiresOn']);
    await answer(reference, 'backups', { outcome: 'nothing' }).expect(404);
    await answer(reference, 'unknown', { outcome: 'nothing' }).expect(404);
    await member
      .post(`/api/v1/admin/requests/${reference}/checks/newsletter`)
      .send({ outcome: 'nothing' })
      .expect(403);
    const own = await admin.post('/api/v1/requests').send({ kind: 'erasure' }).expect(201);
    await answer(own.body.reference as string, 'newsletter', { outcome: 'nothing' }).expect(403);
  });

  it('have a page where the answer is given', async () => {
    const [, reference] = await ask('fadwa', 'erasure');
    const path = `/admin/requests/${reference}`;
    const page = await admin.get(`${path}?lang=en`).expect(200);
    expect(page.text).toContain('Systems searched by hand');
    expect(page.text).toContain('Nobody has searched it yet.');
    const form = await admin.get(`${path}/checks/newsletter?lang=en`).expect(200);
    expect(form.text).toContain('Search the dashboard');
    const wrong = await admin
      .post(`${path}/checks/newsletter?lang=en`)
      .type('form')
      .send({ outcome: 'expires' })
      .expect(422);
    expect(wrong.text).toContain('give the day by which it is gone');
    expect(wrong.text).toMatch(/value="expires"[^>]*checked/);
    await admin
      .post(`${path}/checks/newsletter?lang=en`)
      .type('form')
      .send({ outcome: 'nothing', expiresOn: '' })
      .expect(303);
    const after = await admin.get(`${path}?lang=en`).expect(200);
    expect(after.text).toContain('Searched: nothing was found.');
    await admin.get(`${path}/checks/backups?lang=en`).expect(404);
  });
});
