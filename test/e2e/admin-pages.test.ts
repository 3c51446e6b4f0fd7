import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../support/app.js';

let portal: TestApp;
let first: Agent;
let second: Agent;
let member: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  for (const username of ['karim', 'salma']) await portal.account('member', username);
  for (const username of ['amal', 'badr']) await portal.account('admin', username);
  first = await portal.signIn('amal');
  second = await portal.signIn('badr');
  member = await portal.signIn('karim');
});

afterAll(() => portal.stop());

async function ask(agent: Agent, kind: string): Promise<string> {
  const { body } = await agent.post('/api/v1/requests').send({ kind }).expect(201);
  return body.reference as string;
}

const form = (agent: Agent, path: string, fields: Record<string, string | string[]>) =>
  agent.post(path).type('form').send(fields);
const stateOf = async (reference: string): Promise<string> =>
  (await portal.sql.query('SELECT state FROM requests WHERE reference = $1', [reference]))[0].state;
const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

describe('the queue', () => {
  it('lists cases without their people, and narrows by what the address says', async () => {
    const reference = await ask(member, 'rectification');
    const all = await first.get('/admin/requests').expect(200);
    expect(all.text).toContain(`href="/admin/requests/${reference}"`);
    expect(all.text).not.toContain('karim');
    const others = await first.get('/admin/requests?kind=erasure&state=&due=&q=').expect(200);
    expect(others.text).not.toContain(reference);
  });

  it('looks for a person without an address that names them', async () => {
    const reference = await ask(member, 'rectification');
    const q = 'karim@readers.example';
    const found = await form(first, '/admin/requests', { kind: 'rectification', q }).expect(200);
    expect(found.text).toContain(`href="/admin/requests/${reference}"`);
    expect(found.text).toContain(`value="${q}"`);
    expect(found.text).not.toMatch(/(?:href|action)="[^"]*karim/);
    expect(hidden(found.text, 'filters')).toBe('kind=rectification');
    const others = await form(first, '/admin/requests', { kind: 'erasure', q }).expect(200);
    expect(others.text).not.toContain(reference);
    await form(first, '/admin/requests', { q, cursor: 'x' }).expect(422);
  });

  it('gives all other filters an address, which can be kept', async () => {
    const answer = await form(first, '/admin/requests', { kind: 'erasure', state: '', q: 'R-7K' }).expect(
      303,
    );
    expect(answer.headers.location).toBe('/admin/requests?kind=erasure&q=R-7K');
  });

  it.each(['state=nowhere', 'due=soonish', 'assignee=nobody-known', 'cursor=x'])(
    'says so where %s cannot be used',
    async (query) => {
      const { text } = await first.get(`/admin/requests?${query}`).expect(422);
      expect(text).toContain('id="errors-title"');
    },
  );

  it('takes many cases in one step, logs each, and leaves out the admin’s own', async () => {
    const others = [await ask(member, 'objection'), await ask(member, 'complaint')];
    const own = await ask(first, 'objection');
    const answer = await form(first, '/admin/requests/bulk', {
      action: 'take',
      filters: 'kind=objection&next=//evil.example',
      reference: [...others, own],
    }).expect(200);
    const border = answer.text.indexOf('One case stays as it was.');
    const [done, left] = [answer.text.slice(0, border), answer.text.slice(border)];
    expect(done).toContain('These 2 cases are yours:');
    for (const reference of others) expect(done).toContain(`href="/admin/requests/${reference}"`);
    expect(left).toMatch(new RegExp(`${own}.*?your own request: somebody else handles it`, 's'));
    for (const reference of others) expect(left).not.toContain(reference);
    expect(left).toContain('href="/admin/requests?kind=objection"');
    const all = { action: 'take', filters: 'kind=complaint', reference: others };
    const again = await form(first, '/admin/requests/bulk', all).expect(303);
    expect(again.headers.location).toBe('/admin/requests?kind=complaint&done=queue.take');
    const mine = await first.get('/admin/requests?assignee=me').expect(200);
    for (const reference of others) expect(mine.text).toContain(reference);
    expect(mine.text).not.toContain(own);
    await portal.settleLog();
    const logged = await portal.sql.query(
      `SELECT count(*)::int AS count FROM audit_events WHERE action = 'request.assigned'`,
    );
    expect(logged[0].count).toBe(4);
  });

  it('says of each of many cases why it stays as it was', async () => {
    const [told, over] = [await ask(member, 'objection'), await ask(member, 'complaint')];
    await member.post(`/api/v1/requests/${over}/withdraw`).expect(200);
    const references = [told, over, 'R-2222-2222'];
    const many = { action: 'acknowledge', references };
    const { body } = await first.post('/api/v1/admin/requests/bulk').send(many).expect(200);
    expect(body).toEqual({
      done: [],
      skipped: references,
      reasons: [
        { reference: told, code: 'acknowledged-before' },
        { reference: over, code: 'wrong-state' },
        { reference: 'R-2222-2222', code: 'not-found' },
      ],
    });
    const sent = { action: 'acknowledge', filters: '', reference: references };
    const { text } = await form(first, '/admin/requests/bulk', sent).expect(200);
    expect(text).toContain('3 cases stay as they were.');
    expect(text).toMatch(
      new RegExp(`${told}.*?told before.*?${over}.*?It is closed.*?no such case any more`, 's'),
    );
  });

  it('marks the cases of people whom a hold names, however it finds them, and never the viewer’s own', async () => {
    const salma = await portal.signIn('salma');
    const held = [await ask(salma, 'restriction'), await ask(second, 'restriction')];
    const letter = await form(first, '/admin/requests/new', {
      channel: 'letter',
      kind: 'restriction',
      receivedAt: '2026-01-05',
      name: '',
      actingAs: 'self',
      locale: 'en',
      email: 'Letters@Readers.example',
      message: '',
      comments: '',
    }).expect(303);
    held.push(/R-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(letter.headers.location ?? '')?.[0] ?? '');
    const free = await ask(member, 'restriction');
    const marked = async (agent: Agent, path: string): Promise<string[]> => {
      const rows = (await agent.get(path).expect(200)).text.split('<tr>');
      const under = rows.slice(1).filter((row) => row.includes('>Held<'));
      return under.map((row) => /R-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(row)?.[0] ?? '').sort();
    };
    expect(await marked(first, '/admin/requests?kind=restriction')).toEqual([]);
    // An address that was given up still leads to whoever had it.
    await portal.sql.query(
      `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at, ended_at)
       SELECT person_id, 'portal', 'email', 'former@readers.example', now(), now() FROM accounts WHERE username = 'salma'`,
    );
    for (const email of ['FORMER@readers.example', 'badr@readers.example', 'letters@readers.example']) {
      const body = { matter: 'M', purpose: 'legal', citation: 'C', scope: { email }, reviewOn: '2099-01-01' };
      await first.post('/api/v1/admin/holds').send(body).expect(201);
    }
    for (const path of ['/admin/requests?kind=restriction', '/admin/requests?kind=restriction&held=true']) {
      expect(await marked(first, path)).toEqual([...held].sort());
      expect(await marked(second, path)).toEqual([held[0], held[2]].sort());
    }
    const { text } = await first.get('/admin/requests?kind=restriction&held=true').expect(200);
    expect(text).not.toContain(free);
  });

  it('decides nothing in bulk', async () => {
    const reference = await ask(member, 'export');
    for (const action of ['approve', 'refuse'])
      await form(first, '/admin/requests/bulk', { action, reference }).expect(422);
    expect(await stateOf(reference)).toBe('received');
  });
});

