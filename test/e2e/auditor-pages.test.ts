import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { ExportSweep } from '../../src/audit/export-sweep.js';
import { writtenMonth } from '../../src/platform/i18n/dates.js';
import { RequestFigures } from '../../src/requests/request-figures.js';
import { type Agent, TestApp } from '../support/app.js';

let portal: TestApp;
let checker: Agent;
let reference: string;

beforeAll(async () => {
  portal = await TestApp.start();
  await portal.account('member', 'karim');
  await portal.account('admin', 'reviewer');
  await portal.account('auditor', 'checker');
  await portal.account('auditor', 'colleague');
  const karim = await portal.signIn('karim');
  await portal
    .visitor()
    .post('/api/v1/auth/login')
    .set('User-Agent', 'Browser of a stranger')
    .send({ login: 'karim', password: 'wrong password' })
    .expect(401);
  const asked = await karim.post('/api/v1/requests').send({ kind: 'rectification' }).expect(201);
  reference = asked.body.reference;
  checker = await portal.signIn('checker');
});

afterAll(() => portal.stop());

interface Event {
  readonly seq: number;
  readonly action: string;
  readonly detail: Record<string, unknown>;
  readonly values?: Record<string, string>;
}

async function events(query: string): Promise<Event[]> {
  const { body } = await checker.get(`/api/v1/audit/events?${query}`).expect(200);
  return body.items;
}

async function only(query: string): Promise<Event> {
  const [event] = await events(query);
  if (event === undefined) throw new Error(`no event for ${query}`);
  return event;
}

