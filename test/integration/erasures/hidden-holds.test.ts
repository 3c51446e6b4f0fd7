import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasurePlans } from '../../../src/erasures/erasure-plans.js';
import { type RetainedItem } from '../../../src/erasures/receipt.js';
import { type Agent } from '../../support/app.js';
import { tokenIn } from '../../support/mail-sink.js';
import { readBinary } from '../../support/read-binary.js';
import { unzip } from '../../support/zip.js';
import { ErasureOffice } from './erasure-office.js';

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
});

afterAll(() => office.close());

/** What else a person has with the office beside their erasure. */
interface Others {
  readonly complaint: string;
  readonly exported: string;
  readonly letter: string;
  readonly unconfirmed: string;
}

/** A member with a case of every sort open, and a mail about one that the mail server has not taken yet. */
async function cases(member: Agent, email: string): Promise<Others> {
  const complaint = await office.ask(member, { kind: 'complaint', message: 'Too slow.' });
  const exported = await office.ask(member, { kind: 'export' });
  await office.admins[0].post(`/api/v1/admin/requests/${exported}/approve`).expect(200);
  const { body: letter } = await office.admins[0]
    .post('/api/v1/admin/requests')
    .send({ kind: 'objection', channel: 'letter', email, receivedAt: new Date(Date.now() - 1000) })
    .expect(201);
  const { body: unconfirmed } = await office.portal
    .visitor()
    .post('/api/v1/requests')
    .send({ kind: 'export', email })
    .expect(202);
  await office.work();
  const message = { body: 'One moment, please.', awaitsAnswer: false };
  await office.admins[0].post(`/api/v1/admin/requests/${complaint}/messages`).send(message).expect(201);
  return { complaint, exported, letter: letter.reference, unconfirmed: unconfirmed.reference };
}

async function states({ complaint, exported, letter, unconfirmed }: Others): Promise<string[]> {
  const rows = await office.rows<{ reference: string; state: string }>(
    'SELECT reference, state FROM requests WHERE reference = ANY ($1)',
    [complaint, exported, letter, unconfirmed],
  );
  return [complaint, exported, letter, unconfirmed].map(
    (wanted) => rows.find(({ reference }) => reference === wanted)?.state ?? 'gone',
  );
}

/** Erases a member and everything waiting of theirs. @returns their cases, and how their mails and bundle ended */
async function erased(username: string): Promise<{ others: Others; erasure: string; mails: string[] }> {
  const email = `${username}@readers.example`;
  const member = await office.member(username, 1);
  const others = await cases(member, email);
  const erasure = await office.ask(member);
  await office.approve(erasure);
  await office.rows(
    `UPDATE tasks SET run_at = now() + interval '1 hour' WHERE state = 'waiting' AND name = 'mail.send'`,
  );
  office.portal.mail.mails.length = 0;
  await office.run();
  await office.rows(`UPDATE tasks SET run_at = now() WHERE state = 'waiting'`);
  await office.run();
  const mails = office.portal.mail.mails.filter(({ to }) => to === email).map(({ subject }) => subject);
  return { others, erasure, mails };
}

const withoutDates = ({ until: _until, ...item }: RetainedItem) => item;

describe('a hold that hides itself', () => {
  let hidden: Awaited<ReturnType<typeof erased>>;
  let plain: Awaited<ReturnType<typeof erased>>;

  it('ends everything that waits of the person, just as an erasure without a hold does', async () => {
    await office.hold({ email: 'veiled@readers.example', collection: 'comments' }, 'existence-hidden');
    hidden = await erased('veiled');
    plain = await erased('vulgar');
    expect(await office.state(hidden.erasure)).toBe('deferred');
    expect(await office.state(plain.erasure)).toBe('completed');
    expect(await states(hidden.others)).toEqual(['withdrawn', 'withdrawn', 'withdrawn', 'expired']);
    expect(await states(plain.others)).toEqual(await states(hidden.others));
    const named = (mails: readonly string[]) => mails.map((subject) => subject.replaceAll(/R-[\w-]+/g, ''));
    expect(plain.mails).toHaveLength(1);
    expect(named(hidden.mails)).toEqual(named(plain.mails));
    const { retained: kept, erased: gone } = await office.told(hidden.erasure);
    const { retained, erased: all } = await office.told(plain.erasure);
    expect({ gone, kept: kept.map(withoutDates) }).toEqual({ gone: all, kept: retained.map(withoutDates) });
    expect(all).toContainEqual(
      expect.objectContaining({ collection: 'comments', action: 'anonymised', count: 1 }),
    );
    for (const { others } of [hidden, plain]) {
      const bundles = await office.rows(
        `SELECT o.object_key FROM bundle_objects o JOIN requests r ON r.id = o.request_id WHERE o.live AND r.reference = $1`,
        others.exported,
      );
      expect(bundles).toEqual([]);
    }
  });

  it('lets nothing more leave about any of their cases', async () => {
    office.portal.mail.mails.length = 0;
    for (const [{ others, erasure }, email] of [
      [hidden, 'veiled@readers.example'],
      [plain, 'vulgar@readers.example'],
    ] as const) {
      for (const reference of [...Object.values(others), erasure]) {
        await office.portal.visitor().post(`/api/v1/requests/${reference}/link`).send({ email }).expect(202);
        const message = { body: 'Are you there?', awaitsAnswer: false };
        await office.admins[0].post(`/api/v1/admin/requests/${reference}/messages`).send(message).expect(409);
      }
    }
    await office.work();
    expect(office.portal.mail.mails).toEqual([]);
  });

  it('is answered like no hold to whoever asks from the address afterwards', async () => {
    const answers = await asked('veiled@readers.example');
    expect(answers).toMatchObject({ own: ['R-'], states: ['received'] });
    expect(answers).toEqual(await asked('vulgar@readers.example'));
  });
});