describe('a case', () => {
  it('is not shown to an admin whose own it is, nor are notes about it', async () => {
    const reference = await ask(first, 'rectification');
    await form(second, `/admin/requests/${reference}/notes`, { note: 'wears two hats' }).expect(303);
    const own = await first.get(`/admin/requests/${reference}`).expect(403);
    expect(own.text).toContain(`href="/requests/${reference}"`);
    expect(own.text).not.toContain('wears two hats');
    for (const path of ['approve', 'refuse', 'stop', 'complete', 'extend', 'progress', 'receipt'])
      await first.get(`/admin/requests/${reference}/${path}`).expect(403);
    await first.get(`/api/v1/admin/requests/${reference}`).expect(403);
    const seen = await second.get(`/admin/requests/${reference}`).expect(200);
    expect(seen.text).toContain('wears two hats');
    const person = await first.get(`/requests/${reference}`).expect(200);
    expect(person.text).not.toContain('wears two hats');
  });

  it('shows a form again with what was typed, the fault linked to its field', async () => {
    const reference = await ask(member, 'rectification');
    const answer = await form(first, `/admin/requests/${reference}/notes`, { note: 'x'.repeat(5001) }).expect(
      422,
    );
    expect(answer.text).toContain('<a href="#note">');
    expect(answer.text).toContain('x'.repeat(5001));
  });

  it('is refused only after the mail was read, which is the one that goes out', async () => {
    const reference = await ask(member, 'rectification');
    const path = `/admin/requests/${reference}/refuse`;
    const empty = await form(first, path, { step: 'preview', ground: '', explanation: '' }).expect(422);
    expect(empty.text).toContain('<a href="#ground">');
    const typed = { ground: 'manifestly_abusive', explanation: 'Asked <b>five</b> times.' };
    const preview = await form(first, path, { step: 'preview', ...typed }).expect(200);
    expect(preview.text).toContain('karim@readers.example');
    expect(preview.text).toContain(
      'The request is clearly abusive, above all by repetition (Law 09-08, Art. 7)',
    );
    expect(preview.text).toContain('Asked &lt;b>five&lt;/b> times.');
    expect(await stateOf(reference)).toBe('received');
    await form(first, path, { step: 'send', ...typed }).expect(303);
    expect(await stateOf(reference)).toBe('refused');
    const mail = await portal.mail.take('karim@readers.example', 'Asked <b>five</b> times.');
    expect(mail.text).toContain(reference);
  });
});

