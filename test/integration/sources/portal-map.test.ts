import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { FULL_COUNTS, fullMember, IP, NAME } from './full-member.js';
import { PortalRows, records, type Row } from './portal-rows.js';

describe('the portal map', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let pool: StreamPool;
  let source: SqlSource;
  let rows: PortalRows;
  let article: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    rows = new PortalRows(client);
    article = await rows.article('مقال');
    pool = new StreamPool(database.appUrl);
    source = new SqlSource('portal', readMap('portal'), pool);
  });

  afterAll(async () => {
    await pool.onApplicationShutdown();
    await client.end();
    await database.drop();
  });

  /** All records of everything the addresses lead to, checked against the counts. */
  async function everything(...emails: string[]): Promise<Record<string, Row[]>> {
    const snapshot = await source.open({ emails });
    try {
      const found: Record<string, Row[]> = {};
      for (const { id, fields } of snapshot.collections) {
        const list = await records(snapshot, id);
        expect(await snapshot.count(id)).toBe(list.length);
        for (const record of list) expect(Object.keys(record)).toEqual(fields.map(({ name }) => name));
        if (list.length > 0) found[id] = list;
      }
      return found;
    } finally {
      await snapshot.close();
    }
  }

  const counts = (found: Record<string, Row[]>) =>
    Object.fromEntries(Object.entries(found).map(([id, list]) => [id, list.length]));

  it('gives a member everything of theirs and nothing of people who look alike', async () => {
    const alike = [
      'mark@look.test',
      'amark@look.test',
      'mark@look.test.org',
      'märk@look.test',
      'mark+x@look.test',
    ];
    for (const [index, email] of alike.entries()) await fullMember(rows, article, email, `mark-${index}`);
    for (const [index, email] of alike.entries()) {
      const found = await everything(email);
      expect(counts(found)).toEqual(FULL_COUNTS);
      const said = JSON.stringify(found);
      for (const other of alike.keys()) expect(said.includes(`mark-${other}`)).toBe(other === index);
      expect(said).not.toContain('secret-hash');
    }
  });

  it('compares trimmed and with ASCII letters folded, all others as they are', async () => {
    await rows.comment(article, {
      author_email: ' Jose@Fold.TEST\t',
      author_name: NAME,
      body: 'plain',
      ip: IP,
    });
    await rows.comment(article, {
      author_email: 'josé@fold.test',
      author_name: NAME,
      body: 'accent',
      ip: IP,
    });
    await rows.comment(article, {
      author_email: 'JOSÉ@fold.test',
      author_name: NAME,
      body: 'upper accent',
      ip: IP,
    });
    const bodies = async (email: string) => (await everything(email)).comments?.map(({ body }) => body);
    expect(await bodies('jose@fold.test')).toEqual(['plain']);
    expect(await bodies('JOSE@FOLD.TEST ')).toEqual(['plain']);
    expect(await bodies('JOSé@fold.test')).toEqual(['accent']);
    expect(await bodies('josÉ@fold.test')).toEqual(['upper accent']);
    expect(await bodies('%@fold.test')).toBeUndefined();
  });

  it('marks what only an unconfirmed address led to', async () => {
    const member = await rows.account('marked@x.test');
    await rows.comment(article, {
      account_id: member.account,
      author_email: 'marked@x.test',
      body: 'as member',
    });
    await rows.comment(article, { author_email: 'marked@x.test', body: 'as guest' });
    const found = await everything('marked@x.test');
    const marks = Object.fromEntries(
      (found.comments ?? []).map((record) => [record.body, record.addressUnconfirmed]),
    );
    expect(marks).toEqual({ 'as member': false, 'as guest': true });
    expect(found.account?.[0]).not.toHaveProperty('addressUnconfirmed');
  });

  it('does not give a later owner of an address what its former owner wrote as a member', async () => {
    const former = await rows.account('moved-on@x.test');
    await rows.comment(article, { account_id: former.account, author_email: 'reused@x.test', body: 'mine' });
    await client.query(
      `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at, ended_at)
       VALUES ($1, 'portal', 'email', 'reused@x.test', now(), now())`,
      [former.person],
    );
    await rows.insert('consents', {
      person_id: former.person,
      purpose: 'mine',
      policy_version: '1',
      given_at: new Date(),
    });
    expect(await everything('reused@x.test')).toEqual({});
    const owner = await fullMember(rows, article, 'reused@x.test', 'second owner');
    expect(counts(await everything('reused@x.test'))).toEqual(FULL_COUNTS);
    const mine = await everything('moved-on@x.test');
    expect(mine.identifiers?.map(({ value }) => value).sort()).toEqual(['moved-on@x.test', 'reused@x.test']);
    expect(mine.comments?.map(({ body }) => body)).toEqual(['mine']);
    expect(owner.person).not.toBe(former.person);
  });

  it('lets unconfirmed rows teach nothing', async () => {
    const stranger = await rows.account('stranger@x.test');
    await rows.insert('person_identifiers', {
      person_id: stranger.person,
      source: 'portal',
      kind: 'email',
      value: 'claimed@x.test',
    });
    await rows.insert('account_tokens', {
      token_hash: Buffer.from(randomUUID()),
      account_id: stranger.account,
      kind: 'change_email',
      email: 'Claimed@x.test',
      expires_at: new Date('2027-01-01T00:00:00Z'),
    });
    const later = new Date('2027-01-01T00:00:00Z');
    await rows.insert('registrations', {
      token_hash: Buffer.from(randomUUID()),
      username: 'claimed-name',
      email: 'claimed@x.test',
      locale: 'fr',
      password_hash: 'secret-hash',
      expires_at: later,
    });
    const found = await everything('claimed@x.test');
    expect(counts(found)).toEqual({ identifiers: 1, account_links: 1, registrations: 1 });
    for (const list of Object.values(found)) expect(list[0]?.addressUnconfirmed).toBe(true);
    expect(JSON.stringify(found)).not.toContain(stranger.account);
  });

  it('finds the requests of a guest by the confirmed address, and the log of each', async () => {
    const person = await rows.person(['guest@x.test']);
    const request = await rows.request({ person });
    await rows.logged('request', request, { ip: IP });
    const unconfirmed = await rows.request({}, { state: 'unconfirmed' });
    await rows.logged('request', unconfirmed, { ip: IP });
    const found = await everything('guest@x.test');
    expect(counts(found)).toEqual({
      person: 1,
      identifiers: 1,
      request_people: 1,
      requests: 1,
      log_pseudonyms: 1,
      activity: 1,
    });
    expect(found.activity).toEqual([
      { at: '2026-03-04T05:06:07.008Z', action: 'auth.logged_in', field: 'ip', value: IP },
    ]);
  });

  it('keeps what an auditor searched for, and forgotten pseudonyms, out of a copy', async () => {
    const auditor = await rows.account('auditor@x.test', { role: 'auditor' });
    await rows.logged('account', auditor.account, { ip: IP, text: 'third@party.test' });
    expect((await everything('auditor@x.test')).activity?.map(({ field }) => field)).toEqual(['ip']);
    await client.query('UPDATE audit_pseudonyms SET forgotten = true WHERE owner = $1', [auditor.account]);
    expect(await everything('auditor@x.test')).not.toHaveProperty('activity');
  });

  it('gives staff their own decisions, and their name to nobody', async () => {
    const admin = await rows.account('admin@x.test', { role: 'admin', username: 'the-admin' });
    const member = await rows.account('asked@x.test');
    const request = await rows.request(member, { assignee: admin.account });
    const at = new Date('2026-05-06T07:08:09.010Z');
    await rows.insert('request_decisions', {
      request_id: request,
      decider: admin.account,
      decision: 'approve',
      at,
    });
    expect((await everything('admin@x.test')).decisions).toEqual([
      { decision: 'approve', at: at.toISOString() },
    ]);
    const said = JSON.stringify(await everything('asked@x.test'));
    expect(said).not.toContain(admin.account);
    expect(said).not.toContain('the-admin');
  });

  it('writes instants, addresses and looked-up titles in their agreed form', async () => {
    await rows.comment(article, {
      author_email: 'form@x.test',
      ip: '203.0.113.0/24',
      body: 'net',
      id: '00000000-0000-7000-8000-000000000001',
    });
    await rows.comment(article, {
      author_email: 'form@x.test',
      ip: '2001:db8::1',
      body: 'six',
      id: '00000000-0000-7000-8000-000000000002',
    });
    await rows.comment(article, {
      author_email: 'form@x.test',
      ip: IP,
      body: 'a\n"b"\\\u0001\u2028',
      id: '00000000-0000-7000-8000-000000000003',
    });
    const { comments = [] } = await everything('form@x.test');
    expect(comments.map(({ ip }) => ip)).toEqual(['203.0.113.0/24', '2001:db8::1', IP]);
    expect(comments[2]).toMatchObject({
      body: 'a\n"b"\\\u0001\u2028',
      createdAt: '2026-02-03T04:05:06.007Z',
      articleTitle: 'مقال',
      parentId: null,
    });
  });

  it('finds nothing for no address, an empty one or one that no column can hold', async () => {
    await rows.comment(article, { author_email: '', body: 'empty' });
    for (const emails of [[], [''], [' \t'], ['a\0b@x.test'], [`'"\\{},NULL`]]) {
      expect(await everything(...emails)).toEqual({});
    }
  });
});
