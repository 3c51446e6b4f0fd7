import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureReplay } from '../../../src/erasures/erasure-replay.js';
import { sitePerson } from '../../support/wordpress/site-person.js';
import { readRows } from '../../support/wordpress/site-rows.js';
import { hasWordPress, HOW_TO_GET_A_WORDPRESS } from '../../support/wordpress/wordpress-site.js';
import { RemoteWordPress } from './remote-wordpress.js';

const PERSON = sitePerson('zoe');
const NEIGHBOUR = sitePerson('mona');
const COMMENTS = '/api/v1/me/unconfirmed/site/comments';

/** Guests' comments under an article: two that somebody else wrote under the person's address, and one of the person's. */
const TYPED = `
  INSERT INTO $comments (comment_ID, comment_post_ID, user_id, comment_author, comment_author_email, comment_content, comment_date_gmt)
    VALUES (901, $article, 0, 'A prankster', '${PERSON.email}', 'typed 1', '2024-02-03 04:05:06'),
           (902, $article, 0, 'A prankster', 'ZOE@readers.example ', 'typed 2', '2024-02-03 04:05:06'),
           (903, $article, 0, 'Zoé', '${PERSON.email}', 'typed 3', '2024-02-03 04:05:06');
  INSERT INTO $commentmeta (meta_id, comment_id, meta_key, meta_value)
    VALUES (9010, 901, 'akismet_result', 'true'), (9030, 903, 'akismet_result', 'true');`;

describe.skipIf(!hasWordPress)(`what is not theirs in a WordPress site (${HOW_TO_GET_A_WORDPRESS})`, () => {
  let remote: RemoteWordPress;
  const run = (statements: string) =>
    remote.site.query(statements.replaceAll('$article', String(remote.site.made.article)));

  beforeAll(async () => {
    remote = await RemoteWordPress.start([NEIGHBOUR], [PERSON]);
    await run(TYPED);
  }, 180_000);
  afterAll(() => remote.stop());

  it('stays whole with what hangs on it, and comes back from no backup', async () => {
    const agent = await remote.portal.signIn('zoe');
    const { body } = await agent.get(`${COMMENTS}?limit=200`).expect(200);
    const items = body.items as { row: string; record: { id: number; content: string } }[];
    const rows = items.filter(({ record }) => record.id === 901 || record.id === 902).map(({ row }) => row);
    // Those of the account are theirs for certain.
    const sure = remote.site.made.people.zoe?.comments ?? {};
    expect(items.map(({ record }) => record.id)).not.toContain(Object.values(sure)[0]);
    await agent.post(`${COMMENTS}/not-mine`).send({ rows }).expect(200, { notMine: 2 });
    const erasure = await remote.erase(PERSON);
    const { before, after } = erasure;
    expect(erasure).toMatchObject({ state: 'completed', failure: null });
    for (const place of ['comments 901', 'comments 902', 'commentmeta 9010'])
      expect([place, after.get(place)]).toEqual([place, before.get(place)]);
    expect(after.has('comments 903')).toBe(false);
    expect(after.has('commentmeta 9030')).toBe(false);
    expect(erasure.receipt.notTheirs).toEqual([
      { source: 'site', collection: 'comments', title: 'Comments', count: 2 },
    ]);
    const replay = () =>
      remote.portal.app
        .get(ErasureReplay, { strict: false })
        .run({ type: 'system' }, false, AbortSignal.timeout(60_000));
    expect((await replay()).map(({ rows: gone }) => gone).filter((gone) => gone > 0)).toEqual([]);
    await run(`
      INSERT INTO $comments (comment_ID, comment_post_ID, user_id, comment_author, comment_author_email, comment_content, comment_date_gmt)
      VALUES (903, $article, 0, 'Zoé', '${PERSON.email}', 'typed 3', '2024-02-03 04:05:06')`);
    expect(await replay()).toMatchObject([{ rows: 1 }]);
    const left = [...(await readRows(remote.site)).keys()].filter((place) => /^comments 90\d$/.test(place));
    expect(left.toSorted()).toEqual(['comments 901', 'comments 902']);
  }, 120_000);
});
