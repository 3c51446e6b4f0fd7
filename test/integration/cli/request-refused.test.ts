import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { Terminal } from './terminal.js';

const MAP = `
version: 1
title: { ar: متجر, fr: Boutique, en: Shop }
schema: shop
collections:
  - id: customers
    table: customers
    key: [id]
    title: { ar: الزبناء, fr: Clients, en: Customers }
    category: contact
    leads: [{ by: address, column: email }]
    fields:
      - { name: email, column: email, title: { ar: البريد, fr: E-mail, en: E-mail } }
    notPersonal: [id]
`;

let terminal: Terminal;
let shop: TestDatabase;
let email: string;
const folder = mkdtempSync(join(tmpdir(), 'athar-test-map-'));

beforeAll(async () => {
  shop = await createTestDatabase();
  writeFileSync(join(folder, 'shop.yaml'), MAP);
  const path = join(folder, 'sources.yaml');
  writeFileSync(path, `sources: [{ id: shop, map: ./shop.yaml, url: '${shop.adminUrl}' }]\n`);
  terminal = await Terminal.open({ ATHAR_ROLE: 'web', ATHAR_SOURCES: path });
  email = await terminal.member('ilham', 'stays');
  const client = new pg.Client({ connectionString: shop.adminUrl });
  await client.connect();
  await client.query('CREATE SCHEMA shop CREATE TABLE customers (id integer PRIMARY KEY, email text)');
  await client.query('INSERT INTO shop.customers VALUES (1, $1)', [email]);
  await client.end();
});

afterAll(async () => {
  await terminal.close();
  await shop.drop();
  rmSync(folder, { recursive: true });
});

describe('athar request erase of somebody in a source that Athar may only read', () => {
  it('says so before anything goes, and leaves the case to the admins', async () => {
    await expect(terminal.athar('request', 'erase', '--email', email)).rejects.toThrow(
      'The person has records in shop, which Athar may read only. Nothing was erased in this run.',
    );
    expect(await terminal.rows(`SELECT status FROM comments WHERE body = 'stays'`)).toHaveLength(1);
    expect(await terminal.rows('SELECT state, channel FROM requests')).toEqual([
      { state: 'failed', channel: 'operator' },
    ]);
  });

  it('shows it on a dry run', async () => {
    const plan = await terminal.athar('request', 'erase', '--email', email, '--dry-run');
    expect(plan).toContain(
      '"source":"shop","collection":"customers","category":"contact","action":"unreachable","rows":1',
    );
  });
});
