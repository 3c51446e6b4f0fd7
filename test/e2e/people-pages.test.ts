import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../support/app.js';

const PEOPLE = '/api/v1/admin/people';
const REASON = { reason: 'Asked by phone.' };

let portal: TestApp;
let admin: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  for (const username of ['office1', 'office2']) await portal.account('admin', username);
  for (const username of ['mona', 'monir', 'salim']) await portal.account('member', username);
  admin = await portal.signIn('office1');
});
afterAll(() => portal.stop());

const send = (agent: Agent, path: string, fields: Record<string, string>) =>
  agent.post(path).type('form').send(fields);

async function personOf(username: string): Promise<string> {
  const rows = await portal.sql.query<{ id: string }[]>(
    'SELECT person_id AS id FROM accounts WHERE username = $1',
    [username],
  );
  return rows[0]?.id ?? '';
}

async function guest(email: string): Promise<string> {
  const rows = await portal.sql.query<{ id: string }[]>('INSERT INTO persons DEFAULT VALUES RETURNING id');
  const id = rows[0]?.id ?? '';
  await portal.sql.query(
    `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at) VALUES ($1, 'portal', 'email', $2, now())`,
    [id, email],
  );
  return id;
}

async function events(action: string) {
  await portal.settleLog();
  return portal.sql.query<{ seq: string }[]>('SELECT seq FROM audit_events WHERE action = $1', [action]);
}

describe('finding people', () => {
  const names = async (q: string) => {
    const { body } = await admin.post(`${PEOPLE}/search`).send({ q }).expect(200);
    return body.items.map((item: { account: { username: string } | null }) => item.account?.username ?? null);
  };

  it('goes by the beginning of a name or address, by a whole address, and by ids', async () => {
    expect(await names('MON')).toEqual(['mona', 'monir']);
    expect(await names('mona@readers.example')).toEqual(['mona']);
    expect(await names('salim@read')).toEqual(['salim']);
    expect(await names('nobody')).toEqual([]);
    expect(await names('mo%')).toEqual([]);
    expect(await names(await personOf('mona'))).toEqual(['mona']);
    await guest('guest@readers.example');
    expect(await names('Guest@readers.example')).toEqual([null]);
    expect(await names('guest@read')).toEqual([]);
    expect(await names('00000000-0000-7000-8000-000000000000')).toEqual([]);
  });

  it('finds by an index, and no account that is closed', async () => {
    await portal.account('member', 'closed1');
    await portal.sql.query(`UPDATE accounts SET closed_at = now() WHERE username = 'closed1'`);
    expect(await names('closed')).toEqual([]);
    const plan = await portal.sql.transaction(async (manager) => {
      await manager.query('SET LOCAL enable_seqscan = off');
      return manager.query<{ 'QUERY PLAN': string }[]>(
        `EXPLAIN SELECT id FROM accounts b WHERE b.closed_at IS NULL
         AND fold_address(b.email) ~>=~ fold_address('mon') AND fold_address(b.email) ~<~ (fold_address('mon') || 'z')`,
      );
    });
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('accounts_email_prefix');
  });

  it('tells neither addresses nor what was looked for, and is logged', async () => {
    const before = await events('account.searched');
    const shown = await send(admin, '/admin/people', { q: 'mon' }).expect(200);
    expect(shown.text).toContain('<bdi>monir</bdi>');
    expect(shown.text).not.toContain('@readers.example');
    expect(shown.text).toContain(`href="/admin/people/${await personOf('mona')}"`);
    expect(await events('account.searched')).toHaveLength(before.length + 1);
    const none = await send(admin, '/admin/people', { q: 'x' }).expect(422);
    expect(none.text).toContain('<a href="#q">');
    expect(none.text).toMatch(/name="q"[^>]* value="x"/);
  });
});

