import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Receipt } from '../../../src/erasures/receipt.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB } from '../../support/mariadb-server.js';
import { RemoteWordPress, type SiteRows } from './remote-wordpress.js';

const PERSON = { id: 7, email: 'zoe@readers.example' };
/** The site's collation takes the two addresses for the same. */
const NEIGHBOUR = { id: 8, email: 'zoé@readers.example' };

/** What tells of the person, letter case aside. */
const TRACES = [
  PERSON.email,
  ...['earlier@x.test', 'new@x.test', 'user7', 'user-7', 'زُوِي 7', 'zoé', 'zoe.example'],
  ...['203.0.113.9', '+212600000000', '0600', '5e55', 'app-hash', 'totp-secret', 'mail-hash', 'firefox'],
];

/** What others said, and who is somebody else: a discussion under article 99, which somebody else wrote. */
const DISCUSSION = `
  INSERT INTO $posts (ID, post_author, post_title, post_content, post_excerpt, to_ping, pinged, post_content_filtered, comment_count)
    VALUES (99, 8, 'Article', 'text', '', '', '', '', 5);
  UPDATE $comments SET comment_content = 'Call me: +212600000000, ${PERSON.email}' WHERE comment_ID = 701;
  UPDATE $posts SET post_content = 'By Zoé, +212600000000' WHERE ID = 701;
  INSERT INTO $comments (comment_ID, comment_post_ID, comment_parent, user_id, comment_author, comment_author_email, comment_content)
    VALUES (861, 99, 701, 8, 'Zoé 8', '${NEIGHBOUR.email}', 'I called +212600000000, thank you Zoé'),
           (762, 99, 861, 7, 'Zoé 7', '${PERSON.email}', 'You are welcome'),
           (763, 99, 762, 0, 'Zoé 7', '${PERSON.email}', 'As I said');`;

/** Rows of whoever is not the person: the neighbour's, and those under an address that only ends like theirs. */
function isElses(row: Readonly<Record<string, unknown>>): boolean {
  const ids = ['ID', 'user_id', 'post_author', 'post_id', 'comment_id', 'comment_ID', 'link_owner'];
  if (row.option_value === NEIGHBOUR.email || /(^|:)8$/.test(String(row.meta_value))) return true;
  return ids.some((name) => {
    const id = Number(row[name]);
    return id === 8 || (id >= 800 && id < 900) || id === 708;
  });
}

/** Where something tells of the person, by `table key column`. */
function traces(rows: SiteRows): string[] {
  return [...rows].flatMap(([place, row]) =>
    isElses(row)
      ? []
      : Object.entries(row).flatMap(([column, value]) =>
          TRACES.some((trace) => String(value).toLowerCase().includes(trace)) ? [`${place} ${column}`] : [],
        ),
  );
}

const elses = (rows: SiteRows) => [...rows].filter(([, row]) => isElses(row));

describe.skipIf(!hasMariaDb)(`erasing in a WordPress site (${HOW_TO_GET_A_MARIADB})`, () => {
  let site: RemoteWordPress;
  let before: SiteRows;
  let after: SiteRows;
  let receipt: Receipt;

  beforeAll(async () => {
    site = await RemoteWordPress.start([PERSON, NEIGHBOUR]);
    await site.run(DISCUSSION);
    await site.portal.account('member', 'zoe');
    before = await site.rows();
    const reference = await site.erased('zoe');
    expect(await site.case(reference)).toMatchObject({ state: 'completed', failure: null });
    after = await site.rows();
    receipt = await site.receipt(reference);
  }, 180_000);
  afterAll(() => site.stop());

  it('leaves of the person what the receipt itemises, and what nobody is looked for in', () => {
    expect(traces(before).length).toBeGreaterThan(40);
    const option = (name: string) => [...before].find(([, row]) => row.option_name === name)?.[0];
    expect(traces(after)).toEqual(
      [
        // The address to which the site writes.
        `${option('admin_email')} option_value`,
        // Neither a list of stopped words nor the site's title leads to anybody.
        `${option('blogname')} option_value`,
        `${option('disallowed_keys')} option_value`,
        // What is published stays as it was written, with the facts about its files.
        'postmeta 1 meta_value',
        'posts 701 post_content',
      ].toSorted(),
    );
    const kept = receipt.retained.map(({ collection, count, purpose }) => [collection, count, purpose]);
    expect(kept.toSorted()).toEqual([
      ['attachments', 1, 'legal'],
      ['post_meta', 4, 'legal'],
      ['published', 2, 'legal'],
      ['revisions', 1, 'administrative'],
      ['site_options', 1, 'administrative'],
      ['unpublished', 3, 'administrative'],
    ]);
  });

  it('touches nobody else’s rows, but for the number of comments of their articles', () => {
    expect(elses(before)).toHaveLength(elses(after).length);
    const article = { ...before.get('posts 99'), comment_count: 7 };
    expect(new Map(elses(after))).toEqual(new Map(elses(before)).set('posts 99', article));
  });

  it('takes accounts, profiles and requests whole', () => {
    for (const table of ['users', 'usermeta', 'commentmeta']) {
      const left = [...after].filter(([place, row]) => place.startsWith(`${table} `) && !isElses(row));
      expect(left).toEqual([]);
    }
    expect(after.has('posts 750')).toBe(false);
    const posts = [...after].flatMap(([place, row]) => (place.startsWith('posts ') ? [row] : []));
    expect(posts.filter((row) => !isElses(row)).map((row) => [row.ID, row.post_author])).toEqual(
      [701, 702, 703, 704, 705, 706, 707].map((id) => [id, 0]),
    );
    const edits = [...after].filter(([, { meta_key: key }]) => key === '_edit_last' || key === '_edit_lock');
    expect(edits.filter(([, row]) => !isElses(row))).toEqual([]);
  });

  it('empties comments to which others replied, and takes the others', () => {
    const left = [...after].filter(([place, row]) => place.startsWith('comments ') && !isElses(row));
    expect(left.map(([place]) => place)).toEqual(['comments 701']);
    expect(left[0]?.[1]).toMatchObject({
      ...{ comment_author: '', comment_author_email: '', comment_author_IP: '', comment_agent: '' },
      ...{ comment_content: '', user_id: 0, comment_post_ID: 99, comment_approved: '1' },
    });
  });
});
