import { randomBytes, randomUUID } from 'node:crypto';
import { type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type pg from 'pg';
import { type Snapshot } from '../../../src/sources/snapshot.js';

/** Rows of the portal's own tables, written straight into them. */
export class PortalRows {
  constructor(readonly db: pg.Client | pg.Pool) {}

  async insert(table: string, row: Readonly<Record<string, unknown>>): Promise<string> {
    const id = typeof row.id === 'string' ? row.id : randomUUID();
    const given: Record<string, unknown> = { ...row };
    if (!['request_subject', 'audit_values', 'request_decisions', 'restrictions'].includes(table))
      given.id = id;
    const names = Object.keys(given);
    await this.db.query(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(given),
    );
    return id;
  }

  async person(emails: readonly string[]): Promise<string> {
    const person = await this.insert('persons', {});
    for (const value of emails) {
      await this.insert('person_identifiers', {
        person_id: person,
        source: 'portal',
        kind: 'email',
        value,
        verified_at: new Date('2026-01-02T03:04:05.678Z'),
      });
    }
    return person;
  }

  async account(email: string, row: Readonly<Record<string, unknown>> = {}): Promise<Member> {
    const person = await this.person([email]);
    const at = new Date('2026-01-02T03:04:05.678Z');
    const account = await this.insert('accounts', {
      person_id: person,
      username: `user-${randomBytes(6).toString('hex')}`,
      email,
      created_at: at,
      updated_at: at,
      email_confirmed_at: at,
      ...row,
    });
    return { person, account, email };
  }

  async article(title = 'An article'): Promise<string> {
    const slug = `article-${randomBytes(6).toString('hex')}`;
    return this.insert('articles', { slug, title, body: 'Text.', published_at: new Date() });
  }

  async comment(article: string, row: Readonly<Record<string, unknown>>): Promise<string> {
    return this.insert('comments', {
      article_id: article,
      body: 'A comment.',
      created_at: new Date('2026-02-03T04:05:06.007Z'),
      ...row,
    });
  }

  /** An answer to the cookie banner, whose record bears a mark. */
  async cookieChoice(person: string | null, mark: string, at: Date): Promise<string> {
    const notice = await this.insert('consent_notices', {
      language: 'en-GB',
      policy_version: '1',
      body: JSON.stringify({ words: 'the same for everybody' }),
      first_used_at: at,
    });
    return this.insert('cookie_choices', {
      person_id: person,
      notice_id: notice,
      policy_version: '1',
      language: 'en-GB',
      how: 'settings',
      gpc: false,
      decided_at: at,
      valid_until: at,
      record: JSON.stringify({ record_id: mark }),
    });
  }

  async request(who: Partial<Member>, row: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const at = new Date('2026-03-01T00:00:00Z');
    const id = await this.insert('requests', {
      reference: `R-${randomBytes(4).toString('hex')}`,
      kind: 'export',
      state: 'received',
      regime: 'MA',
      channel: 'portal',
      locale: 'ar',
      received_at: at,
      due_on: '2026-04-01',
      due_at: at,
      due_basis: 'target',
      created_at: at,
      ...row,
    });
    await this.insert('request_subject', {
      request_id: id,
      person_id: who.person ?? null,
      account_id: who.account ?? null,
      sealed: Buffer.from('sealed'),
    });
    return id;
  }

  async logged(
    kind: 'account' | 'request',
    owner: string,
    values: Readonly<Record<string, string>>,
  ): Promise<string> {
    const found = await this.db.query<{ id: string }>(
      `INSERT INTO audit_pseudonyms (id, kind, owner) VALUES ($1, $2, $3)
       ON CONFLICT (kind, owner) DO UPDATE SET id = audit_pseudonyms.id RETURNING id`,
      [randomUUID(), kind, owner],
    );
    const event = randomUUID();
    const body = {
      action: 'auth.logged_in',
      actor: { type: 'account' },
      at: '2026-03-04T05:06:07.008Z',
      detail: {},
      outcome: 'success',
    };
    await this.db.query('INSERT INTO audit_queue (id, body) VALUES ($1, $2)', [event, JSON.stringify(body)]);
    for (const [field, value] of Object.entries(values)) {
      await this.insert('audit_values', {
        event,
        field,
        value,
        ip: field === 'ip' ? value : null,
        salt: randomBytes(32),
        owner: found.rows[0]?.id,
      });
    }
    await this.db.query('SELECT audit_sequence(1000, true)');
    return event;
  }
}

export interface Member {
  readonly person: string;
  readonly account: string;
  readonly email: string;
}

export type Row = Record<string, unknown>;

/** The records of a collection, each line parsed. */
export async function records(snapshot: Snapshot, collection: string): Promise<Row[]> {
  return lines(await text(snapshot.read(collection)));
}

export function lines(ndjson: string): Row[] {
  return ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Reads a stream to its end and counts. */
export async function drained(
  stream: Readable,
  onChunk: () => void = () => undefined,
): Promise<{ bytes: number; lines: number }> {
  let bytes = 0;
  let found = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    onChunk();
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) found += 1;
  }
  return { bytes, lines: found };
}
