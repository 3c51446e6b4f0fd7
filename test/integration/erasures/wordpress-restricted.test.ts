import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ErasureBatches } from '../../../src/erasures/erasure-batches.js';
import { FinalSearch } from '../../../src/erasures/final-search.js';
import { RestrictionRelease } from '../../../src/erasures/restriction-release.js';
import { RequestStates } from '../../../src/requests/request-states.js';
import { RestrictionEnd } from '../../../src/requests/restriction-end.js';
import {
  type MadePerson,
  ownComments,
  type SitePerson,
  sitePerson,
} from '../../support/wordpress/site-person.js';
import { isOf, readRows, type SiteRows } from '../../support/wordpress/site-rows.js';
import { hasWordPress, HOW_TO_GET_A_WORDPRESS } from '../../support/wordpress/wordpress-site.js';
import { RemoteWordPress, type SiteErasure } from './remote-wordpress.js';

const NEIGHBOUR = sitePerson('neighbour', true, 'nottarget@example.test');
const MEMBER = sitePerson('zoe');
/** The site's collation takes the two addresses for the same. */
const [GUEST, TWIN] = [
  sitePerson('ghita', false, `Ghita.O'Neil+news@readers.example`),
  sitePerson('twin', false, `ghíta.o'neil+news@readers.example`),
];
const [ERASED, EARLY, LATE, HELD] = [
  sitePerson('erased'),
  sitePerson('early'),
  sitePerson('late'),
  sitePerson('holder'),
];

/** Pages on which comments are shown or counted. */
const PAGES = ['/the-harbour/', '/comments/feed/', '/the-harbour/feed/', '/', '/?s=Call'];

/** A comment as the site hands it out. */
interface Published {
  readonly id: number;
  readonly author_name: string;
}