describe('the page of the log', () => {
  it('shows what happened in words, and no personal value', async () => {
    const { text } = await checker.get('/audit').expect(200);
    expect(text).toContain('Sign-in failed');
    expect(text).toContain('Request made');
    expect(text).toContain(reference);
    expect(text).toContain('Hidden: ');
    expect(text).not.toContain('127.0.0.1');
    expect(text).not.toContain('Browser of a stranger');
    expect(text).not.toContain('karim');
  });

  it('filters by action, outcome, reference, network, day and text', async () => {
    const rows = async (query: string) => {
      const { text } = await checker.get(`/audit?${query}`).expect(200);
      return [...text.matchAll(/<th scope="row"[^>]*><div><a href="\/audit\/events\/(\d+)">/g)].map(
        ([, seq]) => seq,
      );
    };
    const failed = await only('action=auth.login_failed');
    expect(await rows('action=auth.login_failed')).toEqual([String(failed.seq)]);
    expect(await rows('outcome=failure&ip=127.0.0.0%2F8')).toContain(String(failed.seq));
    expect(await rows('ip=10.0.0.0%2F8')).toEqual([]);
    expect(await rows(`reference=${reference}`)).toHaveLength(1);
    expect(await rows('to=2020-01-01')).toEqual([]);
    expect(await rows('from=2020-01-01&q=request.sub')).toHaveLength(1);
  });

  it('counts the kinds of what was found, and links to each', async () => {
    const { text } = await checker.get(`/audit?reference=${reference}`).expect(200);
    expect(text).toContain('Counted over one match.');
    expect(text).toMatch(/href="\/audit\?action=request\.submitted&amp;reference=[^"]*">Request made \(1\)/);
  });

  it('counts kinds within the outcome that is chosen, and outcomes within the kind', async () => {
    const failed = await checker.get('/audit?outcome=failure').expect(200);
    expect(failed.text).toContain('Counted over one match.');
    expect(failed.text).toContain('Sign-in failed (1)');
    expect(failed.text).not.toMatch(/Signed in \(\d/);
    expect(failed.text).toMatch(/href="\/audit\?outcome=success">Done \(\d+\)/);
    const signedIn = await checker.get('/audit?action=auth.login_failed').expect(200);
    expect(signedIn.text).toContain('Counted over one match.');
    expect(signedIn.text).toMatch(/href="\/audit\?action=auth\.logged_in">Signed in \(\d+\)/);
    expect(signedIn.text).not.toMatch(/Done \(\d/);
  });

  it('puts a pseudonym in the place of a name before it stands in an address', async () => {
    const answer = await checker
      .get('/audit?actor=karim%40readers.example&action=auth.logged_in')
      .expect(303);
    expect(answer.headers.location).toMatch(/^\/audit\?action=auth\.logged_in&actor=[0-9a-f-]{36}$/);
    const { text } = await checker.get(answer.headers.location ?? '').expect(200);
    expect(text).toContain('Signed in (1)');
    expect(text).not.toContain('karim');
  });

  it('takes whoever is no person by what the page calls them, in its own language', async () => {
    const french = await checker.get(`/audit?lang=fr&actor=${encodeURIComponent('le portail')}`).expect(303);
    expect(french.headers.location).toBe('/audit?actor=system&lang=fr');
    const { text } = await checker.get('/audit?actor=system&lang=fr').expect(200);
    expect(text).toMatch(/name="actor"[^>]* value="Le portail"/);
    expect(text).not.toMatch(/\b(?:anonymous|operator)\b/);
  });

  it('is shown again with what was typed where it cannot be searched', async () => {
    const { text } = await checker
      .get('/audit?actor=nobody-here&ip=300.1.1.1&from=2026-02-31&action=what')
      .expect(422);
    expect(text).toContain('<a href="#actor">Nobody in the log is known by this.');
    expect(text).toMatch(/name="ip"[^>]* value="300.1.1.1"/);
    const other = await checker.get('/audit?ip=300.1.1.1').expect(422);
    expect(other.text).toContain('<a href="#ip">Give an IP address');
    const days = await checker.get('/audit?from=2026-02-31&to=x').expect(422);
    expect(days.text).toContain('<a href="#from">');
    expect(days.text).toContain('<a href="#to">');
  });

  it('turns pages by key', async () => {
    for (let n = 0; n < 26; n += 1) await checker.get('/audit?reference=R-2222-2222').expect(200);
    const { text } = await checker.get('/audit?action=audit.searched').expect(200);
    const next = /rel="next" href="([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toContain('action=audit.searched&cursor=');
    expect((await checker.get(next).expect(200)).text).toContain('First page');
    await checker.get('/audit?cursor=nonsense').expect(422);
  });

  it('records each search, by the names of its filters', async () => {
    const before = (await events('action=audit.searched&limit=200')).length;
    await checker.get('/audit?ip=127.0.0.1').expect(200);
    const after = await events('action=audit.searched&limit=200');
    expect(after).toHaveLength(before + 2);
    expect(after[1]?.detail).toEqual({ filters: ['ip'] });
  });
});

describe('the page of an event', () => {
  it('hides its values until a reason is given, and records the reason', async () => {
    const { seq } = await only('action=auth.login_failed');
    const { text } = await checker.get(`/audit/events/${seq}`).expect(200);
    expect(text).toContain('Sign-in failed');
    expect(text).toMatch(/Hidden<\/span>/);
    expect(text).not.toContain('127.0.0.1');
    expect(text).not.toContain('Browser of a stranger');

    const refused = await checker.post(`/audit/events/${seq}`).type('form').send({ reason: ' ' }).expect(422);
    expect(refused.text).toContain('<a href="#reason">');
    expect(refused.text).not.toContain('Browser of a stranger');
    expect(await events('action=audit.unmasked')).toEqual([]);

    const shown = await checker
      .post(`/audit/events/${seq}`)
      .type('form')
      .send({ reason: 'A complaint of the police' })
      .expect(200);
    expect(shown.text).toContain('Browser of a stranger');
    expect(shown.text).toContain('127.0.0.1');
    const unmasked = await only('action=audit.unmasked');
    expect(unmasked.detail).toEqual({ event: seq, fields: expect.arrayContaining(['ip', 'userAgent']) });
    expect(unmasked.values).toEqual({ reason: 'A complaint of the police' });
    expect((await checker.get(`/audit/events/${seq}`).expect(200)).text).not.toContain('127.0.0.1');
  });

  it('says who of the staff decided: by role, and by name for a reason that is recorded', async () => {
    const reviewer = await portal.signIn('reviewer');
    const karim = await portal.signIn('karim');
    const { body: asked } = await karim.post('/api/v1/requests').send({ kind: 'objection' }).expect(201);
    await reviewer.post(`/api/v1/admin/requests/${asked.reference}/approve`).expect(200);
    const { seq } = await only(`action=request.approved&reference=${asked.reference}`);
    const list = await checker.get(`/audit?reference=${asked.reference}`).expect(200);
    expect(list.text).toMatch(/<div>Admin <a class="mono"/);
    expect(list.text).toMatch(/<div>Account <a class="mono"/);
    expect(list.text).not.toContain('reviewer');
    const event = await checker.get(`/audit/events/${seq}`).expect(200);
    expect(event.text).toMatch(/Admin <a class="mono"/);
    expect(event.text).toContain('The username of whoever did it is shown as well.');
    expect(event.text).not.toContain('reviewer');

    const why = { reason: 'The yearly review' };
    const shown = await checker.post(`/audit/events/${seq}`).type('form').send(why).expect(200);
    expect(shown.text).toContain('<dt>Name of whoever did it</dt><dd><bdi>reviewer</bdi></dd>');
    const unmasked = await only('action=audit.unmasked');
    expect(unmasked.detail).toEqual({ event: seq, fields: ['ip', 'actorName'] });
    const { body } = await checker.post(`/api/v1/audit/events/${seq}/unmask`).send(why).expect(200);
    expect(body.actor).toMatchObject({ type: 'account', username: 'reviewer' });
    expect((await only(`action=request.approved`)).detail).not.toHaveProperty('username');

    const submitted = await only(`action=request.submitted&reference=${asked.reference}`);
    const member = await checker.post(`/audit/events/${submitted.seq}`).type('form').send(why).expect(200);
    expect(member.text).not.toContain('Name of whoever did it');
    expect(member.text).not.toContain('karim');
  });

  it('gives programs the same way, with the same record', async () => {
    const { seq } = await only('action=auth.login_failed');
    const path = `/api/v1/audit/events/${seq}/unmask`;
    await checker.post(path).send({}).expect(422);
    const { body } = await checker.post(path).send({ reason: 'To answer a complaint' }).expect(200);
    expect(body).toMatchObject({ seq, ip: '127.0.0.1', userAgent: 'Browser of a stranger' });
    expect((await only('action=audit.unmasked')).values).toEqual({ reason: 'To answer a complaint' });
    await checker.post('/api/v1/audit/events/999999999/unmask').send({ reason: 'x' }).expect(404);
  });

  it('has what proves it, and leads to its neighbours', async () => {
    const { text } = await checker.get('/audit/events/1').expect(200);
    expect(text).toContain('href="/audit/events/0"');
    expect(text).toContain('href="/audit/events/2"');
    expect(text).toMatch(/<bdi dir="ltr">[0-9a-f]{64}<\/bdi>/);
    expect(text).toContain('&quot;seq&quot;:1,&quot;v&quot;:1}');
    await checker.get('/audit/events/999999999').expect(404);
    await checker.get('/audit/events/abc').expect(404);
  });
});

/** Waits until the job has written the file, looking at its state as the page does. */
async function ready(path: string): Promise<void> {
  for (;;) {
    const { headers } = await checker.get(`${path}/progress`).expect(200);
    if (headers['hx-refresh'] === 'true') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('files of the log', () => {
  it('hold what the search finds without personal values, and are their auditor’s alone', async () => {
    for (const format of ['ndjson', 'csv']) {
      const asked = await checker
        .post('/audit/exports')
        .type('form')
        .send({ format, action: 'auth.*', to: '2099-01-01' })
        .expect(303);
      const path = asked.headers.location ?? '';
      await ready(path);
      const { text } = await checker.get(path).expect(200);
      const file = await checker.get(`${path}/file`).buffer().expect(200);
      const content = file.text ?? String(file.body);
      expect(text).toContain(createHash('sha256').update(content).digest('hex'));
      expect(file.headers['content-disposition']).toBe(`attachment; filename="log.${format}"`);
      const lines = content.trim().split('\n');
      expect(lines.length).toBeGreaterThan(2);
      expect(content).toContain('auth.login_failed');
      expect(content).not.toMatch(/127\.0\.0\.1|Browser of a stranger|readers\.example/);
      expect(content).toContain('userAgent');
      if (format === 'ndjson') {
        expect(
          lines.map((line) => JSON.parse(line).action).every((action) => action.startsWith('auth.')),
        ).toBe(true);
      }
      const colleague = await portal.signIn('colleague');
      await colleague.get(path).expect(404);
      await colleague.get(`${path}/file`).expect(404);
      await colleague.post(`${path}/delete`).expect(404);
      await checker.post(`${path}/delete`).expect(303);
      await checker.get(`${path}/file`).expect(404);
    }
    const [event] = await events('action=audit.exported');
    expect(event?.detail).toEqual({ filters: ['action', 'to'], format: 'csv', masked: true });
  });

  it('are few at a time, and gone after a day', async () => {
    const ask = () =>
      checker.post('/api/v1/audit/exports').send({ format: 'csv', filter: { ip: '127.0.0.1' } });
    for (let n = 0; n < 5; n += 1) await ask().expect(202);
    await ask().expect(409);
    const { body } = await checker.get('/api/v1/audit/exports').expect(200);
    for (const { id } of body.items) await ready(`/audit/exports/${id}`);
    const { text } = await checker.get('/audit/exports').expect(200);
    expect(text).toContain('IP address or network');
    const [sealed] = await portal.sql.query(
      'SELECT count(*)::int AS n FROM audit_exports WHERE sealed IS NOT NULL',
    );
    expect(sealed.n).toBe(0);
    portal.clock.advance(27 * 3_600_000);
    await portal.app.get(ExportSweep, { strict: false }).run();
    const [left] = await portal.sql.query('SELECT count(*)::int AS n FROM audit_exports');
    expect(left.n).toBe(0);
    portal.clock.advance(-27 * 3_600_000);
  });

  it('are refused for a form that is no search', async () => {
    await checker.post('/audit/exports').type('form').send({ format: 'pdf' }).expect(422);
    await checker
      .post('/api/v1/audit/exports')
      .send({ format: 'csv', filter: { ip: 'x' } })
      .expect(422);
  });
});

describe('saved searches', () => {
  it('keep filters under a name, with people as pseudonyms, for their auditor alone', async () => {
    const fields = {
      name: 'Sign-ins',
      action: 'auth.logged_in',
      actor: 'karim',
      from: '2026-01-01',
      to: '2099-12-31',
    };
    await checker.post('/audit/saved').type('form').send(fields).expect(303);
    const { text } = await checker.get('/audit/saved?done=searchSaved').expect(200);
    expect(text).toContain('The search is saved.');
    expect(text).toMatch(
      /What happened: Signed in; Done by: [0-9a-f]{8}; From day: January 1, 2026; To day: December 31, 2099/,
    );
    expect(text).toMatch(
      /href="\/audit\?action=auth\.logged_in&amp;actor=[0-9a-f-]{36}&amp;from=2026-01-01&amp;to=2099-12-31"><bdi>Sign-ins/,
    );
    const [row] = await portal.sql.query('SELECT filter::text AS filter FROM audit_searches');
    expect(row.filter).not.toContain('karim');
    const colleague = await portal.signIn('colleague');
    expect((await colleague.get('/audit/saved').expect(200)).text).not.toContain('Sign-ins');
    const id = /\/audit\/saved\/([0-9a-f-]{36})\/delete/.exec(text)?.[1];
    await colleague.post(`/audit/saved/${id}/delete`).expect(404);
    await checker.post(`/audit/saved/${id}/delete`).expect(303);
    expect((await checker.get('/audit/saved').expect(200)).text).not.toContain('Sign-ins');
  });

  it('refuse personal values, and show the form again', async () => {
    const save = (fields: Record<string, string>) => checker.post('/audit/saved').type('form').send(fields);
    const named = await save({ name: 'karim@readers.example', action: 'auth.*' }).expect(422);
    expect(named.text).toContain('<a href="#name">');
    expect(named.text).toContain('<input type="hidden" name="action" value="auth.*"/>');
    await save({ name: 'By network', ip: '192.0.2.0/24' }).expect(422);
    await checker
      .post('/api/v1/audit/searches')
      .send({ name: 'By text', filter: { q: 'karim' } })
      .expect(422);
    expect((await checker.get('/api/v1/audit/searches').expect(200)).body.items).toEqual([]);
  });
});

describe('the figures', () => {
  it('count requests by month, with a chart over each table', async () => {
    const { text } = await checker.get('/audit/figures').expect(200);
    for (const chart of ['kinds', 'outcomes', 'deadlines', 'times']) {
      const link =
        new RegExp(`srcset="(/audit/figures/charts/${chart}\\?numbers=[^"]+)"`).exec(text)?.[1] ?? '';
      const path = link.replaceAll('&amp;', '&');
      const { body, headers } = await checker.get(path).expect(200);
      expect(headers['content-type']).toMatch(/^image\/svg\+xml/);
      expect(String(body)).toMatch(/^<svg role="img"/);
      await checker.get(path.replace(/numbers=.{8}/, 'numbers=AAAAAAAA')).expect(404);
    }
    await checker.get('/audit/figures/charts/other').expect(404);
  });

  it('tell deadlines kept from missed ones, and how long answers took', async () => {
    const karim = await portal.signIn('karim');
    const reviewer = await portal.signIn('reviewer');
    const asked = await karim.post('/api/v1/requests').send({ kind: 'complaint' }).expect(201);
    const refusal = { ground: 'manifestly_abusive', explanation: 'Nothing of this kind is kept.' };
    await portal.sql.query(
      `UPDATE requests SET received_at = received_at - interval '4 days', due_at = due_at - interval '400 days'
       WHERE reference = $1`,
      [asked.body.reference],
    );
    await reviewer.post(`/api/v1/admin/requests/${asked.body.reference}/refuse`).send(refusal).expect(200);
    const months = await portal.app.get(RequestFigures, { strict: false }).months();
    expect(months).toHaveLength(12);
    const month = months.find(({ answered }) => answered > 0);
    expect(month).toMatchObject({ answered: 1, half: 4, nearlyAll: 4 });
    expect(month?.volumes).toContainEqual({
      kind: 'complaint',
      outcome: 'refused',
      requests: 1,
      kept: 0,
      missed: 1,
    });
    expect(months.at(-1)?.volumes).toContainEqual({
      kind: 'rectification',
      outcome: 'open',
      requests: 1,
      kept: 0,
      missed: 0,
    });
    // Admins see the same on their overview: one answered, after its day, within 4 days.
    const rows = (await reviewer.get('/admin?lang=en').expect(200)).text.split('<tr>');
    const name = writtenMonth(month?.month ?? '', 'en');
    const [counts, times] = rows.filter((row) => row.includes(`>${name}<`)).map(cells);
    const received = month?.volumes.reduce((all, { requests }) => all + requests, 0);
    expect(counts).toEqual([name, String(received), '1', '1']);
    expect(times).toEqual([name, '4', '4']);
  });
});

/** What stands in the cells of a table's row. */
function cells(row: string): string[] {
  return [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = '']) =>
    cell.replace(/<[^>]*>/g, '').trim(),
  );
}