describe('looking at a person', () => {
  it('asks for a reason first, and logs it with the look', async () => {
    const id = await personOf('mona');
    const ask = await admin.get(`/admin/people/${id}`).expect(200);
    expect(ask.text).not.toContain('mona');
    expect((await send(admin, `/admin/people/${id}`, { reason: ' ' }).expect(422)).text).toContain('#reason');
    const before = await events('account.viewed');
    const seen = await send(admin, `/admin/people/${id}`, REASON).expect(200);
    expect(seen.text).toContain('<bdi dir="ltr">mona@readers.example</bdi>');
    expect(await events('account.viewed')).toHaveLength(before.length + 1);
    const reasons = await portal.sql.query(
      `SELECT 1 FROM audit_values WHERE field = 'reason' AND value = 'Asked by phone.'`,
    );
    expect(reasons.length).toBeGreaterThan(0);
  });

  it('shows requests, holds and bans that are theirs', async () => {
    const member = await portal.signIn('salim');
    const { body } = await member.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    const hold = { matter: 'Case <9>', purpose: 'legal', citation: 'x', reviewOn: '2999-01-01' };
    await admin
      .post('/api/v1/admin/holds')
      .send({ ...hold, scope: { email: 'salim@readers.example' }, visibility: 'existence-hidden' })
      .expect(201);
    await admin
      .post('/api/v1/admin/bans')
      .send({ email: 'salim@readers.example', reason: 'Insults' })
      .expect(201);
    const { text } = await send(admin, `/admin/people/${await personOf('salim')}`, REASON).expect(200);
    for (const part of [body.reference, 'Case &lt;9>', 'Insults', 'Nothing of its own'])
      expect(text).toContain(part);
    const other = await send(admin, `/admin/people/${await personOf('monir')}`, REASON).expect(200);
    for (const part of [body.reference, 'Case &lt;9>', 'Insults']) expect(other.text).not.toContain(part);
    const seen = await admin
      .post(`${PEOPLE}/${await personOf('salim')}/view`)
      .send(REASON)
      .expect(200);
    expect(seen.body).toMatchObject({
      account: { username: 'salim' },
      requests: [{ reference: body.reference }],
      holds: [{ matter: 'Case <9>' }],
      bans: [{ reason: 'Insults' }],
    });
    expect(seen.body.account).not.toHaveProperty('pendingEmail');
  });

  it('shows a guest, and nobody for ids that are none', async () => {
    const id = await guest('other@readers.example');
    const { text } = await send(admin, `/admin/people/${id}`, REASON).expect(200);
    expect(text).toContain('other@readers.example');
    expect(text).not.toContain('Edit the profile');
    await send(admin, '/admin/people/00000000-0000-7000-8000-000000000000', REASON).expect(404);
    await admin.get('/admin/people/none').expect(404);
  });

  it('is nobody’s for themselves', async () => {
    const id = await personOf('office1');
    const refused = await send(admin, `/admin/people/${id}`, REASON).expect(403);
    expect(refused.text).toContain('This is your own account');
    await send(admin, `/admin/people/${id}/edit`, { ...REASON, locale: 'fr', step: 'save' }).expect(403);
    const rows = await portal.sql.query<{ id: string }[]>(
      `SELECT id FROM accounts WHERE username = 'office1'`,
    );
    const edit = await admin.patch(`${PEOPLE}/${rows[0]?.id}`).send({ ...REASON, displayName: 'Me' });
    expect(edit.status).toBe(403);
  });
});

