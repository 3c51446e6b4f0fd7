import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { namedFiles } from '../../../src/sources/files/named-files.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { withPrefix } from '../../../src/sources/map/with-prefix.js';
import { checkSource } from '../../../src/sources/source-check.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB } from '../../support/mariadb-server.js';
import { NEIGHBOUR, PERSON, personRows } from '../../support/wordpress-person.js';
import { shouted } from '../../support/wordpress-discussion.js';
import { networkTables, wordpressTables } from '../../../src/bench/wordpress/wordpress-tables.js';
import { MariaShop } from './maria-shop.js';
import { type Row } from './portal-rows.js';

const PREFIX = 'w9_';
const SECRETS =
  /pass-hash|key-hash|app-hash|mail-hash|totp-secret|page-password|5e555e55|moderator|secret\.zip|request-key/;

describe.skipIf(!hasMariaDb)(`the map of WordPress (${HOW_TO_GET_A_MARIADB})`, () => {
  let shop: MariaShop;
  const map: DataMap = withPrefix(readMap('wordpress'), PREFIX);

  beforeAll(async () => {
    shop = await MariaShop.start();
    await shop.tables(wordpressTables(PREFIX));
    await shop.fill(personRows(PREFIX));
  }, 120_000);
  afterEach(() => shop.tidy());
  afterAll(() => shop.stop());

  const read = (collection: string, emails: readonly string[] = [PERSON.email]) =>
    shop.read(map, collection, { emails });
  const ids = async (collection: string) => (await read(collection)).map(({ id }) => id);
  const counted = async (sql: string) => Number((await shop.server.query(sql))[0]?.n);

  it('fits, speaks of every column, and knows what has no index', async () => {
    const check = await checkSource(shop.source(map));
    expect(check).toMatchObject({ problems: [], unmapped: [] });
    expect(check.warnings.map(({ code }) => code)).toEqual(['noUploadsDir']);
    expect(check.absent.map(({ values }) => values.table)).toEqual(
      ['signups', 'registration_log', 'sitemeta'].map((table) => `${PREFIX}${table}`),
    );
    const live = await shop.source(map).wholeSchema();
    for (const { name, columns } of live.values()) {
      const spoken = map.collections.filter(({ table }) => table === name);
      if (spoken.length === 0) continue;
      const named = spoken.flatMap(({ fields, entries, withheld, notPersonal }) => [
        ...fields.filter(({ join }) => join === undefined).map(({ column }) => column),
        ...(entries === undefined ? [] : [entries.of, entries.name, entries.value]),
        ...withheld.map(({ column }) => column),
        ...notPersonal,
      ]);
      expect(
        [...columns.keys()].filter((column) => !named.includes(column)),
        name,
      ).toEqual([]);
    }
  });

  it('hands out the account and the profile, structured, without what lets somebody in', async () => {
    expect(await read('account')).toEqual([
      expect.objectContaining({
        id: 7,
        email: PERSON.email,
        registeredAt: '0000-00-00 00:00:00',
        displayName: 'زُوِي 7',
      }),
    ]);
    const [profile, ...more] = await read('profile');
    expect(more).toEqual([]);
    expect(profile).toMatchObject({
      user: 7,
      nickname: 'Zoé 7',
      lastName: null,
      about: 'الهاتف 0600 "x" \\ 7',
      roles: { author: true },
      sessions: [{ expiration: 1800000000, ip: '203.0.113.9', ua: 'Firefox «é»', login: 1799000000 }],
      applicationPasswords: [{ name: 'هاتف', last_ip: null }],
      pendingEmail: { newemail: 'new@x.test' },
      closedBoxes: { closedpostboxes_post: ['slugdiv'] },
    });
    expect(profile?.other).toEqual({
      billing: 'a:1:{s:4:"city";s:9:"not so long";}',
      phone: ['+212600000000', '+212611111111'],
    });
  });

  it('finds comments in every state, by the account and by the address in any letter case', async () => {
    const comments = await read('comments');
    expect(comments.map(({ id, addressUnconfirmed }) => [id, addressUnconfirmed])).toEqual([
      ...[701, 702].map((id) => [id, false]),
      ...[703, 704, 705, 706].map((id) => [id, true]),
      [707, false],
    ]);
    expect(comments.map(({ status }) => status)).toEqual([
      '1',
      '1',
      '1',
      'spam',
      'trash',
      'post-trashed',
      '0',
    ]);
    expect(comments[0]).toMatchObject({
      utcDate: '2024-02-03T04:05:06.000',
      body: 'تعليق\r\n"1" \\',
      user: 7,
    });
    expect(comments[1]?.utcDate).toBe('0000-00-00 00:00:00');
    expect(await read('comment_meta')).toEqual([
      expect.objectContaining({
        comment: 704,
        akismetAsSubmitted: { comment_author_email: PERSON.email, user_ip: '203.0.113.9' },
        akismetHistory: [{ time: 1700000000.25, event: 'status-spam' }, { event: 'check-spam' }],
        addressUnconfirmed: true,
      }),
      expect.objectContaining({ comment: 705, stateBeforeTrash: '1' }),
    ]);
  });

  it('tells articles, drafts, earlier versions and files apart, and finds who edited', async () => {
    expect(await ids('published')).toEqual([701, 702]);
    expect(await ids('unpublished')).toEqual([703, 704, 705]);
    expect(await ids('revisions')).toEqual([706]);
    expect(await ids('attachments')).toEqual([707]);
    expect(await read('post_meta')).toEqual([
      expect.objectContaining({
        post: 701,
        postTitle: 'post 701',
        oldSlugs: ['first', 'second'],
        other: null,
      }),
      expect.objectContaining({
        post: 707,
        file: '2024/01/7.jpg',
        fileFacts: expect.objectContaining({ width: 8, image_meta: { credit: 'Zoé' } }) as object,
      }),
    ]);
    const named = await read('post_meta');
    const files = map.collections.find(({ id }) => id === 'post_meta')?.files;
    expect(files && named.flatMap((record) => namedFiles(files, record))).toEqual([
      '2024/01/7.jpg',
      '2024/01/7.png',
      '2024/01/7-300x200.jpg',
    ]);
    expect((await read('edits')).map(({ post, kind, value }) => [post, kind, value])).toEqual([
      [701, '_edit_last', '7'],
      [701, '_edit_lock', '1700000000:7'],
      [99, '_edit_last', '7'],
    ]);
  });

  it('finds earlier requests, links and settings', async () => {
    expect(await ids('data_requests')).toEqual([750]);
    const [request] = await read('request_meta');
    expect(request).toMatchObject({ request: 750, confirmedAt: '1700000000', other: null });
    expect((await read('links')).map(({ name }) => name)).toEqual(['Blog 7']);
    expect(await read('site_options')).toEqual([{ name: 'admin_email', value: shouted(PERSON.email) }]);
  });

  it('leaves no row out that names the person, and takes none of the neighbour', async () => {
    const p = PREFIX;
    const snapshot = await shop.open(map, { emails: [PERSON.email] });
    let all = '';
    const found: Record<string, number> = {};
    for (const { id } of snapshot.collections) {
      found[id] = await snapshot.count(id);
      all += await text(snapshot.read(id));
    }
    expect(all).not.toMatch(SECRETS);
    expect(all).not.toContain(JSON.stringify(NEIGHBOUR.email).slice(1, -1));
    expect(all).not.toMatch(/Zoé 8|"(id|user|author|owner)": ?8\d*[,}]/);
    const mine = `(user_id = 7 OR CAST(LOWER(TRIM(BOTH '\\t' FROM TRIM(comment_author_email))) AS BINARY) = CAST(LOWER(?) AS BINARY))`;
    const comments = await shop.server.query(`SELECT COUNT(*) AS n FROM shop.${p}comments WHERE ${mine}`, [
      PERSON.email,
    ]);
    expect(found.comments).toBe(Number(comments[0]?.n));
    expect(found.comments).toBe(7);
    const posts = await counted(`SELECT COUNT(*) AS n FROM shop.${p}posts WHERE post_author = 7`);
    const { published = 0, unpublished = 0, revisions = 0, attachments = 0 } = found;
    expect(published + unpublished + revisions + attachments).toBe(posts);
    expect(found.edits).toBe(
      await counted(
        `SELECT COUNT(*) AS n FROM shop.${p}postmeta WHERE meta_key LIKE '\\_edit\\_%' AND meta_value REGEXP '(^|:)7$'`,
      ),
    );
    await snapshot.close();
  });

  it('finds a guest without an account, and nothing of nobody', async () => {
    const guest = (await read('comments', ['earlier@x.test'])).map(({ id }: Row) => id);
    // Both accounts once had that address: their comments say so.
    expect(guest).toEqual([702, 802]);
    expect(await read('profile', ['earlier@x.test'])).toEqual([]);
    expect(await read('site_options', ['nobody@x.test'])).toEqual([]);
  });

  it('reads what a network of sites has besides', async () => {
    await shop.tables(wordpressTables(PREFIX) + networkTables(PREFIX));
    await shop.fill([
      ...['0', '1'].map((active) => ({
        text: `INSERT INTO ${PREFIX}signups (title, user_email, active, activation_key, meta) VALUES ('', ?, ?, 'key-hash', 'a:1:{s:6:"public";i:1;}')`,
        values: [shouted(PERSON.email), active],
      })),
      {
        text: `INSERT INTO ${PREFIX}registration_log (email, IP) VALUES (?, '203.0.113.9'), (?, '203.0.113.9')`,
        values: [PERSON.email, NEIGHBOUR.email],
      },
      {
        text: `INSERT INTO ${PREFIX}sitemeta (meta_key, meta_value) VALUES ('admin_email', ?), ('site_name', ?)`,
        values: [PERSON.email, PERSON.email],
      },
    ]);
    expect(await checkSource(shop.source(map))).toMatchObject({
      ...{ problems: [], absent: [], unmapped: [] },
    });
    const signups = await read('signups');
    expect(signups.map(({ active, addressUnconfirmed }) => [active, addressUnconfirmed])).toEqual([
      [0, true],
      [1, false],
    ]);
    expect(signups[0]?.choices).toEqual({ public: 1 });
    expect(JSON.stringify(signups)).not.toMatch(SECRETS);
    expect((await read('registration_log')).map(({ ip }) => ip)).toEqual(['203.0.113.9']);
    expect(await read('network_options')).toEqual([{ name: 'admin_email', value: PERSON.email }]);
  });
});
