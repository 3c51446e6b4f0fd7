import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasMariaDb, HOW_TO_GET_A_MARIADB, MariaDbServer } from '../../support/mariadb-server.js';
import { unzip } from '../../support/zip.js';
import { Terminal } from './terminal.js';

const title = '{ ar: عنوان, fr: Titre, en: Title }';
const MAP = `
version: 1
title: { ar: مدونة, fr: Blog, en: Blog }
collections:
  - id: users
    table: users
    key: [ID]
    title: ${title}
    category: identity
    date: user_registered
    leads: [{ by: address, column: user_email }]
    learns: [{ identifier: user, column: ID }]
    fields: [{ name: email, column: user_email, title: ${title} }]
    withheld: [{ column: user_pass, reason: ${title} }]
    notPersonal: [ID]
  - id: comments
    table: comments
    key: [comment_ID]
    title: ${title}
    category: content
    date: comment_date_gmt
    leads:
      - { by: address, column: comment_author_email, unconfirmed: true }
      - { by: identifier, identifier: user, column: user_id }
    fields:
      - { name: text, column: comment_content, title: ${title} }
      - { name: date, column: comment_date_gmt, title: ${title} }
      - { name: agent, column: comment_agent, title: ${title} }
    notPersonal: [comment_ID]
`;

/** The same database, in which letters are erased. */
const LETTERS = `
version: 1
title: { ar: رسائل, fr: Lettres, en: Letters }
collections:
  - id: letters
    table: letters
    key: [id]
    title: ${title}
    category: content
    leads: [{ by: address, column: email }]
    fields:
      - { name: email, column: email, erase: { constant: '' }, title: ${title} }
      - { name: text, column: text, erase: { constant: '' }, title: ${title} }
    notPersonal: [id]
    erase: { action: delete }
`;

const TABLES = `
  CREATE TABLE wp_users (ID bigint(20) unsigned AUTO_INCREMENT PRIMARY KEY, user_email varchar(100) NOT NULL DEFAULT '',
    user_pass varchar(255) NOT NULL DEFAULT '', user_registered datetime NOT NULL DEFAULT '2026-01-01', KEY user_email (user_email))
    COLLATE utf8mb4_unicode_520_ci;
  CREATE TABLE wp_comments (comment_ID bigint(20) unsigned AUTO_INCREMENT PRIMARY KEY,
    comment_author_email varchar(100) NOT NULL DEFAULT '', comment_author_IP varchar(100) NOT NULL DEFAULT '192.0.2.7',
    comment_date_gmt datetime NOT NULL DEFAULT '2026-02-03 04:05:06', comment_content text NOT NULL,
    comment_agent varchar(255) NOT NULL DEFAULT '', user_id bigint(20) unsigned NOT NULL DEFAULT 0,
    KEY comment_author_email (comment_author_email(10))) COLLATE utf8mb4_unicode_520_ci;
  CREATE TABLE wp_links (link_id bigint PRIMARY KEY, link_owner bigint);
  CREATE TABLE letters (id bigint PRIMARY KEY, email varchar(100), text text, KEY email (email));
  CREATE USER reader IDENTIFIED BY 'reading', eraser IDENTIFIED BY 'erasing';
  GRANT SELECT ON blog.* TO reader; GRANT SELECT, UPDATE ON blog.letters TO eraser`;