describe('an erasure', () => {
  it('is approved by two people, each for the plan that they saw', async () => {
    const salma = await portal.signIn('salma');
    const reference = await ask(salma, 'erasure');
    const path = `/admin/requests/${reference}/approve`;
    const seen = await first.get(path).expect(200);
    const stale = hidden(seen.text, 'plannedAt');
    expect(stale).not.toBe('');
    await form(second, `/admin/requests/${reference}/plan`, {}).expect(303);
    const changed = await form(first, path, { plannedAt: stale }).expect(409);
    expect(changed.text).toContain('made anew');
    expect(await stateOf(reference)).toBe('received');
    await form(first, path, { plannedAt: hidden(changed.text, 'plannedAt') }).expect(303);
    const half = await first.get(`/admin/requests/${reference}`).expect(200);
    expect(half.text).toContain('it cannot be you');
    expect(half.text).not.toContain(`href="${path}"`);
    await first.get(path).expect(303);
    const waits = await first.get('/admin/requests?second=true').expect(200);
    expect(waits.text).toContain(reference);
    // What the first one approved is what the second one is asked for, also where a look finds more by now.
    await salma.patch('/api/v1/me').send({ displayName: 'Salma' }).expect(200);
    await form(second, `/admin/requests/${reference}/plan`, {}).expect(303);
    const last = await second.get(path).expect(200);
    expect(hidden(last.text, 'plannedAt')).toBe(hidden(changed.text, 'plannedAt'));
    await form(second, path, { plannedAt: hidden(last.text, 'plannedAt') }).expect(303);
    expect(await stateOf(reference)).toBe('scheduled');
    const stop = `/admin/requests/${reference}/stop`;
    await form(second, stop, { reason: '' }).expect(422);
    await form(second, stop, { reason: 'A court asked for it.' }).expect(303);
    expect(await stateOf(reference)).toBe('received');
  });
});

