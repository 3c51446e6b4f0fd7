import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, TestApp } from '../support/app.js';

const DAY = 86_400_000;
const ANSWERS = {
  matter: 'Case 12',
  purpose: 'legal',
  citation: 'Art. 56 of the code',
  'scope/email': 'held@readers.example',
  'scope/source': 'portal',
  'scope/from': '2026-01-01',
  'scope/to': '2026-01-31',
  reviewOn: '2999-03-05',
  visibility: 'reason-hidden',
};

let portal: TestApp;
let first: Agent;
let second: Agent;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_HOLD_RELEASE_DELAY: 'PT1H' });
  for (const username of ['first', 'second']) await portal.account('admin', username);
  await portal.account('member', 'member1');
  first = await portal.signIn('first');
  second = await portal.signIn('second');
});
afterAll(() => portal.stop());

const send = (agent: Agent, path: string, fields: Record<string, string>) =>
  agent.post(path).type('form').send(fields);

async function placed(fields: Record<string, string> = {}): Promise<string> {
  const answers = { ...ANSWERS, ...fields, step: 'place' };
  const { headers } = await send(first, '/admin/holds/new', answers).expect(303);
  expect(headers.location).toMatch(/^\/admin\/holds\/[0-9a-f-]{36}\?done=holdPlaced$/);
  return String(headers.location).split('?')[0] ?? '';
}

describe('placing a hold by pages', () => {
  it('asks, shows the answers once more, and places only then', async () => {
    const form = await first.get('/admin/holds/new').expect(200);
    expect(form.text).toContain('name="scope/recordIds"');
    expect(form.text).toMatch(/value="open" checked/);
    const check = await send(first, '/admin/holds/new', { ...ANSWERS, step: 'check' }).expect(200);
    expect(check.text).toContain('<h1>Check your answers</h1>');
    expect(check.text).toContain('<bdi dir="ltr">held@readers.example</bdi>');
    expect(check.text).toContain('January 31, 2026');
    expect(check.text).toContain('not why');
    expect(check.text).toContain('<input type="hidden" name="scope/email" value="held@readers.example"/>');
    expect(await portal.sql.query('SELECT 1 FROM holds')).toEqual([]);
    const again = await send(first, '/admin/holds/new', { ...ANSWERS, step: 'change' }).expect(200);
    expect(again.text).toMatch(/name="matter"[^>]* value="Case 12"/);
    const path = await placed();
    const hold = await first.get(`${path}?done=holdPlaced`).expect(200);
    expect(hold.text).toContain('The hold is placed and in force');
    expect(hold.text).toMatch(/In force<\/span> since \w+ \d+, \d{4}/);
    expect(hold.text).toContain('Placed by \u2068first\u2069');
    expect(hold.text).toContain('January 31, 2026');
  });

  it('places one hold for a form that is sent twice, at once or later', async () => {
    const matter = 'Sent twice';
    const check = await send(first, '/admin/holds/new', { ...ANSWERS, matter, step: 'check' }).expect(200);
    const id = /name="id" value="([0-9a-f-]{36})"/.exec(check.text)?.[1] ?? '';
    const sent = { ...ANSWERS, matter, id, step: 'place' };
    const both = await Promise.all([1, 2].map(() => send(first, '/admin/holds/new', sent).expect(303)));
    const later = await send(first, '/admin/holds/new', sent).expect(303);
    for (const { headers } of [...both, later])
      expect(headers.location).toBe(`/admin/holds/${id}?done=holdPlaced`);
    const count = `SELECT count(*)::int AS n FROM`;
    expect(await portal.sql.query(`${count} holds WHERE matter = $1`, [matter])).toEqual([{ n: 1 }]);
    expect(await portal.sql.query(`${count} hold_steps WHERE hold_id = $1`, [id])).toEqual([{ n: 1 }]);
    await send(second, '/admin/holds/new', sent).expect(409);
    const next = await send(first, '/admin/holds/new', { ...ANSWERS, matter, step: 'check' }).expect(200);
    expect(next.text).not.toContain(id);
  });

  it('is shown again with what was typed and what is wrong, each linked to its field', async () => {
    const wrong = {
      ...ANSWERS,
      matter: ' ',
      'scope/email': 'nobody',
      'scope/recordIds': `1\n${'x'.repeat(201)}`,
      reviewOn: '٢٠٢٠-٠١-٠١',
      step: 'place',
    };
    const refused = await send(first, '/admin/holds/new', wrong).expect(422);
    for (const field of ['matter', 'scope/email', 'scope/recordIds'])
      expect(refused.text).toContain(`<a href="#${field}">`);
    expect(refused.text).toMatch(/<title>Error: /);
    expect(refused.text).toMatch(/id="scope\/email"[^>]* value="nobody"/);
    const past = await send(first, '/admin/holds/new', { ...ANSWERS, reviewOn: '٢٠٢٠-٠١-٠١', step: 'check' });
    expect(past.status).toBe(422);
    expect(past.text).toContain('<a href="#reviewOn">Give a review date that is still to come.</a>');
  });

  it('refuses a hold on nothing, and says so where the scope is', async () => {
    const fields = { ...ANSWERS, 'scope/email': '', 'scope/source': '', 'scope/from': '', 'scope/to': '' };
    const refused = await send(first, '/admin/holds/new', { ...fields, step: 'check' }).expect(422);
    expect(refused.text).toContain('<a href="#scope">Say what is held');
    expect(refused.text).toContain('id="scope"');
    const nothing = await send(first, '/admin/holds/new', { ...fields, matter: '', step: 'check' }).expect(
      422,
    );
    for (const field of ['matter', 'scope']) expect(nothing.text).toContain(`<a href="#${field}">`);
  });

  it('warns of a hold that keeps everybody’s data', async () => {
    const fields = { ...ANSWERS, 'scope/email': '', step: 'check' };
    const check = await send(first, '/admin/holds/new', fields).expect(200);
    expect(check.text).toContain('names no person, no article and no single record');
  });
});

