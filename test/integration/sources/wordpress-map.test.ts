import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MariaPool } from '../../../src/sources/mariadb/maria-pool.js';
import { MariaSource } from '../../../src/sources/mariadb/maria-source.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { withPrefix } from '../../../src/sources/map/with-prefix.js';
import { checkSource } from '../../../src/sources/source-check.js';
import { MariaDbServer } from '../../support/mariadb-server.js';
import { type MadePerson, ownComments, sitePerson, tokensOf } from '../../support/wordpress/site-person.js';
import {
  hasWordPress,
  HOW_TO_GET_A_WORDPRESS,
  PREFIX,
  WordPressSite,
} from '../../support/wordpress/wordpress-site.js';
import { lines, type Row } from './portal-rows.js';

const NEIGHBOUR = sitePerson('neighbour', true, 'nottarget@example.test');
const [PERSON, GUEST] = [sitePerson('zoe'), sitePerson('ghita', false)];

/** Addresses that are one another's for the site's collation or for SQL, and nobody else's. In each line, those of one person. */
const GUESTS = [
  ['josé@odd.example'],
  ['jose@odd.example', 'JOSE@ODD.example', 'jose@odd.example   ', '\tjose@odd.example\r\n'],
  [`o'neil"\\@odd.example`],
  [`o"neil'/@odd.example`],
  ['a+b@odd.example', 'A+B@odd.example'],
  ['a b@odd.example'],
  ['a%@odd.example'],
  ['a_@odd.example'],
  ['ab@odd.example'],
  ['straße@odd.example'],
  ['strasse@odd.example'],
  ['İpek@odd.example'],
  ['ipek@odd.example', 'IPEK@odd.example'],
  // One domain in both of its spellings.
  ['reader@münchen.example', 'READER@münchen.EXAMPLE', 'reader@xn--mnchen-3ya.example'],
  ['قارئ@موقع.example'],
  ['xjose@odd.example'],
  ['jose@odd.example.test'],
];