describe.skipIf(!hasWordPress)(
  `a restriction in a WordPress site (${HOW_TO_GET_A_WORDPRESS})`,
  { timeout: 60_000 },
  () => {
    let remote: RemoteWordPress;
    let before: SiteRows;

    beforeAll(async () => {
      remote = await RemoteWordPress.start([NEIGHBOUR, TWIN], [MEMBER, GUEST, ERASED, EARLY, LATE, HELD]);
      // What WordPress notes once, when its pages are visited, is there before.
      for (const path of PAGES) await remote.site.page(path);
      before = await dump();
    }, 120_000);
    afterAll(() => remote.stop());

    /** Every row, but for what WordPress itself keeps for a while. */
    const dump = async (): Promise<SiteRows> => {
      const rows = [...(await readRows(remote.site))];
      return new Map(
        rows.filter(([, row]) => !/^(_(site_)?transient_|cron$)/.test(row.option_name as string)),
      );
    };
    const made = ({ login }: SitePerson) => remote.site.made.people[login] as MadePerson;
    /** Keys of the person's comments that were shown before. */
    const shown = (person: SitePerson) =>
      ownComments(made(person)).filter((id) => before.get(`comments ${id}`)?.comment_approved === '1');

    async function restrict({ login }: SitePerson): Promise<string> {
      const agent = await remote.portal.signIn(login);
      const { body } = await agent.post('/api/v1/requests').send({ kind: 'restriction' }).expect(201);
      const official = await remote.admin();
      await official.post(`/api/v1/admin/requests/${body.reference}/approve`).expect(200);
      await remote.work();
      return body.reference as string;
    }
    async function lift(reference: string): Promise<void> {
      const official = await remote.admin();
      const path = `/api/v1/admin/requests/${reference}/restriction/lift`;
      await official.post(path).send({ reason: 'checked' }).expect(200);
      await remote.work();
    }
    /** Ends it and shows its rows again, whatever else is at work. */
    async function end(reference: string): Promise<void> {
      const { app, sql } = remote.portal;
      const requestId = await sql.transaction(async (manager) => {
        const request = await app.get(RequestStates, { strict: false }).lockByReference(manager, reference);
        const by = { by: 'person', actor: { type: 'system' } } as const;
        expect(await app.get(RestrictionEnd, { strict: false }).end(manager, request, by)).toBe(true);
        return request.id;
      });
      const task = { payload: { requestId }, signal: new AbortController().signal };
      await app.get(RestrictionRelease, { strict: false }).run(task);
    }

    const remembered = async () => {
      const rows = await remote.portal.sql.query<unknown[]>(
        'SELECT key FROM restricted_rows UNION ALL SELECT key FROM restriction_kept',
      );
      return rows.length;
    };
    const published = async () => {
      const { text } = await remote.site.page('/wp-json/wp/v2/comments?per_page=100');
      return JSON.parse(text) as Published[];
    };
    /** Rows that are not what they were, with the columns that changed. */
    const changed = (now: SiteRows) => {
      expect([...now.keys()].toSorted()).toEqual([...before.keys()].toSorted());
      return new Map(
        [...now].flatMap(([place, row]) => {
          const was = before.get(place) ?? {};
          const columns = Object.keys(row).filter((column) => row[column] !== was[column]);
          return columns.length === 0 ? [] : [[place, columns] as const];
        }),
      );
    };

    describe.each([
      ['a member', MEMBER],
      ['a guest', GUEST],
    ] as const)('of %s', (_, person) => {
      let reference: string;
      let now: SiteRows;

      beforeAll(async () => {
        reference = await restrict(person);
        now = await dump();
      });

      it('sets their comments that were shown to a state of its own, and nothing else', () => {
        expect(shown(person).length).toBeGreaterThan(5);
        const rows = changed(now);
        const articles = new Set(
          shown(person).map((id) => `posts ${String(before.get(`comments ${id}`)?.comment_post_ID)}`),
        );
        expect([...rows.keys()].toSorted()).toEqual(
          [...shown(person).map((id) => `comments ${id}`), ...articles].toSorted(),
        );
        for (const id of shown(person)) {
          expect(rows.get(`comments ${id}`)).toEqual(['comment_approved']);
          expect(now.get(`comments ${id}`)?.comment_approved).toBe('held');
        }
        for (const place of articles) expect(rows.get(place)).toEqual(['comment_count']);
      });

      it('touches no row of a neighbour', () => {
        for (const neighbour of [NEIGHBOUR, TWIN]) {
          const mine = isOf(made(neighbour));
          const of = (rows: SiteRows) => [...rows].filter(([place, row]) => mine(place, row));
          expect(of(before).length).toBeGreaterThan(8);
          expect(of(now)).toEqual(of(before));
        }
      });

      it('keeps them from every page that the site serves, which shows the others', async () => {
        const names = (await published()).map(({ author_name: name }) => name);
        expect(names).not.toContain(person.name);
        expect(names).toContain(NEIGHBOUR.name);
        expect(names).toContain(TWIN.name);
        for (const path of PAGES) {
          const { status, text } = await remote.site.page(path);
          expect([path, status, text.includes(`Call ${person.phone}`)]).toEqual([path, 200, false]);
        }
        for (const id of shown(person)) {
          const { status } = await remote.site.page(`/wp-json/wp/v2/comments/${id}`);
          expect(status).toBe(401);
        }
        const { text } = await remote.site.page('/the-harbour/');
        expect(text).toContain(`Call ${TWIN.phone}`);
        // Under a comment that is not shown WordPress shows no answers.
        expect(text).toContain(`I called ${TWIN.phone}, thank you`);
        expect(text).not.toContain(`I called ${person.phone}, thank you`);
        expect(remote.site.complaints).toBe('');
      });

      it('leaves each article with the number of comments that WordPress counts and says', async () => {
        expect(await remote.site.wrongCounts()).toEqual({});
        const { article } = remote.site.made;
        const count = Number(now.get(`posts ${article}`)?.comment_count);
        const { text } = await remote.site.page('/the-harbour/feed/');
        expect(text).not.toContain(person.phone);
        const [{ total }] = (await remote.site.query(
          `SELECT COUNT(*) AS total FROM $comments WHERE comment_post_ID = ? AND comment_approved = '1'`,
          [String(article)],
        )) as [{ total: number }];
        expect(count).toBe(Number(total));
        const feed = await remote.site.page('/feed/');
        expect(feed.text).toContain(`<slash:comments>${count}</slash:comments>`);
      });

      it('keeps nothing from a copy', async () => {
        const copy = await remote.copy(person);
        const comments = JSON.parse(copy.get('data/site/comments.json')?.toString() ?? '[]') as {
          id: number;
          body: string;
          status: string;
        }[];
        expect(comments.map(({ id }) => id).toSorted()).toEqual(ownComments(made(person)).toSorted());
        for (const { id, body, status } of comments) {
          const { comment_content, comment_approved } = before.get(`comments ${id}`) ?? {};
          expect(body).toBe(comment_content);
          expect(status).toBe(comment_approved === '1' ? 'held' : comment_approved);
        }
      });

      it('gives back every byte once it is lifted', async () => {
        await lift(reference);
        expect(changed(await dump())).toEqual(new Map());
        expect(await remembered()).toBe(0);
        expect((await published()).map(({ author_name: name }) => name)).toContain(person.name);
        expect(await remote.site.wrongCounts()).toEqual({});
      });
    });

    /** All is gone but the place of a comment that was answered, which is shown again, and the answer. */
    async function expectErased(person: SitePerson, { state, after }: SiteErasure): Promise<void> {
      expect(state).toBe('completed');
      const { first = 0, ...others } = made(person).comments;
      expect(after.get(`comments ${first}`)).toMatchObject({ comment_approved: '1', comment_author: '' });
      const left = Object.entries(others).filter(([, id]) => after.has(`comments ${id}`));
      expect(left.map(([what]) => what)).toEqual(['answer']);
      expect(await remembered()).toBe(0);
      expect(await remote.site.wrongCounts()).toEqual({});
      const { text } = await remote.site.page('/the-harbour/');
      expect(text).toContain(`I called ${person.phone}, thank you`);
    }

    it('ends with an erasure that its person asked for meanwhile', async () => {
      const reference = await restrict(ERASED);
      await expectErased(ERASED, await remote.erase(ERASED));
      const rows = await remote.portal.sql.query(
        `SELECT lifted_by AS by FROM restrictions x JOIN requests r ON r.id = x.request_id WHERE reference = $1`,
        [reference],
      );
      expect(rows).toEqual([{ by: 'erasure' }]);
    });

    it.each([
      ['before its rows go', EARLY, ErasureBatches, 'erase'],
      ['after they are gone', LATE, FinalSearch, 'rowsLeft'],
    ] as const)('that ends amid an erasure, %s, leaves nothing hidden', async (...given) => {
      const [, person, part, line] = given;
      const reference = await restrict(person);
      const lines = remote.portal.app.get<Record<string, (...args: unknown[]) => Promise<unknown>>>(part, {
        strict: false,
      });
      const real = lines[line]?.bind(lines);
      const spy = vi.spyOn(lines, line).mockImplementationOnce(async (...args) => {
        await end(reference);
        return real?.(...args);
      });
      const erasure = await remote.erase(person);
      spy.mockRestore();
      await expectErased(person, erasure);
    });

    it('that ends amid an erasure leaves hidden what a hold keeps, until that is released', async () => {
      const { first = 0, reply = 0 } = made(HELD).comments;
      const hold = await remote.hold(HELD, { collection: 'comments', recordIds: [String(reply)] });
      const reference = await restrict(HELD);
      const search = remote.portal.app.get(FinalSearch, { strict: false });
      const real = search.rowsLeft.bind(search);
      const spy = vi.spyOn(search, 'rowsLeft').mockImplementationOnce(async (...args) => {
        await end(reference);
        return real(...args);
      });
      const erasure = await remote.erase(HELD);
      spy.mockRestore();
      expect(erasure.state).toBe('deferred');
      expect(erasure.after.get(`comments ${reply}`)).toMatchObject({ comment_approved: 'held' });
      expect(erasure.after.get(`comments ${first}`)).toMatchObject({ comment_approved: '1' });
      expect((await published()).map(({ id }) => id)).not.toContain(reply);
      expect(await remote.released(hold, erasure)).toBe('completed');
      expect(await remembered()).toBe(0);
      expect(await remote.site.wrongCounts()).toEqual({});
    });
  },
);