describe('releasing a hold by pages', () => {
  it('needs a second admin, takes effect when its time has come, and can be called off', async () => {
    const path = await placed();
    const ask = await first.get(`${path}/release`).expect(200);
    expect(ask.text).toContain('A second admin must confirm the release.');
    const empty = await send(first, `${path}/release`, { reason: ' ' }).expect(422);
    expect(empty.text).toContain('<a href="#reason">');
    const asked = await send(first, `${path}/release`, { reason: 'The case is closed.' }).expect(303);
    expect(asked.headers.location).toBe(`${path}?done=holdReleaseAsked`);
    const own = await first.get(path).expect(200);
    expect(own.text).toContain('You asked for its release.');
    expect(own.text).not.toContain('Confirm the release');
    const alone = await first.get(`${path}/release`).expect(409);
    expect(alone.text).toContain('You asked for this yourself');
    await send(second, `${path}/keep`, {}).expect(303);
    expect((await second.get(path).expect(200)).text).toContain('\u2068second\u2069 called the release off');
    await send(first, `${path}/release`, { reason: 'Truly.' }).expect(303);
    const confirm = await second.get(`${path}/release`).expect(200);
    expect(confirm.text).toContain('Truly.');
    const done = await send(second, `${path}/release`, { reason: 'Seen.' }).expect(303);
    expect(done.headers.location).toBe(`${path}?done=holdReleaseConfirmed`);
    expect((await second.get(path).expect(200)).text).toContain('by itself. Until then');
    await second.get(`${path}/release`).expect(409);
  });

  it('moves the review date', async () => {
    const path = await placed();
    const refused = await send(second, `${path}/review`, { reviewOn: '2020-01-01', reason: 'Later' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('<a href="#reviewOn">');
    expect(refused.text).toContain('value="2020-01-01"');
    await send(second, `${path}/review`, { reviewOn: '2999-06-01', reason: 'The case goes on.' }).expect(303);
    const seen = await second.get(path).expect(200);
    expect(seen.text).toContain('June 1, 2999');
    expect(seen.text).toContain('The case goes on.');
  });

  it('is nobody’s in their own case, and says why', async () => {
    const path = await placed({ 'scope/email': 'second@readers.example' });
    for (const page of [path, `${path}/release`, `${path}/review`, `${path}/versions`]) {
      const refused = await second.get(page).expect(403);
      expect(refused.text).toContain('This concerns your own data');
    }
    await send(second, `${path}/release`, { reason: 'Mine.' }).expect(403);
    expect((await second.get('/admin/holds').expect(200)).text).not.toContain('second@readers.example');
  });

  it('is nothing for ids that are none', async () => {
    await first.get('/admin/holds/none').expect(404);
    await first.get('/admin/holds/00000000-0000-7000-8000-000000000000').expect(404);
    await send(first, '/admin/holds/00000000-0000-7000-8000-000000000000/keep', {}).expect(404);
  });
});

describe('the list of holds', () => {
  it('is filtered, says what is over, and pages by key', async () => {
    const due = await placed({ matter: 'Due soon', purpose: 'security', reviewOn: '2098-01-01' });
    const shown = await first.get('/admin/holds?purpose=security&state=in_force').expect(200);
    expect(shown.text).toContain(`href="${due}"`);
    expect(shown.text.match(/<tr>/g)).toHaveLength(2);
    expect(shown.text).toMatch(/<option value="security" selected>/);
    expect(shown.text).not.toContain('class="tag bad"');
    expect((await first.get('/admin/holds?review=over').expect(200)).text).toContain('Nothing here.');
    portal.clock.advance(100 * 365 * DAY);
    try {
      const agent = await portal.signIn('first');
      const over = await agent.get('/admin/holds?review=over').expect(200);
      expect(over.text).toContain(`href="${due}"`);
      expect(over.text).toContain('class="tag bad">Review date over');
    } finally {
      portal.clock.advance(-100 * 365 * DAY);
    }
    await first.get('/admin/holds?state=nonsense').expect(200);
    await first.get('/admin/holds?cursor=nonsense').expect(422);
    await portal.sql.query(`
      INSERT INTO holds (id, matter, purpose, citation, forget_address, article_id, review_on, visibility, placed_by, placed_at, in_force_at)
      SELECT gen_random_uuid(), 'Many ' || n, 'administrative', 'x', false, n::text, '2999-01-01', 'open', a.id, now(), now()
      FROM generate_series(1, 60) n, accounts a WHERE a.username = 'first'`);
    const page = await first.get('/admin/holds?purpose=administrative').expect(200);
    const next = /href="(\/admin\/holds\?[^"]*cursor=[^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&');
    expect(next).toContain('purpose=administrative');
    const last = await first.get(next ?? '').expect(200);
    expect(last.text.match(/<tr>/g)).toHaveLength(11);
    expect(last.text).not.toContain('rel="next"');
  });

  it('is the admins’ alone', async () => {
    const member = await portal.signIn('member1');
    await member.get('/admin/holds').expect(403);
    await portal.visitor().get('/admin/holds').expect(401);
  });
});

describe('values that a hold keeps', () => {
  it('are counted to every admin, and shown for a reason, which is logged', async () => {
    const path = await placed({ 'scope/email': 'member1@readers.example', 'scope/from': '', 'scope/to': '' });
    const member = await portal.signIn('member1');
    await member.patch('/api/v1/me').send({ about: 'Chess <b>' }).expect(200);
    await member.patch('/api/v1/me').send({ about: null }).expect(200);
    const hold = await first.get(path).expect(200);
    expect(hold.text).toContain('1 value that was edited since');
    expect(hold.text).not.toContain('Chess');
    const ask = await first.get(`${path}/versions`).expect(200);
    expect(ask.text).not.toContain('Chess');
    await send(first, `${path}/versions`, { reason: '' }).expect(422);
    const values = await send(first, `${path}/versions`, { reason: 'The court asks.' }).expect(200);
    expect(values.text).toContain('<bdi>Chess &lt;b></bdi>');
    await portal.settleLog();
    const events = await portal.sql.query(`SELECT 1 FROM audit_events WHERE action = 'hold.versions_viewed'`);
    expect(events).toHaveLength(1);
  });
});