describe.skipIf(!hasWordPress)(`the map of WordPress (${HOW_TO_GET_A_WORDPRESS})`, () => {
  const map = withPrefix(readMap('wordpress'), PREFIX);
  let server: MariaDbServer;
  let site: WordPressSite;
  let pool: MariaPool;
  let source: MariaSource;
  let made: MadePerson;

  beforeAll(async () => {
    server = await MariaDbServer.start();
    site = await WordPressSite.start(server, [NEIGHBOUR, PERSON, GUEST], GUESTS.flat());
    pool = new MariaPool(site.database('root', ''), 2);
    source = new MariaSource('site', map, pool);
    made = site.made.people[PERSON.login] as MadePerson;
  }, 120_000);
  afterAll(async () => {
    await pool.end();
    await site.stop();
    await server.stop();
  });

  /** Every collection's records, as counted and as read, of one instant. */
  async function all(email: string): Promise<{ rows: Record<string, Row[]>; told: string }> {
    const snapshot = await source.open({ emails: [email] });
    const rows: Record<string, Row[]> = {};
    let told = '';
    for (const { id } of snapshot.collections) {
      const read = await text(snapshot.read(id));
      rows[id] = lines(read);
      told += read;
      expect(await snapshot.count(id), id).toBe(rows[id].length);
    }
    await snapshot.close();
    return { rows, told };
  }
  const read = async (collection: string, email = PERSON.email) => (await all(email)).rows[collection] ?? [];
  const counted = async (sql: string, ...values: string[]) =>
    Number((await site.query(`SELECT COUNT(*) AS n FROM ${sql}`, values))[0]?.n);

  it('fits, speaks of every column, and knows what has no index', async () => {
    const check = await checkSource(source);
    expect(check).toMatchObject({ problems: [], erasing: [], unmapped: [] });
    expect(check.warnings.map(({ code }) => code)).toEqual(['noUploadsDir']);
    expect(check.absent.map(({ values }) => values.table)).toEqual(
      ['signups', 'registration_log', 'sitemeta'].map((table) => `${PREFIX}${table}`),
    );
    const live = await source.wholeSchema();
    for (const { name, columns } of live.values()) {
      const spoken = map.collections.filter(({ table }) => table === name);
      if (spoken.length === 0) continue;
      const named = spoken.flatMap(({ fields, entries, withheld, notPersonal }) => [
        ...fields.filter(({ join }) => join === undefined).map(({ column }) => column),
        ...(entries === undefined ? [] : [entries.of, entries.name, entries.value]),
        ...withheld.map(({ column }) => column),
        ...notPersonal,
      ]);
      const silent = [...columns.keys()].filter((column) => !named.includes(column));
      expect(silent, name).toEqual([]);
    }
  });

  it('hands out as many records as are counted by hand', async () => {
    const { rows } = await all(PERSON.email);
    const found = Object.fromEntries(Object.entries(rows).map(([id, { length }]) => [id, length]));
    const id = String(made.user);
    const mine = `(user_id = ${id} OR LOWER(TRIM(comment_author_email)) = ?)`;
    const posts = (where: string) => counted(`$posts WHERE post_author = ${id} AND ${where}`);
    const work = `post_type IN ('post', 'page')`;
    const meta = (of: string) =>
      `$postmeta WHERE meta_key NOT LIKE '\\_edit\\_%' AND post_id IN (SELECT ID FROM $posts WHERE ${of})`;
    expect(found).toEqual({
      account: await counted('$users WHERE user_email = ?', PERSON.email),
      // Key-value tables make one record of each thing.
      profile: await counted(`(SELECT DISTINCT user_id FROM $usermeta WHERE user_id = ${id}) t`),
      comments: await counted(`$comments WHERE ${mine}`, PERSON.email),
      comment_meta: await counted(
        `(SELECT DISTINCT comment_id FROM $commentmeta JOIN $comments USING (comment_ID) WHERE ${mine}) t`,
        PERSON.email,
      ),
      published: await posts(`${work} AND post_status = 'publish'`),
      unpublished: await posts(`${work} AND post_status <> 'publish'`),
      revisions: await posts(`post_type = 'revision'`),
      attachments: await posts(`post_type = 'attachment' AND post_parent > 0`),
      unattached: await posts(`post_type = 'attachment' AND post_parent = 0`),
      data_requests: await counted(
        `$posts WHERE post_type = 'user_request' AND post_title = ?`,
        PERSON.email,
      ),
      request_meta: 1,
      post_meta: await counted(
        `(SELECT DISTINCT post_id FROM ${meta(`post_author = ${id} AND post_type NOT IN ('user_request', 'attachment')`)}) t`,
      ),
      upload_meta: await counted(
        `(SELECT DISTINCT post_id FROM ${meta(`post_author = ${id} AND post_type = 'attachment'`)}) t`,
      ),
      edits: await counted(
        `$postmeta WHERE meta_key LIKE '\\_edit\\_%' AND SUBSTRING_INDEX(meta_value, ':', -1) = '${id}'`,
      ),
      links: await counted(`$links WHERE link_owner = ${id}`),
      site_options: 0,
    });
    expect(found.comments).toBe(ownComments(made).length);
    expect(rows.comments?.map((row) => row.id)).toEqual(ownComments(made).toSorted((a, b) => a - b));
  });

  it('hands out everything that tells of the person, and nothing of the neighbour', async () => {
    const { told } = await all(PERSON.email);
    const small = told.toLowerCase();
    const missing = tokensOf(PERSON).filter((token) => !small.includes(token));
    expect(missing).toEqual([]);
    expect(tokensOf(NEIGHBOUR).filter((token) => small.includes(token))).toEqual([]);
    expect(tokensOf(GUEST).filter((token) => small.includes(token))).toEqual([]);
  });

  it('hands out nothing that lets somebody in', async () => {
    const { told, rows } = await all(PERSON.email);
    const [account] = await site.query('SELECT user_pass, user_activation_key FROM $users WHERE ID = ?', [
      String(made.user),
    ]);
    const [request] = await site.query('SELECT post_password FROM $posts WHERE ID = ?', [
      String(made.posts.request),
    ]);
    const meta = await site.query(
      `SELECT meta_value FROM $usermeta WHERE user_id = ? AND meta_key IN ('session_tokens', '_application_passwords', '_new_email')`,
      [String(made.user)],
    );
    const hashes = meta.flatMap(({ meta_value: value }) => [
      ...String(value).matchAll(/"([0-9a-f]{32,64}|\$P\$[^"]+)"/g),
    ]);
    const secrets = [
      ...[account?.user_pass, account?.user_activation_key, request?.post_password].map(String),
      ...hashes.map(([, hash = '']) => hash),
    ];
    expect(secrets.length).toBeGreaterThanOrEqual(7);
    expect(secrets.filter((secret) => secret === '' || told.includes(secret))).toEqual([]);
    const [profile] = rows.profile ?? [];
    expect(profile).toMatchObject({
      ...{ user: made.user, nickname: PERSON.nickname, lastName: PERSON.name, roles: { author: true } },
      about: `Writes. Telephone ${PERSON.phone}`,
      sessions: [
        expect.objectContaining({ ip: PERSON.ip, ua: PERSON.browser }),
        expect.objectContaining({ ip: PERSON.otherIp }),
      ],
      applicationPasswords: [
        expect.objectContaining({ name: `Telephone of ${PERSON.name}`, last_ip: PERSON.otherIp }),
      ],
      pendingEmail: { newemail: PERSON.pending },
      other: { phone: PERSON.phone },
    });
  });

  it('tells comments apart by what leads to them, with what Akismet was sent', async () => {
    const { rows } = await all(PERSON.email);
    const { comments: of } = made;
    const shown = new Map(rows.comments?.map((row) => [row.id, row]));
    const marks = (name: string) => Object.entries(of).filter(([, id]) => shown.get(id)?.[name] === true);
    expect(marks('addressUnconfirmed').map(([what]) => what)).toEqual(['guest', 'blank', 'pingback']);
    const states = ['waiting', 'spam', 'trash', 'own'].map((what) => shown.get(of[what])?.status);
    expect(states).toEqual(['0', 'spam', 'trash', 'post-trashed']);
    expect(shown.get(of.undated)?.utcDate).toBe('0000-00-00 00:00:00');
    expect(rows.comment_meta).toContainEqual(
      expect.objectContaining({
        comment: of.spam,
        akismetAsSubmitted: expect.objectContaining({ comment_author_email: PERSON.email }) as object,
        akismetHistory: [
          { time: 1700000000.25, event: 'status-spam' },
          { time: 1700000001.5, event: 'check-spam' },
        ],
      }),
    );
  });

  it('names the files of attachments, and that of an earlier copy', async () => {
    const { rows } = await all(PERSON.email);
    const facts = rows.upload_meta?.find(({ post }) => post === made.posts.attachment);
    expect(facts).toMatchObject({
      file: made.files[0],
      fileFacts: { image_meta: { credit: 'A Photographer', copyright: 'A Photographer' } },
    });
    expect(rows.request_meta).toMatchObject([{ request: made.posts.request, earlierCopy: made.earlierCopy }]);
    expect(rows.edits?.map(({ post, kind }) => [post, kind])).toEqual([
      [made.posts.published, '_edit_last'],
      [made.posts.published, '_edit_lock'],
    ]);
  });

  it('finds a guest, and the settings that have somebody’s address', async () => {
    const { rows } = await all(GUEST.email);
    expect(rows.comments).toHaveLength(ownComments(site.made.people[GUEST.login] as MadePerson).length);
    expect(rows.account).toEqual([]);
    // An earlier address of the account leads to comments alone.
    expect((await read('comments', PERSON.former)).map(({ id }) => id)).toEqual([made.comments.former]);
    expect(await read('site_options', 'editor@site.example')).toEqual([
      { name: 'admin_email', value: 'editor@site.example' },
    ]);
    const nobody = await all('nobody@site.example');
    expect(Object.values(nobody.rows).flat()).toEqual([]);
  });

  it.each(
    GUESTS.flatMap((addresses, index) => [
      { address: addresses[0] ?? '', index },
      ...addresses.filter((address) => address.includes('@xn--')).map((address) => ({ address, index })),
    ]),
  )('takes $address for nobody else’s', async ({ address, index }) => {
    const before = GUESTS.slice(0, index).flat().length;
    const ids = site.made.guests.slice(before, before + (GUESTS[index]?.length ?? 0));
    expect((await read('comments', address)).map(({ id }) => id)).toEqual(ids);
  });

  it('shows what was there at first, whatever WordPress writes meanwhile', async () => {
    const snapshot = await source.open({ emails: [GUEST.email] });
    const count = await snapshot.count('comments');
    await site.query(`UPDATE $comments SET comment_content = 'edited' WHERE comment_author_email = ?`, [
      GUEST.email,
    ]);
    await site.query(`DELETE FROM $comments WHERE comment_author_email = ? AND comment_approved = 'spam'`, [
      GUEST.email,
    ]);
    const rows = lines(await text(snapshot.read('comments')));
    await snapshot.close();
    expect(rows).toHaveLength(count);
    expect(rows.filter(({ body }) => body === 'edited')).toEqual([]);
    const now = await read('comments', GUEST.email);
    expect(now).toHaveLength(count - 1);
    expect(now.filter(({ body }) => body === 'edited').length).toBeGreaterThan(5);
  });

  it('reads what a network of sites has besides', async () => {
    await site.becomeNetwork();
    for (const active of ['0', '1']) {
      await site.query(
        `INSERT INTO $signups (title, user_email, active, activation_key, meta) VALUES ('', ?, ?, 'key-hash', 'a:1:{s:6:"public";i:1;}')`,
        [PERSON.email.toUpperCase(), active],
      );
    }
    await site.query(
      `INSERT INTO $registration_log (email, IP) VALUES (?, '203.0.113.9'), (?, '203.0.113.9');
       INSERT INTO $sitemeta (meta_key, meta_value) VALUES ('admin_email', ?), ('site_name', ?)`,
      [PERSON.email, NEIGHBOUR.email, PERSON.email, PERSON.email],
    );
    expect(await checkSource(source)).toMatchObject({ problems: [], absent: [], unmapped: [], erasing: [] });
    const { rows } = await all(PERSON.email);
    expect(rows.signups?.map(({ active, addressUnconfirmed }) => [active, addressUnconfirmed])).toEqual([
      [0, true],
      [1, false],
    ]);
    expect(rows.signups?.[0]?.choices).toEqual({ public: 1 });
    expect(JSON.stringify(rows.signups)).not.toContain('key-hash');
    expect(rows.registration_log?.map(({ ip }) => ip)).toEqual(['203.0.113.9']);
    expect(rows.network_options).toEqual([{ name: 'admin_email', value: PERSON.email }]);
  });
});