describe.skipIf(!hasMariaDb)(`a portal beside a MariaDB (${HOW_TO_GET_A_MARIADB})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'athar-test-map-'));
  let server: MariaDbServer;
  let terminal: Terminal;
  let email: string;

  beforeAll(async () => {
    server = await MariaDbServer.start();
    await server.database('blog', TABLES);
    writeFileSync(join(folder, 'blog.yaml'), MAP);
    writeFileSync(join(folder, 'letters.yaml'), LETTERS);
    const path = join(folder, 'sources.yaml');
    const url = server.url('blog', 'reader', 'reading');
    const writeUrl = server.url('blog', 'eraser', 'erasing');
    const sources = [
      { id: 'blog', map: './blog.yaml', url, options: { tablePrefix: 'wp_' } },
      { id: 'letters', map: './letters.yaml', mode: 'erase', url, writeUrl },
    ];
    // JSON is YAML.
    writeFileSync(path, JSON.stringify({ sources }));
    terminal = await Terminal.open({ ATHAR_ROLE: 'web', ATHAR_SOURCES: path });
    email = await terminal.member('ilham');
    await server.query(
      `USE blog;
       INSERT INTO wp_users (ID, user_email, user_pass) VALUES (5, ?, 'hash'), (6, 'other@readers.example', 'hash');
       INSERT INTO wp_comments (comment_author_email, user_id, comment_content, comment_date_gmt) VALUES
         (?, 0, 'as a guest 😀', DEFAULT), ('before@readers.example', 5, 'under an old address', DEFAULT),
         ('other@readers.example', 6, 'of another', DEFAULT), ('ilhám@readers.example', 0, 'of another still', DEFAULT);
       SET sql_mode = '';
       INSERT INTO wp_comments (comment_author_email, comment_content, comment_date_gmt) VALUES (?, 'undated', '0000-00-00 00:00:00');
       ANALYZE TABLE wp_comments`,
      [email, email.toUpperCase(), ` ${email}`],
    );
  }, 180_000);

  afterAll(async () => {
    await terminal.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('checks its map: what is slow, and what looks personal and is in no map', async () => {
    expect((await terminal.athar('source', 'check', 'blog')).split('\n')).toEqual([
      'blog: warning: comments: no index finds wp_comments.user_id; the whole table is read.',
      'blog: looks personal and is in no map: letters.email',
      'blog: looks personal and is in no map: wp_comments.comment_author_IP',
      'blog: looks personal and is in no map: wp_links.link_owner',
    ]);
    // What the command leaves for the shell is not this process's own.
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
  });

  it('says before anybody is erased what the user that erases may not do', async () => {
    const cannot = async () =>
      (await terminal.athar('source', 'check', 'letters'))
        .split('\n')
        .filter((line) => !line.includes('looks personal'));
    const admin = await terminal.portal.signIn('amal');
    const erasing = async () => {
      const { body } = await admin.get('/api/v1/admin/sources/letters').expect(200);
      return body as { erasing: string[]; steps: { step: string; done: boolean }[] };
    };
    const refused = 'letters: the user that erases may not do so in letters (ER_TABLEACCESS_DENIED_ERROR).';
    expect(await cannot()).toEqual([`letters: cannot be erased in: ${refused}`]);
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    expect(await erasing()).toMatchObject({ erasing: [refused] });
    expect((await erasing()).steps).toContainEqual({ step: 'erase', done: false, at: null });
    const { text } = await admin.get('/admin/sources/letters').set('Accept-Language', 'en').expect(200);
    expect(text).toContain('the user that erases may not do so in letters');

    await server.query('GRANT DELETE ON blog.letters TO eraser');
    expect((await erasing()).erasing).toEqual([]);
    expect((await erasing()).steps).toContainEqual({ step: 'erase', done: true, at: null });

    await server.query(`ALTER USER eraser IDENTIFIED BY 'another'`);
    expect(await cannot()).toEqual([
      'letters: cannot be erased in: The system "letters" cannot be erased in. It refuses the user name or the password. (ER_ACCESS_DENIED_ERROR)',
    ]);
    process.exitCode = undefined;
  });

  it('shows admins its state, its collections and about how many rows they have', async () => {
    const admin = await terminal.portal.signIn('amal');
    const { body } = await admin.get('/api/v1/admin/sources').expect(200);
    const found = (body as { items: Record<string, unknown>[] }).items.find(({ id }) => id === 'blog');
    expect(found).toMatchObject({ mode: 'read-only', state: 'ready', problems: [], erasing: [] });
    expect(JSON.stringify(found)).toContain('"table":"wp_comments","estimatedRows":5');
    const { text } = await admin.get('/admin/sources').set('Accept-Language', 'en').expect(200);
    expect(text).toContain('wp_comments');
    expect(text).not.toContain('reading');
  });

  it('puts what it holds of a person into their copy, and nothing of others', async () => {
    await terminal.athar('request', 'export', '--email', email, '--out', join(terminal.folder, 'copy.zip'));
    const files = await unzip(readFileSync(join(terminal.folder, 'copy.zip')));
    expect(JSON.parse(files.get('data/blog/comments.json')?.toString() ?? '')).toEqual([
      { text: 'as a guest 😀', date: '2026-02-03T04:05:06.000', agent: '', addressUnconfirmed: true },
      { text: 'under an old address', date: '2026-02-03T04:05:06.000', agent: '', addressUnconfirmed: false },
      { text: 'undated', date: '0000-00-00 00:00:00', agent: '', addressUnconfirmed: true },
    ]);
    expect(JSON.parse(files.get('data/blog/users.json')?.toString() ?? '')).toEqual([{ email }]);
    expect([...files.values()].join('\n')).not.toContain('of another');
  });

  it('erases nobody who has rows there, and says so', async () => {
    await expect(terminal.athar('request', 'erase', '--email', email)).rejects.toThrow(
      'The person has records in blog, which Athar may read only. Nothing was erased in this run.',
    );
  });
});
