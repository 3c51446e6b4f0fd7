import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MadePerson, ownComments, sitePerson } from '../../support/wordpress/site-person.js';
import { isOf, type SiteRow, type SiteRows } from '../../support/wordpress/site-rows.js';
import { hasWordPress, HOW_TO_GET_A_WORDPRESS } from '../../support/wordpress/wordpress-site.js';
import { RemoteWordPress, type SiteErasure } from './remote-wordpress.js';

const NEIGHBOUR = sitePerson('neighbour', true, 'nottarget@example.test');
const [DATED, PROFILED, CONTACTED, RECORDED] = [
  sitePerson('hadi'),
  sitePerson('hala'),
  sitePerson('hiba'),
  sitePerson('hind'),
];

/** What a row says, shown or not. */
const said = (row: SiteRow | undefined) =>
  JSON.stringify(row?.comment_approved === 'held' ? { ...row, comment_approved: '1' } : row);

/** The person's rows that stay as they were, shown or not, but for what the map keeps of articles whoever wrote them. */
function untouched({ made, before, after }: SiteErasure): string[] {
  const mine = isOf(made);
  const same = [...before].filter(([place, row]) => mine(place, row) && said(after.get(place)) === said(row));
  return same.flatMap(([place]) => (place.startsWith('postmeta ') ? [] : [place])).toSorted();
}

/** What the office is told that holds keep: collection, records, and categories where only those stay. */
const heldBy = ({ receipt }: SiteErasure) =>
  receipt.retained.flatMap(({ collection, citation, records, categories }) =>
    citation === 'Order 9' ? [[collection, records?.length, categories]] : [],
  );

describe.skipIf(!hasWordPress)(
  `holds on a person of the first site of a WordPress network (${HOW_TO_GET_A_WORDPRESS})`,
  { timeout: 120_000 },
  () => {
    let remote: RemoteWordPress;

    beforeAll(async () => {
      remote = await RemoteWordPress.start([NEIGHBOUR], [DATED, PROFILED, CONTACTED, RECORDED], true);
      for (const { email, login, ip } of [NEIGHBOUR, CONTACTED, RECORDED]) {
        await remote.site.query(
          `INSERT INTO $signups (title, user_login, user_email, active, activated, activation_key)
           VALUES ('', ?, ?, 1, '2020-01-02', 'key');
         INSERT INTO $registration_log (email, IP, date_registered) VALUES (?, ?, '2020-01-02')`,
          [login, email, email, ip],
        );
      }
    }, 180_000);
    afterAll(() => remote.stop());

    const made = (login: string) => remote.site.made.people[login] as MadePerson;
    const comments = (login: string, ...which: string[]) =>
      which.map((what) => String(made(login).comments[what])).toSorted();

    it('by date keep rows of these days, and those without a date', async () => {
      await remote.hold(DATED, { collection: 'comments', from: '2024-01-01', to: '2024-12-31' });
      const erasure = await remote.erase(DATED);
      expect(erasure.state).toBe('deferred');
      expect(untouched(erasure)).toEqual(comments('hadi', 'first', 'undated').map((id) => `comments ${id}`));
      for (const id of comments('hadi', 'first', 'undated'))
        expect(erasure.after.get(`comments ${id}`)).toMatchObject({ comment_approved: 'held' });
      expect(heldBy(erasure)).toEqual([['comments', 2, undefined]]);
    });

    it('by collection keep its rows, and no others', async () => {
      await remote.hold(PROFILED, { collection: 'profile' });
      const erasure = await remote.erase(PROFILED);
      const rows = [...erasure.before].filter(([, row]) => row.user_id === made('hala').user);
      const profile = rows.map(([place]) => place).filter((place) => place.startsWith('usermeta '));
      expect(profile.length).toBeGreaterThan(15);
      expect(untouched(erasure)).toEqual(profile.toSorted());
      expect(heldBy(erasure)).toEqual([['profile', profile.length, undefined]]);
      expect(erasure.after.has(`users ${made('hala').user}`)).toBe(false);
    });

    it('by category keep the columns and entries of that category, and empty the rest', async () => {
      await remote.hold(CONTACTED, { category: 'contact' });
      const erasure = await remote.erase(CONTACTED);
      const { before, after } = erasure;
      const { user, posts } = made('hiba');
      const own = ownComments(made('hiba'));
      const pending = [...before].find(([, row]) => row.user_id === user && row.meta_key === '_new_email');
      expect(untouched(erasure)).toEqual([pending?.[0]]);
      const { user_email, user_url } = before.get(`users ${user}`) ?? {};
      expect([user_email, user_url]).toEqual([CONTACTED.email, CONTACTED.website]);
      expect(after.get(`users ${user}`)).toMatchObject({
        user_email,
        user_url,
        user_pass: '',
        display_name: '',
      });
      expect(after.get(`users ${user}`)?.user_login).toMatch(/^erased-/);
      for (const id of own) {
        const { comment_author_email, comment_author_url } = before.get(`comments ${id}`) ?? {};
        expect(after.get(`comments ${id}`)).toMatchObject({
          ...{ comment_author_email, comment_author_url, comment_author: '', comment_author_IP: '' },
          ...{ comment_content: '', comment_agent: '', user_id: 0 },
        });
      }
      expect(after.get(`posts ${posts.request}`)).toMatchObject({
        post_title: CONTACTED.email,
        post_password: '',
      });
      expect(heldBy(erasure)).toEqual([
        ['account', 1, ['contact']],
        ['comments', own.length, ['contact']],
        ['data_requests', 1, ['contact']],
        ['profile', 1, ['contact']],
        ['registration_log', 1, ['contact']],
        ['signups', 1, ['contact']],
      ]);
      const rows = async (table: string, column: string) =>
        remote.site.query(`SELECT * FROM $${table} WHERE ${column} = ?`, [CONTACTED.email]);
      expect(await rows('signups', 'user_email')).toMatchObject([
        { user_login: '', activation_key: '', active: 1 },
      ]);
      expect(await rows('registration_log', 'email')).toMatchObject([{ IP: '', blog_id: 0 }]);
    });

    it('by record keep these, until the hold is released', async () => {
      const recordIds = comments('hind', 'spam', 'reply');
      const hold = await remote.hold(RECORDED, { collection: 'comments', recordIds });
      const erasure = await remote.erase(RECORDED);
      expect(untouched(erasure)).toEqual(recordIds.map((id) => `comments ${id}`));
      expect(heldBy(erasure)).toEqual([['comments', 2, undefined]]);
      const networked = (rows: SiteRows) =>
        [...rows].filter(([place]) => /^(signups|registration_log) /.test(place)).map(([place]) => place);
      expect(networked(erasure.before)).toHaveLength(6);
      expect(networked(erasure.after)).toHaveLength(4);
      expect(await remote.released(hold, erasure)).toBe('completed');
      const left = await remote.site.query(
        `SELECT comment_ID AS id FROM $comments WHERE user_id = ? OR comment_ID IN (?, ?)`,
        [String(made('hind').user), ...recordIds],
      );
      expect(left).toEqual([]);
      expect(await remote.site.wrongCounts()).toEqual({});
    });
  },
);
