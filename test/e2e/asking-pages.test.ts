import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, PASSWORD, TestApp } from '../support/app.js';
import { tokenIn } from '../support/mail-sink.js';

const HOUR = 3_600_000;
let portal: TestApp;

beforeAll(async () => {
  portal = await TestApp.start();
  for (const username of ['karim', 'salma', 'omar']) await portal.account('member', username);
});

afterAll(() => portal.stop());

const send = (agent: Agent, fields: Record<string, string>, path = '/requests/new') =>
  agent.post(path).type('form').send(fields);
const SELF = { message: '', actingAs: 'self' };

describe('asking without an account', () => {
  it('goes one question at a time, and leads to the same page for every address', async () => {
    const guest = portal.visitor();
    expect((await guest.get('/requests/new').expect(200)).text).toContain('What do you want to ask for?');
    const kind = await send(guest, { question: 'kind', kind: 'export' }).expect(200);
    expect(kind.text).toContain('For whom do you ask?');
    expect(kind.text).toContain('<input type="hidden" name="kind" value="export"/>');
    const message = await send(guest, { question: 'actingAs', kind: 'export', actingAs: 'self' });
    expect(message.text).toContain('Do you want to tell us anything about it?');
    const word = { ...SELF, message: ' a "word" ' };
    const address = await send(guest, { question: 'message', kind: 'export', ...word }).expect(200);
    expect(address.text).toContain('value=" a &quot;word&quot; "');
    expect(address.text).toContain('Which e-mail address');
    const answers = { kind: 'export', ...SELF, email: 'nobody@readers.example' };
    const check = await send(guest, { question: 'email', ...answers }).expect(200);
    expect(check.text).toContain('Check your answers');
    expect(check.text).toContain('<bdi dir="ltr">nobody@readers.example</bdi>');
    expect(check.text).toContain('our own target');
    const sent = await send(guest, { ...answers, send: 'true' }).expect(303);
    expect(sent.headers.location).toMatch(/^\/requests\/sent\?reference=R-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    const known = await send(portal.visitor(), { ...answers, email: 'karim@readers.example', send: 'true' });
    const [one, other] = await Promise.all(
      [sent, known].map(({ headers }) => guest.get(headers.location ?? '').expect(200)),
    );
    const plain = (text = '') => text.replace(/R-[2-9A-Z]{4}-[2-9A-Z]{4}/g, 'R');
    expect(plain(one?.text)).toBe(plain(other?.text));
    expect(one?.text).toContain('Look into your mailbox');
    const mail = await portal.mail.take('nobody@readers.example');
    const opened = await guest.post(`/requests/confirm/${tokenIn(mail, '/requests/confirm')}`).expect(303);
    expect((await guest.get(opened.headers.location ?? '').expect(200)).text).toContain('Received');
  });

  it('asks again what was answered wrong, and keeps what was typed', async () => {
    const guest = portal.visitor();
    const wrong = await send(guest, { question: 'email', kind: 'export', ...SELF, email: 'not <one>' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('<title>Error: ');
    expect(wrong.text).toContain('href="#email"');
    expect(wrong.text).toContain('value="not &lt;one>"');
    const empty = await send(guest, { question: 'message', kind: 'complaint', ...SELF });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('<a href="#message">Say what your request is about.</a>');
    const long = await send(guest, {
      question: 'message',
      kind: 'export',
      ...SELF,
      message: 'x'.repeat(5001),
    });
    expect(long.status).toBe(422);
    expect(long.text).toContain(
      '<a href="#message">This text is too long: write at most 5,000 characters.</a>',
    );
    expect((await send(guest, { question: 'kind', kind: 'everything' })).status).toBe(422);
  });

  it('sends nothing before every question is answered', async () => {
    const answer = await send(portal.visitor(), { kind: 'export', ...SELF, send: 'true' }).expect(200);
    expect(answer.text).toContain('Which e-mail address');
  });

  it('goes back to a question without its answer being judged', async () => {
    const answers = { kind: 'complaint', message: '', actingAs: 'self', email: 'bad' };
    const back = await send(portal.visitor(), { ...answers, go: 'message' }).expect(200);
    expect(back.text).toContain('What is it about?');
    expect(back.text).toContain('name="email" value="bad"');
  });

  it('keeps the answers, and what is half typed, when the language is switched or one goes back', async () => {
    const guest = portal.visitor();
    const first = await guest.get('/requests/new').expect(200);
    expect(first.text).toContain('Make a request · Step 1<');
    const shown = await send(guest, { question: 'actingAs', kind: 'complaint', actingAs: 'self' });
    expect(shown.text).toContain('Make a request · Step 3 of 5<');
    const form = /<form id="answers".*?<\/form>/s.exec(shown.text)?.[0];
    expect(form).toContain('name="message"');
    expect(form).toContain('name="go" value="actingAs"');
    const button = /<button[^>]*formaction="\/requests\/new\?lang=fr"[^>]*>/.exec(shown.text)?.[0];
    expect(button).toContain('form="answers"');
    expect(button).toContain('name="go" value="message"');
    const typed = { question: 'message', kind: 'complaint', actingAs: 'self', message: 'half <typed' };
    const french = await send(guest, { ...typed, go: 'message' }, '/requests/new?lang=fr').expect(200);
    expect(french.text).toContain('Étape 3 sur 5');
    expect(french.text).toContain('half &lt;typed</textarea>');
    expect(french.text).toContain('<input type="hidden" name="kind" value="complaint"/>');
    const back = await send(guest, { ...typed, go: 'actingAs' }).expect(200);
    expect(back.text).toContain('name="message" value="half &lt;typed"');
    const check = { kind: 'export', ...SELF, email: 'nobody@readers.example' };
    const checked = await send(guest, check, '/requests/new?lang=fr').expect(200);
    expect(checked.text).toContain('Étape 5 sur 5');
    expect(checked.text).toContain('name="email" value="nobody@readers.example"');
  });

  it('is told nothing personal in an address', async () => {
    const shown = await portal.visitor().get('/requests/new?kind=export&email=karim@readers.example');
    expect(shown.text).not.toContain('name="email"');
  });
});

describe('a new link', () => {
  const DEAD = `/requests/confirm/${'x'.repeat(43)}`;

  it('is offered by the page of a dead one, for any reference, and mailed to its address alone', async () => {
    const guest = portal.visitor();
    const dead = await guest.post(DEAD).type('form').send({}).expect(422);
    expect(dead.text).toContain('<a href="/requests/link">Get a new link</a>');
    const answers = { kind: 'export', ...SELF, email: 'lost@readers.example' };
    const sent = await send(guest, { ...answers, send: 'true' }).expect(303);
    const reference = /R-[-2-9A-Z]{9}/.exec(sent.headers.location ?? '')?.[0] ?? '';
    tokenIn(await portal.mail.take('lost@readers.example'), '/requests/confirm');
    expect((await guest.get('/requests/link').expect(200)).text).toContain('name="reference"');
    const ask = (email: string) =>
      send(guest, { reference: ` ${reference.toLowerCase()} `, email }, '/requests/link').expect(200);
    const fits = await ask('lost@readers.example');
    expect((await ask('other@readers.example')).text).toBe(fits.text);
    expect(fits.text).toContain('<a href="/requests/link">Ask once more</a>');
    const token = tokenIn(await portal.mail.take('lost@readers.example'), '/requests/confirm');
    await guest.post(`/requests/confirm/${token}`).expect(303);
  });

  it('needs a reference and an address, and keeps both', async () => {
    const wrong = { reference: 'R-<1', email: 'nobody' };
    const { text } = await send(portal.visitor(), wrong, '/requests/link').expect(422);
    for (const field of ['reference', 'email']) expect(text).toContain(`href="#${field}"`);
    expect(text).toContain('value="R-&lt;1"');
    expect(text).toContain('value="nobody"');
  });
});

describe('asking with an account', () => {
  it('leads to a page that can be kept, and is nobody else’s', async () => {
    const karim = await portal.signIn('karim');
    const check = await send(karim, {
      question: 'actingAs',
      kind: 'rectification',
      message: 'my name',
      actingAs: 'self',
    });
    expect(check.text).toContain('Check your answers');
    expect(check.text).toContain('the law sets that date');
    const sent = await send(karim, {
      kind: 'rectification',
      message: 'my name',
      actingAs: 'self',
      send: 'true',
    });
    expect(sent.status).toBe(303);
    const path = sent.headers.location ?? '';
    expect(path).toMatch(/^\/requests\/R-[-2-9A-Z]{9}\/sent$/);
    expect((await karim.get(path).expect(200)).text).toContain('Your request has reached us');
    await (await portal.signIn('salma')).get(path).expect(404);
    const list = await karim.get('/requests').expect(200);
    expect(list.text).toContain('Correction of your data');
    expect((await (await portal.signIn('salma')).get('/requests').expect(200)).text).toContain(
      'no request yet',
    );
  });

  it('needs the password again for an erasure after a while', async () => {
    const salma = await portal.signIn('salma');
    const answers = { kind: 'erasure', comments: 'detach', ...SELF };
    const fresh = await send(salma, { question: 'actingAs', ...answers }).expect(200);
    expect(fresh.text).not.toContain('type="password"');
    portal.clock.advance(HOUR);
    const stale = await send(salma, { question: 'actingAs', ...answers }).expect(200);
    expect(stale.text).toContain('type="password"');
    expect(stale.text).toContain('btn-danger');
    const wrong = await send(salma, { ...answers, send: 'true', password: 'wrong horse battery' });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('href="#password"');
    expect(wrong.text).not.toContain('wrong horse');
    const sent = await send(salma, { ...answers, send: 'true', password: PASSWORD }).expect(303);
    expect(sent.headers['set-cookie']?.[0]).toMatch(/^athar_session=/);
    const [row] = await portal.sql.query<{ scope: unknown; kind: string }[]>(
      'SELECT kind, scope FROM requests ORDER BY created_at DESC LIMIT 1',
    );
    expect(row).toEqual({ kind: 'erasure', scope: { comments: 'detach' } });
  });
});

describe('asking once more while the same is not over', () => {
  const COPY = { kind: 'export', ...SELF };

  it('is said with a link to the open request, and still possible', async () => {
    const omar = await portal.signIn('omar');
    const first = await send(omar, { question: 'kind', kind: 'export' }).expect(200);
    expect(first.text).not.toContain('that request is not over');
    const { body } = await omar.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    const { reference } = body as { reference: string };
    for (const shown of [
      await omar.get('/requests/new?kind=export').expect(200),
      await send(omar, { question: 'kind', kind: 'export' }).expect(200),
      await send(omar, { question: 'message', ...COPY }).expect(200),
    ]) {
      expect(shown.text).toContain('that request is not over');
      expect(shown.text).toContain(`href="/requests/${reference}"`);
    }
    await send(omar, { ...COPY, send: 'true' }).expect(303);
    const other = await send(omar, { question: 'kind', kind: 'erasure' }).expect(200);
    expect(other.text).not.toContain('that request is not over');
  });

  it('is not said of one that is over or is about another person’s data, nor to anybody else', async () => {
    const omar = await portal.signIn('omar');
    const open = await omar.get('/api/v1/requests').expect(200);
    for (const { reference, state } of (open.body as { items: { reference: string; state: string }[] }).items)
      if (state === 'received') await omar.post(`/api/v1/requests/${reference}/withdraw`).expect(200);
    const form = { kind: 'export', actingAs: 'heir', message: 'My mother; the notary knows.' };
    await omar.post('/api/v1/requests').send(form).expect(201);
    const again = await send(omar, { question: 'message', ...COPY }).expect(200);
    expect(again.text).not.toContain('that request is not over');
    await omar.post('/api/v1/requests').send({ kind: 'export' }).expect(201);
    const another = await send(omar, { question: 'message', ...form }).expect(200);
    expect(another.text).not.toContain('that request is not over');
    const salma = await send(await portal.signIn('salma'), { question: 'message', ...COPY }).expect(200);
    expect(salma.text).not.toContain('that request is not over');
    const guest = { ...COPY, email: 'omar@readers.example' };
    const shown = await send(portal.visitor(), { question: 'email', ...guest }).expect(200);
    expect(shown.text).not.toContain('that request is not over');
  });
});

describe('what a request is about', () => {
  const messageOfNewest = async (agent: Agent): Promise<string> => {
    const list = await agent.get('/api/v1/requests?limit=1').expect(200);
    const [{ reference }] = (list.body as { items: [{ reference: string }] }).items;
    const { body } = await agent.get(`/api/v1/requests/${reference}/messages`).expect(200);
    return (body as { items: { body: string }[] }).items[0]?.body ?? '';
  };
  const consent = (username: string, purpose: string, withdrawn: string | null) =>
    portal.sql.query(
      `INSERT INTO consents (person_id, purpose, policy_version, given_at, withdrawn_at)
       SELECT person_id, $2, '2026-01', '2026-02-03T10:00:00Z', $3 FROM accounts WHERE username = $1`,
      [username, purpose, withdrawn],
    );

  it('is asked of an article, and told to the office', async () => {
    const omar = await portal.signIn('omar');
    const asked = await send(omar, { question: 'actingAs', kind: 'article', actingAs: 'self' }).expect(200);
    expect(asked.text).toContain('Which article is it about?');
    const answers = { kind: 'article', actingAs: 'self', article: ' ' };
    const empty = await send(omar, { question: 'article', ...answers }).expect(422);
    expect(empty.text).toContain('<a href="#article">Say which article it is');
    const named = { ...answers, article: 'https://site.example/2026/a-<title>' };
    const message = await send(omar, { question: 'article', ...named }).expect(200);
    expect(message.text).toContain('What should change in it, and why?');
    const whole = { ...named, message: 'My name is wrong.' };
    const check = await send(omar, { question: 'message', ...whole }).expect(200);
    expect(check.text).toContain('https://site.example/2026/a-&lt;title>');
    await send(omar, { ...whole, send: 'true' }).expect(303);
    expect(await messageOfNewest(omar)).toBe(
      'Article:\nhttps://site.example/2026/a-<title>\n\nMy name is wrong.',
    );
  });

  it('is chosen among one’s own consents in force, or described', async () => {
    await consent('omar', 'avatar', null);
    await consent('omar', 'avatar', null);
    await consent('omar', 'an <earlier> purpose', null);
    await consent('omar', 'statistics', '2026-03-04T10:00:00Z');
    await consent('salma', 'spam', null);
    const omar = await portal.signIn('omar');
    const self = { kind: 'consent_withdrawal', actingAs: 'self' };
    const asked = await send(omar, { question: 'actingAs', ...self }).expect(200);
    expect(asked.text).toContain('Which consent do you take back?');
    const offered = [...asked.text.matchAll(/name="consent" type="radio" value="([^"]*)"/g)];
    expect(offered.map(([, value]) => value)).toEqual(['an &lt;earlier> purpose', 'avatar', '*', '-']);
    const foreign = await send(omar, { question: 'consent', ...self, consent: 'spam' }).expect(422);
    expect(foreign.text).toContain('<a href="#consent">Say which consent you take back.');
    const other = await send(omar, { question: 'message', ...self, consent: '-', message: '' }).expect(422);
    expect(other.text).toContain('Which consent do you take back?');
    await send(omar, { ...self, consent: '*', message: 'At once, please.', send: 'true' }).expect(303);
    const told = await messageOfNewest(omar);
    expect(told.split('\n\n')).toEqual([
      expect.stringMatching(
        /^Consent to be withdrawn:\nan <earlier> purpose\nGiven on February 3, 2026.*2026-01$/,
      ),
      expect.stringMatching(/^Consent to be withdrawn:\nShowing the picture of a comment’s author\nGiven/),
      'At once, please.',
    ]);
  });

  it('is described where there is no consent to choose, with a way to object instead', async () => {
    const karim = await portal.signIn('karim');
    const self = { kind: 'consent_withdrawal', actingAs: 'self' };
    const asked = await send(karim, { question: 'actingAs', ...self }).expect(200);
    expect(asked.text).toContain('No consent of yours is in force with us');
    expect(asked.text).toContain('href="/requests/new?kind=objection"');
    expect(asked.text).toMatch(/<input id="consent" name="consent"[^>]* type="text"/);
    await send(karim, { ...self, consent: 'Photos of the fair', message: '', send: 'true' }).expect(303);
    expect(await messageOfNewest(karim)).toBe('Consent to be withdrawn:\nPhotos of the fair');
    const guest = await send(portal.visitor(), { question: 'actingAs', ...self }).expect(200);
    expect(guest.text).toContain('Say what you agreed to');
    expect(guest.text).not.toContain('No consent of yours');
  });
});

describe('asking in another person’s place', () => {
  const ERASURE = { kind: 'erasure', actingAs: 'representative', comments: 'delete' };

  it('has to say who it is about and how that can be checked, and is told nothing goes of one’s own', async () => {
    const karim = await portal.signIn('karim');
    const asked = await send(karim, { question: 'comments', ...ERASURE }).expect(200);
    expect(asked.text).toContain('Who is it about, and how can we check that you may ask?');
    const empty = await send(karim, { question: 'message', ...ERASURE, message: ' ' }).expect(422);
    expect(empty.text).toContain('Say who it is about and how we can check that you may ask');
    const answers = { ...ERASURE, message: 'For Amina, by a mandate of the notary.' };
    const check = await send(karim, { question: 'message', ...answers }).expect(200);
    const told = [check.text];
    expect(check.text).toContain('Erasure of another person’s data');
    expect(check.text).toContain('Nothing of your own is copied or erased.');
    expect(check.text).not.toContain('btn-danger');
    const sent = await send(karim, { ...answers, send: 'true' }).expect(303);
    const done = await karim.get(sent.headers.location ?? '').expect(200);
    expect(done.text).toContain('Nothing of your own is copied or erased.');
    told.push(done.text, (await portal.mail.take('karim@readers.example', 'another person')).text);
    for (const text of told) {
      expect(text).toMatch(/erasure of another person’s data/i);
      expect(text).not.toMatch(/your (own )?(data|account)\b/i);
    }
  });

  it('is asked as a guest for the own address, not for one of the data', async () => {
    const answers = { kind: 'export', actingAs: 'heir', message: 'My mother; the notary knows.' };
    const { text } = await send(portal.visitor(), { question: 'message', ...answers }).expect(200);
    expect(text).toContain('What is your own e-mail address?');
  });
});

describe('registering', () => {
  const FORM = { username: 'new-reader', email: 'new@readers.example', password: 'blue horse on a hill' };

  it('answers a known address as any other', async () => {
    const [one, other] = await Promise.all([
      send(portal.visitor(), FORM, '/register'),
      send(portal.visitor(), { ...FORM, username: 'other-one', email: 'karim@readers.example' }, '/register'),
    ]);
    expect([one?.status, one?.headers.location]).toEqual([303, '/register/done']);
    expect([other?.status, other?.headers.location]).toEqual([303, '/register/done']);
    const token = tokenIn(await portal.mail.take('new@readers.example'), '/confirm-email');
    await portal.visitor().post(`/confirm-email/${token}`).expect(200);
    await send(portal.visitor(), { login: 'new-reader', password: FORM.password }, '/login').expect(303);
  });

  it('is shown again with what was typed, but never the password', async () => {
    const answer = await send(
      portal.visitor(),
      { ...FORM, username: 'karim', password: 'short' },
      '/register',
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('at least 10 characters');
    expect(answer.text).toContain('value="new@readers.example"');
    expect(answer.text).not.toContain('short"');
    const taken = await send(portal.visitor(), { ...FORM, username: 'karim' }, '/register').expect(422);
    expect(taken.text).toContain('Somebody has this username already');
  });
});
