import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNote } from '../../src/audit/tree/checkpoint.js';
import { Checkpoints } from '../../src/audit/tree/checkpoints.js';
import { isConsistent, isIncluded, leafHash } from '../../src/audit/tree/merkle.js';
import { type Agent, TestApp } from '../support/app.js';

let portal: TestApp;
let checker: Agent;
let witness: Agent;

beforeAll(async () => {
  // Of the role `web`: nothing is numbered or signed but where a test says so.
  portal = await TestApp.start({ ATHAR_ROLE: 'web' });
  for (const name of ['karim', 'lina']) await portal.account('member', name);
  await portal.account('auditor', 'checker');
  checker = await portal.signIn('checker');
  await portal.signIn('karim');
  await portal.signIn('lina');
  witness = portal.visitor();
});

afterAll(() => portal.stop());

const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
const all = (texts: string[]): Buffer[] => texts.map(bytes);

async function sign(): Promise<number> {
  await portal.settleLog();
  await portal.app.get(Checkpoints).sign();
  return (await portal.app.get(Checkpoints).latest())?.size ?? 0;
}

describe('before anything is signed', () => {
  it('there is no checkpoint', async () => {
    const answer = await witness.get('/api/v1/audit/checkpoint').expect(404);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body.detail).toBe('No checkpoint is signed yet.');
    await witness.get('/api/v1/audit/proof/consistency?from=1').expect(404);
    await checker.get('/api/v1/audit/proof/inclusion?seq=0').expect(404);
  });
});

describe('a witness without an account', () => {
  it('checks that the log only grew, by the published key', async () => {
    const from = await sign();
    const first = await witness.get('/api/v1/audit/checkpoint').expect(200);
    expect(first.headers['content-type']).toBe('text/plain; charset=utf-8');
    await portal.signIn('karim');
    const to = await sign();
    expect(to).toBeGreaterThan(from);
    const second = await witness.get('/api/v1/audit/checkpoint').expect(200);
    const { body: keys } = await witness.get('/.well-known/athar-keys.json').expect(200);
    const key = keys.keys.find((each: { note_vkey?: string }) => each.note_vkey !== undefined);
    expect(key.note_vkey).toMatch(/^athar\/[0-9a-f]{12}\/1\+[0-9a-f]{8}\+A/);
    expect(key.earlier_note_vkeys).toEqual([]);
    expect(bytes(key.note_vkey.split('+').slice(2).join('+'))).toEqual(
      Buffer.concat([Buffer.of(1), Buffer.from(key.x, 'base64url')]),
    );
    const [old, latest] = [first, second].map(({ text }) => openNote(text, Buffer.from(key.x, 'base64url')));
    const { body } = await witness.get(`/api/v1/audit/proof/consistency?from=${from}`).expect(200);
    expect(body).toMatchObject({ from, to, fromRoot: old?.root.toString('base64') });
    expect(old !== undefined && latest !== undefined).toBe(true);
    if (old === undefined || latest === undefined) return;
    expect(isConsistent(from, old.root, to, latest.root, all(body.hashes))).toBe(true);
  });

  it('is told nothing of any event', async () => {
    await witness.get('/api/v1/audit/proof/inclusion?seq=0').expect(401);
    await witness.get('/api/v1/audit/events/0/leaf').expect(401);
    await witness.post('/api/v1/audit/events/0/values').send({ reason: 'No account' }).expect(401);
  });
});

