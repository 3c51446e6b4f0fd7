import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureReplay } from '../../../src/erasures/erasure-replay.js';
import { hasMariaDb, HOW_TO_GET_A_MARIADB } from '../../support/mariadb-server.js';
import { RemoteWordPress } from './remote-wordpress.js';

const PERSON = { id: 7, email: 'zoe@readers.example' };
const NEIGHBOUR = { id: 8, email: 'mona@readers.example' };
const COMMENTS = '/api/v1/me/unconfirmed/site/comments';

/** Guests' comments under an article: two that somebody else wrote under the person's address, and one of the person's. */
const TYPED = `
  INSERT INTO $posts (ID, post_author, post_title, post_content, post_excerpt, to_ping, pinged, post_content_filtered, comment_count)
    VALUES (99, 8, 'Article', 'text', '', '', '', '', 5);
  INSERT INTO $comments (comment_ID, comment_post_ID, user_id, comment_author, comment_author_email, comment_content, comment_date_gmt)
    VALUES (901, 99, 0, 'A prankster', '${PERSON.email}', 'typed 1', '2024-02-03 04:05:06'),
           (902, 99, 0, 'A prankster', 'ZOE@readers.example ', 'typed 2', '2024-02-03 04:05:06'),
           (903, 99, 0, 'Zoé', '${PERSON.email}', 'typed 3', '2024-02-03 04:05:06');
  INSERT INTO $commentmeta (meta_id, comment_id, meta_key, meta_value)
    VALUES (9010, 901, 'akismet_result', 'true'), (9030, 903, 'akismet_result', 'true');`;

describe.skipIf(!hasMariaDb)(`what is not theirs in a WordPress site (${HOW_TO_GET_A_MARIADB})`, () => {
  let site: RemoteWordPress;

  beforeAll(async () => {
    site = await RemoteWordPress.start([PERSON, NEIGHBOUR]);
    await site.run(TYPED);
    await site.portal.account('member', 'zoe');
  }, 180_000);
  afterAll(() => site.stop());

  it('stays whole with what hangs on it, and comes back from no backup', async () => {
    const agent = await site.portal.signIn('zoe');
    const { body } = await agent.get(`${COMMENTS}?limit=200`).expect(200);
    const items = body.items as { row: string; record: { id: number; content: string } }[];
    const rows = items.filter(({ record }) => record.id === 901 || record.id === 902).map(({ row }) => row);
    // Those of the account are theirs for certain.
    expect(items.map(({ record }) => record.id)).not.toContain(701);
    await agent.post(`${COMMENTS}/not-mine`).send({ rows }).expect(200, { notMine: 2 });
    const before = await site.rows();
    const reference = await site.erased('zoe');
    expect(await site.case(reference)).toMatchObject({ state: 'completed', failure: null });
    const after = await site.rows();
    for (const place of ['comments 901', 'comments 902', 'commentmeta 9010'])
      expect([place, after.get(place)]).toEqual([place, before.get(place)]);
    expect(after.has('comments 903')).toBe(false);
    expect(after.has('commentmeta 9030')).toBe(false);
    expect((await site.receipt(reference)).notTheirs).toEqual([
      { source: 'site', collection: 'comments', title: 'Comments', count: 2 },
    ]);
    const replay = () =>
      site.portal.app
        .get(ErasureReplay, { strict: false })
        .run({ type: 'system' }, false, AbortSignal.timeout(60_000));
    expect((await replay()).map(({ rows: gone }) => gone).filter((gone) => gone > 0)).toEqual([]);
    await site.run(`
      INSERT INTO $comments (comment_ID, comment_post_ID, user_id, comment_author_email, comment_content, comment_date_gmt)
      VALUES (903, 99, 0, '${PERSON.email}', 'typed 3', '2024-02-03 04:05:06')`);
    expect(await replay()).toMatchObject([{ rows: 1 }]);
    const left = [...(await site.rows()).keys()].filter((place) => /^comments 90\d$/.test(place));
    expect(left.toSorted()).toEqual(['comments 901', 'comments 902']);
  }, 120_000);
});
