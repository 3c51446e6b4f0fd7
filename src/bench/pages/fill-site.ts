import { type INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Passwords } from '../../accounts/passwords.js';
import { Bans } from '../../comments/bans.js';
import { Config } from '../../platform/config/config.js';
import { Sealer } from '../../platform/crypto/sealer.js';
import { RequestSubjects } from '../../requests/request-subjects.js';
import { INSERT_CASES, MAKE_CASES, MAKE_SLOTS } from './case-statements.js';
import {
  INSERT_ACCOUNTS,
  INSERT_MEMBERS,
  INSERT_TRACES,
  MAKE_MEMBERS,
  OWN_THE_LOG,
} from './member-statements.js';
import { INSERT_HOLDS, INSERT_SEARCHES } from './office-statements.js';

/** How much there is of everything but the log. */
export interface SiteSize {
  readonly members: number;
  readonly open: number;
  readonly closed: number;
  readonly holds: number;
  readonly bans: number;
}

/** Everybody's password. */
export const PASSWORD = 'correct horse battery staple';

/** Rows whose people are sealed here, one by one, and sent together. */
const SEALED_AT_ONCE = 5000;

/**
 * Fills a portal whose log is filled already, by sets. What the portal keeps sealed or as a keyed hash is made with its own
 * secret, so that its pages can read it.
 */
export async function fillSite(app: INestApplicationContext, url: string, size: SiteSize): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(MAKE_MEMBERS, [size.members]);
    await client.query('ALTER TABLE members ADD PRIMARY KEY (place)');
    await client.query('ANALYZE members');
    for (const statement of INSERT_MEMBERS) await client.query(statement);
    await client.query(INSERT_ACCOUNTS, [await app.get(Passwords).hash(PASSWORD)]);
    for (const statement of INSERT_TRACES) await client.query(statement);
    await fillCases(client, app, size);
    for (const [index, statement] of INSERT_HOLDS.entries()) {
      await client.query(statement, index === 0 ? [size.holds] : []);
    }
    await client.query(INSERT_SEARCHES);
    for (const statement of OWN_THE_LOG) await client.query(statement);
    await client.query('COMMIT');
    await fillBans(app, size.bans);
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}

/** A case begins in one of two states and moves from there, which the database sees to; here each is where it is. */
async function fillCases(client: pg.Client, app: INestApplicationContext, size: SiteSize): Promise<void> {
  const { open, closed, members } = size;
  await client.query(MAKE_SLOTS);
  const { zone } = app.get(Config);
  await client.query(MAKE_CASES, [open, closed, Math.ceil(open / 20), members, zone]);
  await client.query('ALTER TABLE requests DISABLE TRIGGER requests_state');
  for (const statement of INSERT_CASES) await client.query(statement);
  await client.query('ALTER TABLE requests ENABLE TRIGGER requests_state');
  const { rows } = await client.query<{ id: string; address: string }>('SELECT id, address FROM cases');
  const sealer = app.get(Sealer);
  const subjects = app.get(RequestSubjects);
  for (let from = 0; from < rows.length; from += SEALED_AT_ONCE) {
    const some = rows.slice(from, from + SEALED_AT_ONCE);
    await client.query(
      `INSERT INTO request_subject (request_id, person_id, account_id, address_mac, sealed)
       SELECT c.id, CASE WHEN c.stage <> 'unconfirmed' THEN c.person END, c.account, s.mac, s.sealed
       FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS s (id, mac, sealed) JOIN cases c USING (id)`,
      [
        some.map(({ id }) => id),
        some.map(({ address }) => subjects.addressMac(address)),
        some.map(({ id, address }) => sealer.seal('request_subject', { address }, id)),
      ],
    );
  }
}

/** By the room that keeps them: an address stands in none of them. */
async function fillBans(app: INestApplicationContext, bans: number): Promise<void> {
  const { manager } = app.get(DataSource);
  for (let n = 0; n < bans; n += 1) {
    await app.get(Bans).add(manager, `account${100 + n * 3}@mail.example`, 'Spam.', null);
  }
}