describe('editing a profile from the office', () => {
  it('changes what is given, is logged, and is told to its owner by mail', async () => {
    const id = await personOf('monir');
    const path = `/admin/people/${id}/edit`;
    expect((await admin.get(path).expect(303)).headers.location).toBe(`/admin/people/${id}`);
    const form = await send(admin, path, { ...REASON, step: 'form' }).expect(200);
    expect(form.text).toMatch(/name="locale"[^>]* value="en" checked/);
    const fields = {
      displayName: 'Monir B.',
      website: 'javascript:alert(1)',
      about: '',
      locale: 'en',
      ...REASON,
    };
    const wrong = await send(admin, path, { ...fields, step: 'save' }).expect(422);
    expect(wrong.text).toContain('<a href="#website">');
    expect(wrong.text).toContain('value="Monir B."');
    const before = await events('account.changed');
    const right = { ...fields, website: '', step: 'save' };
    const saved = await send(admin, path, right).expect(200);
    expect(saved.text).toContain('role="status"');
    expect(saved.text).toContain('Monir B.');
    expect(await events('account.changed')).toHaveLength(before.length + 1);
    const rows = await portal.sql.query(`SELECT display_name, about FROM accounts WHERE username = 'monir'`);
    expect(rows).toEqual([{ display_name: 'Monir B.', about: null }]);
    const mail = await portal.mail.take('monir@readers.example', /changed by the office/);
    expect(mail.text).toContain('Displayed name');
    expect(mail.text).not.toContain('Monir B.');
  });

  it('tells nobody where nothing changed, and changes neither address, user name nor role', async () => {
    const rows = await portal.sql.query<{ id: string }[]>(`SELECT id FROM accounts WHERE username = 'mona'`);
    const path = `${PEOPLE}/${rows[0]?.id}`;
    await admin.patch(path).send(REASON).expect(200);
    for (const field of [{ email: 'x@readers.example' }, { username: 'other' }, { role: 'admin' }])
      expect((await admin.patch(path).send({ ...REASON, ...field })).status).toBe(422);
    expect((await admin.patch(path).send({ displayName: 'M' })).status).toBe(422);
  });

  it('takes nothing away that a hold keeps', async () => {
    await admin
      .post('/api/v1/admin/holds')
      .send({
        matter: 'Kept',
        purpose: 'legal',
        citation: 'x',
        reviewOn: '2999-01-01',
        scope: { email: 'mona@readers.example' },
      })
      .expect(201);
    const rows = await portal.sql.query<{ id: string }[]>(`SELECT id FROM accounts WHERE username = 'mona'`);
    const path = `${PEOPLE}/${rows[0]?.id}`;
    await admin
      .patch(path)
      .send({ ...REASON, about: 'Chess' })
      .expect(200);
    await admin
      .patch(path)
      .send({ ...REASON, about: null })
      .expect(200);
    expect(await portal.sql.query(`SELECT field FROM held_versions`)).toEqual([{ field: 'about' }]);
  });
});

describe('bans by pages', () => {
  it('are placed, found by address, and lifted', async () => {
    const bad = await send(admin, '/admin/bans/new', { email: 'x', reason: '', until: '2020-01-01' }).expect(
      422,
    );
    for (const field of ['email', 'reason']) expect(bad.text).toContain(`<a href="#${field}">`);
    const ban = { email: 'troll@readers.example', reason: 'Spam <x>', until: '' };
    const past = await send(admin, '/admin/bans/new', { ...ban, until: '2020-01-01' }).expect(422);
    expect(past.text).toContain('<a href="#until">');
    const placed = await send(admin, '/admin/bans/new', ban).expect(303);
    expect(placed.headers.location).toBe('/admin/bans?done=banPlaced');
    const list = await admin.get('/admin/bans').expect(200);
    expect(list.text).toContain('<bdi>Spam &lt;x></bdi>');
    expect(list.text).not.toContain('troll@');
    expect(list.text).toMatch(/href="\/admin\/comments" aria-current="true"/);
    const found = await send(admin, '/admin/bans', { email: 'Troll@readers.example' }).expect(200);
    expect(found.text).toContain('Spam &lt;x>');
    expect((await send(admin, '/admin/bans', { email: 'no@readers.example' })).text).not.toContain('Spam');
    const path = /href="(\/admin\/bans\/[0-9a-f-]{36}\/lift)"/.exec(found.text)?.[1] ?? '';
    const asked = await admin.get(path).expect(200);
    expect(asked.text).toContain('Lift this ban?');
    expect(asked.text).toContain('<bdi>Spam &lt;x></bdi>');
    expect(await portal.sql.query('SELECT reason FROM comment_bans')).toContainEqual({ reason: 'Spam <x>' });
    await send(admin, path, {}).expect(303);
    await admin.get(path).expect(404);
    await send(admin, path, {}).expect(404);
  });
});
