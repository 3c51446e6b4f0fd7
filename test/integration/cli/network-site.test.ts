import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasMariaDb, HOW_TO_GET_A_MARIADB, MariaDbServer } from '../../support/mariadb-server.js';
import { Terminal } from './terminal.js';

const title = '{ ar: عنوان, fr: Titre, en: Title }';
/** Of a table that all sites of a network share: beside the first, a site has a view of it. */
const MAP = `
version: 1
title: ${title}
collections:
  - id: users
    table: users
    key: [ID]
    title: ${title}
    category: identity
    leads: [{ by: address, column: user_email }]
    fields: [{ name: email, column: user_email, title: ${title} }]
    notPersonal: [ID]
    erase: { action: delete }
`;

const TABLES = `
  CREATE TABLE wp_users (ID bigint unsigned AUTO_INCREMENT PRIMARY KEY, user_email varchar(100),
    KEY user_email (user_email)) COLLATE utf8mb4_unicode_520_ci;
  CREATE VIEW wp_2_users AS SELECT * FROM wp_users;
  CREATE USER reader IDENTIFIED BY 'reading';
  GRANT SELECT ON blog.wp_users TO reader; GRANT SELECT ON blog.wp_2_users TO reader`;

describe.skipIf(!hasMariaDb)(`a network of sites (${HOW_TO_GET_A_MARIADB})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'athar-test-network-'));
  let server: MariaDbServer;
  let terminal: Terminal;

  beforeAll(async () => {
    server = await MariaDbServer.start();
    await server.database('blog', TABLES);
    writeFileSync(join(folder, 'users.yaml'), MAP);
    const path = join(folder, 'sources.yaml');
    const url = server.url('blog', 'reader', 'reading');
    const site = (id: string, prefix: string, more = '') =>
      `{ id: ${id}, map: ./users.yaml, url: '${url}', options: { tablePrefix: ${prefix} }${more} }`;
    const erasing = `, mode: erase, writeUrl: '${url}'`;
    writeFileSync(
      path,
      `sources: [${[site('first', 'wp_'), site('second', 'wp_2_'), site('third', 'wp_2_', erasing)].join()}]\n`,
    );
    terminal = await Terminal.open({ ATHAR_ROLE: 'web', ATHAR_SOURCES: path });
  }, 180_000);

  afterAll(async () => {
    await terminal.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** What the check says, without columns of other sites, and the code that it leaves for the shell. */
  async function check(id: string) {
    const lines = (await terminal.athar('source', 'check', id)).split('\n');
    const code = process.exitCode;
    process.exitCode = undefined;
    return { code, lines: lines.filter((line) => !line.includes('is in no map')) };
  }

  it('is checked: nothing keeps the first site from being erased in, and a view does so of others', async () => {
    const view = 'cannot be erased in: users: wp_2_users is a view, in which nothing is erased.';
    expect((await check('first')).lines.join()).not.toContain('cannot be erased in');
    expect((await check('second')).lines).toContain(`second: ${view}`);
    const third = await check('third');
    expect(third).toEqual({ code: 1, lines: [`third: ${view}`] });
  });
});