describe('recipients whom the policy names', () => {
  it('are listed where an erasure is approved and a correction is done, and for other kinds not', async () => {
    const salma = await portal.signIn('salma');
    const page = async (kind: string) => {
      const reference = await ask(salma, kind);
      const { text } = await first.get(`/admin/requests/${reference}/approve`).expect(200);
      return { reference, text };
    };
    const erasure = await page('erasure');
    expect(erasure.text).toContain('Recipients to tell');
    expect(erasure.text).toContain('The mail provider');
    expect(erasure.text).not.toContain('The authorised staff');
    expect((await page('export')).text).not.toContain('Recipients to tell');
    const correction = await page('rectification');
    expect(correction.text).toContain('Recipients to tell');
    await form(first, `/admin/requests/${correction.reference}/approve`, {}).expect(303);
    const closing = await first.get(`/admin/requests/${correction.reference}/complete`).expect(200);
    expect(closing.text).toContain('The mail provider');
  });
});

describe('closing a case by hand', () => {
  it('tells the person what the office answers, in the thread and in the mail', async () => {
    const reference = await ask(member, 'complaint');
    const path = `/admin/requests/${reference}`;
    await form(first, `${path}/approve`, {}).expect(303);
    await form(first, `${path}/complete`, { answer: 'x'.repeat(5001) }).expect(422);
    expect(await stateOf(reference)).toBe('approved');
    await form(first, `${path}/complete`, { answer: 'We spoke to the author.' }).expect(303);
    expect(await stateOf(reference)).toBe('completed');
    const own = await member.get(`/requests/${reference}`).expect(200);
    expect(own.text).toContain('We spoke to the author.');
    const mail = await portal.mail.take('karim@readers.example', new RegExp(`done[^]*${reference}`));
    expect(mail.text).toContain('We spoke to the author.');
  });
});

describe('a letter', () => {
  it('is written down with the day it came, and acknowledged where no mail could be sent', async () => {
    const wrong = await form(first, '/admin/requests/new', {
      channel: 'letter',
      kind: '',
      receivedAt: '2999-01-01',
      locale: 'ar',
    }).expect(422);
    expect(wrong.text).toContain('<a href="#kind">');
    const made = await form(first, '/admin/requests/new', {
      channel: 'letter',
      kind: 'rectification',
      receivedAt: '2026-01-05',
      name: 'ليلى',
      actingAs: 'self',
      locale: 'ar',
      email: '',
      message: '',
      comments: '',
    }).expect(303);
    const reference = /R-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(made.headers.location ?? '')?.[0] ?? '';
    const shown = await first.get(`/admin/requests/${reference}`).expect(200);
    expect(shown.text).toContain('ليلى');
    expect(shown.text).toContain('<dd>January 5, 2026</dd>');
    await form(first, `/admin/requests/${reference}/acknowledge`, {}).expect(303);
    await form(first, `/admin/requests/${reference}/acknowledge`, {}).expect(409);
  });
});

describe('the overview', () => {
  it('counts, leads to the cases, and draws its charts for admins alone', async () => {
    const { text } = await first.get('/admin').expect(200);
    expect(text).toContain('href="/admin/requests?due=overdue"');
    for (const chart of ['months', 'time']) {
      const link = new RegExp(`src="(/admin/charts/${chart}\\?numbers=[^"]+)"`).exec(text)?.[1] ?? '';
      const path = link.replaceAll('&amp;', '&');
      const image = await first.get(path).expect(200);
      expect(image.headers['content-type']).toContain('image/svg+xml');
      await member.get(path).expect(403);
      // The numbers are those of this chart and no other, and nobody else's.
      await first
        .get(path.replace(/charts\/\w+/, `charts/${chart === 'time' ? 'months' : 'time'}`))
        .expect(404);
      await first.get(`/admin/charts/${chart}`).expect(404);
    }
    await first.get('/admin/charts/other').expect(404);
  });

  it('sends a mail’s link on to the case after signing in', async () => {
    const { text } = await portal.visitor().get('/admin/requests/R-2222-2222').expect(401);
    expect(text).toContain('href="/login?next=%2Fadmin%2Frequests%2FR-2222-2222"');
  });
});
