import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RequestEnding } from '../../../src/requests/request-ending.js';
import { RequestStates } from '../../../src/requests/request-states.js';
import { type MadePerson, sitePerson } from '../../support/wordpress/site-person.js';
import { readUploads, type SiteRows } from '../../support/wordpress/site-rows.js';
import { hasWordPress, HOW_TO_GET_A_WORDPRESS } from '../../support/wordpress/wordpress-site.js';
import { RemoteWordPress } from './remote-wordpress.js';

const NEIGHBOUR = sitePerson('neighbour', true, 'nottarget@example.test');
const [HIDDEN, BACK, UPLOADER] = [sitePerson('zoe'), sitePerson('other'), sitePerson('ilham')];

describe.skipIf(!hasWordPress)(
  `what a hold keeps of a WordPress site (${HOW_TO_GET_A_WORDPRESS})`,
  { timeout: 120_000 },
  () => {
    let remote: RemoteWordPress;

    beforeAll(async () => {
      remote = await RemoteWordPress.start([NEIGHBOUR], [HIDDEN, BACK, UPLOADER]);
    }, 180_000);
    afterAll(() => remote.stop());

    const made = (login: string) => remote.site.made.people[login] as MadePerson;
    const id = (login: string, which: string) => String(made(login).comments[which]);
    const states = async (...ids: string[]) => {
      const rows = await remote.site.query(
        `SELECT comment_approved AS state FROM $comments WHERE comment_ID IN (${ids.map(() => '?').join(', ')})
         ORDER BY comment_ID`,
        ids,
      );
      return rows.map(({ state }) => state);
    };
    const remembered = () => remote.portal.sql.query('SELECT 1 FROM restricted_rows');
    /** Numbers of the comments that the site hands out to everybody. */
    const published = async () => {
      const { text } = await remote.site.page('/wp-json/wp/v2/comments?per_page=100');
      return (JSON.parse(text) as { id: number }[]).map((comment) => String(comment.id));
    };

    it('is not shown, also not counted, and goes when the hold does', async () => {
      const [reply, spam] = [id('zoe', 'reply'), id('zoe', 'spam')];
      expect(await published()).toContain(reply);
      const scope = { collection: 'comments', recordIds: [reply, spam] };
      const hold = await remote.hold(HIDDEN, scope, 'existence-hidden');
      const erasure = await remote.erase(HIDDEN);
      expect(erasure.state).toBe('deferred');
      expect(await states(reply)).toEqual(['held']);
      expect(await states(spam)).toEqual(['spam']);
      expect(await published()).not.toContain(reply);
      expect(await remote.site.wrongCounts()).toEqual({});
      expect(await remote.released(hold, erasure)).toBe('completed');
      expect(await states(reply, spam)).toEqual([]);
      expect(await remembered()).toEqual([]);
      expect(await remote.site.wrongCounts()).toEqual({});
    });

    it('is shown again when the person takes back what is left, but for what somebody changed', async () => {
      const recordIds = ['first', 'reply'].map((which) => id('other', which));
      const [first = '', reply = ''] = recordIds;
      await remote.hold(BACK, { collection: 'comments', recordIds });
      const { state, reference } = await remote.erase(BACK);
      expect(state).toBe('deferred');
      expect(await states(...recordIds)).toEqual(['held', 'held']);
      await remote.site.query(`UPDATE $comments SET comment_approved = 'trash' WHERE comment_ID = ?`, [
        reply,
      ]);
      const { app, sql } = remote.portal;
      await sql.transaction(async (manager) => {
        const request = await app.get(RequestStates, { strict: false }).lockByReference(manager, reference);
        await app.get(RequestEnding, { strict: false }).withdraw(manager, request, { type: 'system' }, {});
      });
      await remote.work();
      expect(await states(first)).toEqual(['1']);
      expect(await states(reply)).toEqual(['trash']);
      expect(await published()).toContain(first);
      expect(await remote.site.wrongCounts()).toEqual({});
      expect(await remembered()).toEqual([]);
    });

    it('keeps the files of an upload byte for byte, and what is noted of it, until the hold is released', async () => {
      const { posts, files } = made('ilham');
      const facts = (rows: SiteRows) =>
        [...rows.values()].find(
          (row) => row.post_id === posts.attachment && row.meta_key === '_wp_attachment_metadata',
        )?.meta_value;
      const original = files[1] ?? '';
      const before = await readUploads(remote.site);
      const recordIds = [String(posts.attachment)];
      const hold = await remote.hold(UPLOADER, { collection: 'attachments', recordIds });
      const erasure = await remote.erase(UPLOADER);
      expect(erasure.state).toBe('deferred');
      const held = await readUploads(remote.site);
      for (const name of files) expect([name, held.get(name)]).toEqual([name, before.get(name)]);
      expect(before.get(original)?.toString('latin1')).toContain('A Photographer');
      expect(await remote.released(hold, erasure)).toBe('completed');
      const after = await readUploads(remote.site);
      expect(after.get(original)?.toString('latin1')).not.toContain('A Photographer');
      expect(String(facts(erasure.before))).toContain('A Photographer');
      const rows = await remote.site.query(
        `SELECT meta_value FROM $postmeta WHERE post_id = ? AND meta_key = '_wp_attachment_metadata'`,
        [String(posts.attachment)],
      );
      expect(String(rows[0]?.meta_value)).toContain('s:6:"credit";s:0:"";');
    });
  },
);