/** All that a guest is answered and mailed who complains from an address. */
async function asked(email: string): Promise<object> {
  const guest = office.portal.visitor();
  const form = { kind: 'complaint', email, message: 'Hm.' };
  const { body } = await guest.post('/api/v1/requests').send(form).expect(202);
  await office.work();
  const mail = await office.portal.mail.take(email, body.reference);
  const token = tokenIn(mail, '/requests/confirm');
  const { body: confirmed } = await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
  const { body: mine } = await guest.get('/api/v1/requests').expect(200);
  const { body: shown } = await guest.get(`/api/v1/requests/${body.reference}`).expect(200);
  const own = mine.items.map(({ reference }: { reference: string }) => reference);
  const states = [await office.state(body.reference)];
  const answers = { mail: mail.text, body, confirmed, shown, own, states };
  const same = JSON.stringify(answers)
    .replaceAll(email, 'address')
    .replaceAll(token, 'token')
    .replaceAll(/R-[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'R-')
    .replaceAll(/20\d\d-\d\d-\d\dT[^"]*Z/g, 'at');
  return JSON.parse(same) as object;
}

/** The texts in the copy that a guest is given. */
async function copyOf(email: string): Promise<string> {
  const guest = office.portal.visitor();
  const { body } = await guest.post('/api/v1/requests').send({ kind: 'export', email }).expect(202);
  await office.work();
  const token = tokenIn(await office.portal.mail.take(email, body.reference), '/requests/confirm');
  await guest.post('/api/v1/requests/confirm').send({ token }).expect(200);
  await office.admins[0].post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
  await office.work();
  const { body: zip } = await guest
    .get(`/api/v1/requests/${body.reference}/bundle`)
    .buffer(true)
    .parse(readBinary)
    .expect(200);
  return [...(await unzip(zip as Buffer)).values()].map(String).join('\n');
}

describe('what a hidden hold keeps of a guest', () => {
  const email = 'masked@readers.example';
  const say = (body: string) => office.comment(office.portal.visitor(), body, { name: 'M', email });
  const publish = () => office.rows(`UPDATE comments SET status = 'approved' WHERE status = 'pending'`);
  let holds: readonly string[];
  let first: string;

  it('is not found by the address any more', async () => {
    await say('masked says a thing');
    const [said] = await office.rows<{ id: string }>(
      `SELECT id FROM comments WHERE body = 'masked says a thing'`,
    );
    const scope = { source: 'portal', collection: 'comments', recordIds: [said?.id] };
    const place = () => office.hold(scope, 'existence-hidden');
    holds = [await place(), await place()];
    first = await office.askAsGuest(email);
    await office.approve(first);
    await office.work();
    expect(await office.state(first)).toBe('deferred');
    const [request] = await office.rows<{ id: string }>(
      'SELECT id FROM requests WHERE reference = $1',
      first,
    );
    const progress = await office.portal.app.get(ErasurePlans).progress(request?.id ?? '');
    expect(progress?.total).toBeGreaterThan(0);
    expect(progress?.done).toBe(progress?.total);
    await say('masked says another thing');
    const copy = await copyOf(email);
    expect(copy).toContain('masked says another thing');
    expect(copy).not.toContain('masked says a thing');
    await office.portal.account('member', 'masked');
    const { body } = await (await office.portal.signIn('masked')).get('/api/v1/me/data').expect(200);
    const own = body.items.flatMap(({ collections }: { collections: object[] }) => collections);
    expect(own).toContainEqual(expect.objectContaining({ collection: 'comments', count: 1 }));
  });

  it('is hidden with nothing that came since, however often the erasure is deferred', async () => {
    await publish();
    const thread = async () => (await office.portal.visitor().get('/api/v1/articles/port/comments')).text;
    await office.release(holds[0] ?? '');
    expect(await office.state(first)).toBe('deferred');
    expect(await thread()).toContain('masked says another thing');
    expect(await thread()).not.toContain('masked says a thing');
  });

  it('is left to its own erasure by a later one', async () => {
    const second = await office.ask(await office.portal.signIn('masked'));
    await office.approve(second);
    await office.work();
    expect(await office.state(second)).toBe('completed');
    expect(await office.comments('masked says%')).toEqual(['masked says a thing']);
    expect(await office.state(first)).toBe('deferred');
    await office.release(holds[1] ?? '');
    expect(await office.state(first)).toBe('completed');
    expect(await office.comments('masked says%')).toEqual([]);
    const known = await office.rows(
      `SELECT 1 FROM erased_addresses a JOIN erasures e ON e.id = a.erasure_id JOIN requests r ON r.id = e.request_id
       WHERE r.reference = $1`,
      first,
    );
    expect(known).toEqual([]);
  });
});

describe('somebody with an older account who takes the address', () => {
  it('has all that is theirs, and nothing of what is kept', async () => {
    const older = await office.member('elder', 2);
    const email = 'heir@visitors.example';
    await office.comment(office.portal.visitor(), 'heir says a thing', { name: 'H', email });
    const [said] = await office.rows<{ id: string }>(
      `SELECT id FROM comments WHERE body = 'heir says a thing'`,
    );
    const scope = { source: 'portal', collection: 'comments', recordIds: [said?.id] };
    const held = await office.hold(scope, 'existence-hidden');
    const first = await office.askAsGuest(email);
    await office.approve(first);
    await office.work();
    expect(await office.state(first)).toBe('deferred');
    for (const [table, column] of [
      ['accounts', 'email'],
      ['person_identifiers', 'value'],
    ])
      await office.rows(
        `UPDATE ${table} SET ${column} = $1 WHERE ${column} = 'elder@readers.example'`,
        email,
      );
    const { body } = await older.get('/api/v1/me/data').expect(200);
    const own = body.items.flatMap(({ collections }: { collections: object[] }) => collections);
    expect(own).toContainEqual(expect.objectContaining({ collection: 'account', count: 1 }));
    expect(own).toContainEqual(expect.objectContaining({ collection: 'comments', count: 2 }));
    const second = await office.ask(older);
    await office.approve(second);
    await office.work();
    expect(await office.state(second)).toBe('completed');
    expect(await office.comments('words%of elder')).toEqual([]);
    expect(await office.comments('heir says%')).toHaveLength(1);
    await office.release(held);
    expect(await office.state(first)).toBe('completed');
    expect(await office.comments('heir says%')).toEqual([]);
  });
});

describe('a hidden hold beside an open one', () => {
  it('leaves out of a copy what it alone keeps', async () => {
    const email = 'mixed@visitors.example';
    for (const body of ['mixed one', 'mixed two'])
      await office.comment(office.portal.visitor(), body, { name: 'M', email });
    const [one, two] = await office.rows<{ id: string }>(
      `SELECT id FROM comments WHERE body LIKE 'mixed%' ORDER BY body`,
    );
    const records = (id = '') => ({ source: 'portal', collection: 'comments', recordIds: [id] });
    await office.hold(records(one?.id));
    await office.hold(records(two?.id), 'existence-hidden');
    const reference = await office.askAsGuest(email);
    await office.approve(reference);
    await office.work();
    expect((await office.told(reference)).outcome).toBe('deferred');
    const copy = await copyOf(email);
    expect(copy).toContain('mixed one');
    expect(copy).not.toContain('mixed two');
  });
});

describe('a letter that a hold keeps', () => {
  it('stays when a guest of its address is erased', async () => {
    const email = 'penned@visitors.example';
    await office.admins[0]
      .post('/api/v1/admin/requests')
      .send({
        kind: 'objection',
        channel: 'letter',
        email,
        message: 'penned by hand',
        receivedAt: new Date(Date.now() - 1000),
      })
      .expect(201);
    const held = await office.hold({ email, collection: 'request_messages' });
    const reference = await office.askAsGuest(email);
    await office.approve(reference);
    await office.work();
    const letters = () => office.rows(`SELECT 1 FROM request_messages WHERE body = 'penned by hand'`);
    expect(await office.state(reference)).toBe('deferred');
    expect(await letters()).toHaveLength(1);
    await office.release(held);
    expect(await office.state(reference)).toBe('completed');
    expect(await letters()).toEqual([]);
  });
});