describe('an auditor', () => {
  it('proves that an event stands in the log, with the bytes of its leaf', async () => {
    const size = await sign();
    const { body } = await checker.get('/api/v1/audit/proof/inclusion?seq=1').expect(200);
    expect(body).toMatchObject({ seq: 1, size });
    const { text, headers } = await checker.get('/api/v1/audit/events/1/leaf').buffer().expect(200);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(leafHash(Buffer.from(text)).toString('base64')).toBe(body.leafHash);
    expect(isIncluded(bytes(body.leafHash), 1, size, all(body.hashes), bytes(body.root))).toBe(true);
    const small = await checker.get('/api/v1/audit/proof/inclusion?seq=1&size=2').expect(200);
    expect(
      isIncluded(leafHash(Buffer.from(text)), 1, 2, all(small.body.hashes), bytes(small.body.root)),
    ).toBe(true);
    const looks = await checker.get('/api/v1/audit/events?action=audit.searched').expect(200);
    expect(looks.body.items.map(({ detail }: { detail: unknown }) => detail)).toContainEqual({
      filters: ['seq'],
      event: 1,
    });
    await checker.get('/api/v1/audit/events/999999/leaf').expect(404);
  });

  it('discloses values with their salts, for a reason that is recorded', async () => {
    const found = await checker.get('/api/v1/audit/events?action=auth.logged_in').expect(200);
    const { seq } = found.body.items.at(-1);
    await checker.post(`/api/v1/audit/events/${seq}/values`).send({}).expect(422);
    const { body } = await checker
      .post(`/api/v1/audit/events/${seq}/values`)
      .send({ reason: 'A court asks for it' })
      .expect(200);
    expect(body.values.map(({ field }: { field: string }) => field)).toEqual(
      ['ip', 'userAgent'].slice(0, body.values.length),
    );
    const { digests } = JSON.parse(body.leaf).event;
    for (const { field, value, salt, digest } of body.values) {
      const hashed = createHash('sha256')
        .update(JSON.stringify([salt, field, value]))
        .digest('base64url');
      expect(digest).toBe(hashed);
      expect(digests[field]).toBe(hashed);
    }
    const after = await checker.get('/api/v1/audit/events?action=audit.unmasked').expect(200);
    expect(after.body.items[0]).toMatchObject({
      detail: { event: seq, fields: body.values.map(({ field }: { field: string }) => field) },
      values: { reason: 'A court asks for it' },
    });
  });
});

describe('numbers that the tree does not have', () => {
  it.each([
    ['inclusion?seq=1&size=100000', '?size'],
    ['inclusion?seq=5&size=5', '?seq'],
    ['inclusion?seq=100000', '?seq'],
    ['inclusion', '?seq'],
    ['inclusion?seq=-1', '?seq'],
    ['inclusion?seq=1.5', '?seq'],
    ['inclusion?seq=x', '?seq'],
    ['inclusion?seq=9007199254740992', '?seq'],
    ['inclusion?seq=1&size=0', '?size'],
    ['inclusion?seq=1&size=', '?size'],
    ['inclusion?seq=1&seq=2', '?seq'],
    ['inclusion?seq=1&leaf=2', '?leaf'],
    ['consistency', '?from'],
    ['consistency?from=0&to=1', '?from'],
    ['consistency?from=3&to=2', '?from'],
    ['consistency?from=1&to=100000', '?to'],
    ['consistency?from=1&to=9007199254740992', '?to'],
    ['consistency?from=1e3&to=2', '?from'],
  ])('%s is refused by name', async (query, pointer) => {
    const { body } = await checker.get(`/api/v1/audit/proof/${query}`).expect(422);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
    expect(body.errors[0].message).not.toBe('');
  });
});

describe('a stored tree that lacks hashes', () => {
  it('is named to whoever asks for a proof', async () => {
    const size = await sign();
    const admin = new pg.Client({ connectionString: portal.database.adminUrl });
    await admin.connect();
    await admin.query(`SET session_replication_role = 'replica'`);
    await admin.query('DELETE FROM audit_tree WHERE level = 0 AND tile = 0 AND first = 0');
    await admin.end();
    for (const proof of [`consistency?from=1&to=${size}`, `inclusion?seq=0&size=${size}`]) {
      const { body, headers } = await checker.get(`/api/v1/audit/proof/${proof}`).expect(503);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(body.type).toMatch(/log-broken$/);
      expect(body.detail).toMatch(/lacks hashes in its tile 0\/0\. .*athar audit verify/);
    }
  });
});
