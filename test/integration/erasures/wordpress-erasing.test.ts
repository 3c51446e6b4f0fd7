import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownComments, sitePerson, tokensOf } from '../../support/wordpress/site-person.js';
import {
  filesTelling,
  isOf,
  readRows,
  readUploads,
  type SiteRow,
  type SiteRows,
  tracesIn,
} from '../../support/wordpress/site-rows.js';
import { hasWordPress, HOW_TO_GET_A_WORDPRESS } from '../../support/wordpress/wordpress-site.js';
import { RemoteWordPress, type SiteErasure } from './remote-wordpress.js';

/** Who answers everybody, and has all that the others have. */
const NEIGHBOUR = sitePerson('neighbour', true, 'nottarget@example.test');
const [MEMBER, DETACHED] = [sitePerson('zoe'), sitePerson('dounia')];
/** The site's collation takes the two addresses for the same. */
const [GUEST, TWIN] = [
  sitePerson('ghita', false, `Ghita.O'Neil+news@readers.example`),
  sitePerson('twin', false, `ghíta.o'neil+news@readers.example`),
];
const REFUSED = sitePerson('rita', false);

const option = (rows: SiteRows, name: string) =>
  `${[...rows].find(([, row]) => row.option_name === name)?.[0]} option_value`;

/** Lists by which comments are stopped: nobody is looked for in them. */
const lists = (rows: SiteRows) => ['moderation_keys', 'disallowed_keys'].map((name) => option(rows, name));

/** Rows of everybody else, as they are; but the number of comments of an article, which changes with them. */
function elses({ made, before }: SiteErasure, rows: SiteRows): Map<string, SiteRow> {
  const mine = isOf(made);
  const others = [...rows].filter(([place, row]) => !mine(place, before.get(place) ?? row));
  return new Map(others.map(([place, row]) => [place, { ...row, comment_count: undefined }]));
}

const erasedOf = ({ receipt }: SiteErasure, action: string) =>
  Object.fromEntries(
    receipt.erased.flatMap((item) =>
      item.source === 'site' && item.action === action ? [[item.collection, item.count]] : [],
    ),
  );

/** Writes into every size where and by whom the photograph was taken, as WordPress leaves it there with Imagick. */
async function speak(uploads: string, { files }: SiteErasure['made']): Promise<void> {
  for (const file of files.filter((name) => name.endsWith('.jpg'))) {
    const path = join(uploads, file);
    const image = sharp(readFileSync(path)).withExif({
      IFD0: { Artist: 'A Photographer' },
      IFD3: { GPSLatitude: '35/1 46/1 0/1', GPSLatitudeRef: 'N' },
    });
    writeFileSync(path, await image.toBuffer());
  }
}

const speaks = async (image: Buffer | undefined) => (await sharp(image).metadata()).exif !== undefined;

describe.skipIf(!hasWordPress)(`erasing in a WordPress site (${HOW_TO_GET_A_WORDPRESS})`, () => {
  let remote: RemoteWordPress;
  let copy: ReadonlyMap<string, Buffer>;
  let uploads: ReadonlyMap<string, Buffer>;
  let member: SiteErasure;
  let guest: SiteErasure;
  let detached: SiteErasure;

  beforeAll(async () => {
    remote = await RemoteWordPress.start([NEIGHBOUR, TWIN], [MEMBER, GUEST, DETACHED, REFUSED]);
    for (const { login } of [NEIGHBOUR, MEMBER])
      await speak(remote.site.uploads, remote.site.made.people[login] as SiteErasure['made']);
    uploads = await readUploads(remote.site);
    copy = await remote.copy(MEMBER);
    member = await remote.erase(MEMBER);
    guest = await remote.erase(GUEST);
    detached = await remote.erase(DETACHED, 'detach');
  }, 180_000);
  afterAll(() => remote.stop());

  const all = () => [member, guest, detached];

  it('can be done with the rights that are documented', async () => {
    const official = await remote.admin();
    const { body } = await official.get('/api/v1/admin/sources/site').expect(200);
    expect(body).toMatchObject({ state: 'ready', problems: [], erasing: [], warnings: [], unmapped: [] });
    for (const { state, failure } of all())
      expect({ state, failure }).toEqual({ state: 'completed', failure: null });
  });

  it('comes after a copy in which the rows and the files of a member were', () => {
    const { made, before } = member;
    const comments = JSON.parse(copy.get('data/site/comments.json')?.toString() ?? '') as { id: number }[];
    expect(comments.map(({ id }) => id).toSorted()).toEqual(ownComments(made).toSorted());
    const attachments = JSON.parse(copy.get('data/site/attachments.json')?.toString() ?? '') as object[];
    expect(attachments).toMatchObject([{ id: made.posts.attachment, author: made.user }]);
    expect(made.files).toHaveLength(9);
    for (const file of made.files) {
      expect(uploads.get(file)?.length, file).toBeGreaterThan(0);
      expect(copy.get(`files/site/${file}`)?.equals(uploads.get(file) ?? Buffer.alloc(0)), file).toBe(true);
    }
    expect(uploads.has(`wp-personal-data-exports/${made.earlierCopy}`)).toBe(true);
    expect([...copy.keys()].filter((path) => path.startsWith('files/'))).toHaveLength(made.files.length);
    expect(before.has(`users ${made.user}`)).toBe(true);
  });

  it('leaves of a member what the receipt itemises, lists of stopped words, and what others wrote', () => {
    const { made, before, after, receipt } = member;
    const { posts, comments } = made;
    const tokens = tokensOf(MEMBER);
    expect(tracesIn(before, tokens).length).toBeGreaterThan(80);
    const retained = receipt.retained.filter(({ source }) => source === 'site');
    expect(Object.fromEntries(retained.map(({ collection, count }) => [collection, count]))).toEqual({
      ...{ attachments: 1, unattached: 1, published: 2, revisions: 2, unpublished: 3 },
      ...{ post_meta: 9, upload_meta: 4 },
    });
    const posted = retained.filter(({ collection }) => !collection.endsWith('_meta'));
    const itemised = posted.flatMap(({ records }) => records ?? []).map((id) => `posts ${id}`);
    const meta = [...after].filter(([place, row]) => place.startsWith('postmeta ') && isOf(made)(place, row));
    expect(meta).toHaveLength(13);
    const [, , ...texts] = itemised.toSorted();
    expect(tracesIn(after, tokens).toSorted()).toEqual(
      [
        ...lists(after),
        `comments ${comments.answer} comment_content`,
        // The address of the file, its description, and what WordPress knows of its sizes.
        ...meta
          .filter(([, row]) => /^_wp_attach/.test(String(row.meta_key)))
          .map(([place]) => `${place} meta_value`),
        ...[posts.attachment, posts.unattached].flatMap((id) =>
          ['post_title', 'post_name', 'guid'].map((column) => `posts ${id} ${column}`),
        ),
        ...[
          posts.published,
          posts.page,
          posts.draft,
          posts.private,
          posts.trashed,
          ...(posts.revisions ?? []),
        ].map((id) => `posts ${id} post_content`),
      ].toSorted(),
    );
    expect(texts).toHaveLength(7);
  });

  it('takes from images, every size, and what is noted of them, where and by whom they were taken', async () => {
    const { made, before, after } = member;
    const now = await readUploads(remote.site);
    const images = made.files.filter((name) => name.endsWith('.jpg'));
    expect(images).toHaveLength(8);
    for (const name of images) {
      expect([name, await speaks(uploads.get(name)), await speaks(now.get(name))]).toEqual([
        name,
        true,
        false,
      ]);
      const [{ width, height }, was] = [
        await sharp(now.get(name)).metadata(),
        await sharp(uploads.get(name)).metadata(),
      ];
      expect([width, height]).toEqual([was.width, was.height]);
    }
    expect(now.get(made.files.at(-1) ?? '')?.toString()).toBe(`Notes of ${MEMBER.name}`);
    const [place, facts] =
      [...after].find(
        ([, row]) => row.post_id === made.posts.attachment && row.meta_key === '_wp_attachment_metadata',
      ) ?? [];
    const was = String(before.get(place ?? '')?.meta_value);
    const names = /s:(6:"credit|9:"copyright)";s:14:"A Photographer";/g;
    expect(was.match(names)).toHaveLength(2);
    const [head = '', rest = ''] = was.split('s:10:"image_meta";');
    expect(String(facts?.meta_value).startsWith(`${head}s:10:"image_meta";`)).toBe(true);
    expect(facts?.meta_value).not.toMatch(/A Photographer/);
    expect(String(facts?.meta_value)).toContain('s:6:"credit";s:0:"";');
    expect(rest.length).toBeGreaterThan(0);
    const neighbours = remote.site.made.people[NEIGHBOUR.login]?.files ?? [];
    for (const name of neighbours)
      expect(now.get(name)?.equals(uploads.get(name) ?? Buffer.alloc(0))).toBe(true);
    expect(await remote.stripped(member)).toEqual({ upload_meta: 8 });
  });

  it('leaves nothing that leads to the account of a member', () => {
    const { made, before, after } = member;
    const mine = isOf(made);
    for (const table of ['users', 'usermeta', 'commentmeta']) {
      const of = (rows: SiteRows) =>
        [...rows].filter(([place, row]) => place.startsWith(`${table} `) && mine(place, row));
      expect(of(before).length).toBeGreaterThan(0);
      expect(of(after)).toEqual([]);
    }
    const ids = ['user_id', 'post_author', 'link_owner'];
    expect([...after].filter(([, row]) => ids.some((name) => row[name] === made.user))).toEqual([]);
    const edits = [...after].filter(([, row]) => /^_edit_/.test(String(row.meta_key)));
    expect(edits.filter(([, row]) => String(row.meta_value).split(':').at(-1) === String(made.user))).toEqual(
      [],
    );
    expect(after.has(`posts ${made.posts.request}`)).toBe(false);
  });

  it('takes the comments of a guest in every state, and empties those that others answered', () => {
    const { made, before, after } = guest;
    expect(tracesIn(before, tokensOf(GUEST)).length).toBeGreaterThan(50);
    expect(tracesIn(after, tokensOf(GUEST)).toSorted()).toEqual(
      [...lists(after), `comments ${made.comments.answer} comment_content`].toSorted(),
    );
    expect(guest.receipt.retained.filter(({ source }) => source === 'site')).toEqual([]);
    for (const { made: of, after: rows } of [member, guest]) {
      const { answer, ...own } = of.comments;
      const left = Object.entries(own).filter(([, id]) => rows.has(`comments ${id}`));
      expect(left.map(([what]) => what)).toEqual(['first']);
      expect(rows.get(`comments ${own.first}`)).toMatchObject({
        ...{ comment_author: '', comment_author_email: '', comment_author_url: '', comment_author_IP: '' },
        ...{ comment_agent: '', comment_content: '', user_id: 0, comment_approved: '1' },
      });
      expect(rows.get(`comments ${answer}`)).toMatchObject({ comment_parent: own.first });
    }
    expect(erasedOf(guest, 'erased')).toEqual({ comments: 8, comment_meta: 8 });
    expect(erasedOf(guest, 'anonymised')).toEqual({ comments: 1 });
  });

  it('leaves the text of comments where that was asked for, and takes the author away', () => {
    const { made, before, after } = detached;
    const own = ownComments(made);
    for (const id of own) {
      expect(after.get(`comments ${id}`)).toEqual({
        ...before.get(`comments ${id}`),
        ...{ comment_author: '', comment_author_email: '', comment_author_url: '', comment_author_IP: '' },
        ...{ comment_agent: '', user_id: 0 },
      });
    }
    expect(erasedOf(detached, 'detached')).toMatchObject({ comments: own.length });
    const left = tracesIn(after, tokensOf(DETACHED)).filter((trace) => !/^post(s|meta) /.test(trace));
    expect(left.toSorted()).toEqual(
      [
        ...lists(after),
        ...own.map((id) => `comments ${id} comment_content`),
        `comments ${made.comments.answer} comment_content`,
      ].toSorted(),
    );
  });

  it('touches nobody else’s rows, to the byte', () => {
    for (const erasure of all())
      expect(elses(erasure, erasure.after)).toEqual(elses(erasure, erasure.before));
    const neighbours = isOf(remote.site.made.people[NEIGHBOUR.login] as SiteErasure['made']);
    const of = (rows: SiteRows) => [...rows].filter(([place, row]) => neighbours(place, row));
    expect(of(member.before).length).toBeGreaterThan(40);
    expect(of(detached.after)).toEqual(of(member.before));
  });

  it('leaves of uploads what was published', async () => {
    const files = await readUploads(remote.site);
    for (const { person, made } of [member, detached]) {
      expect(filesTelling(files, tokensOf(person)).toSorted()).toEqual(made.files.toSorted());
    }
    const neighbour = remote.site.made.people[NEIGHBOUR.login];
    expect(filesTelling(files, tokensOf(NEIGHBOUR))).toHaveLength(11);
    expect(files.has(`wp-personal-data-exports/${neighbour?.earlierCopy}`)).toBe(true);
  });

  it('is not done in a database that is another site’s', async () => {
    const move = (from: string, to: string) =>
      remote.site.query(
        `UPDATE $options SET option_value = ? WHERE option_name = 'siteurl' AND option_value = ?`,
        [to, from],
      );
    await move(remote.site.url, 'https://staging.example');
    const before = await readRows(remote.site);
    await expect(remote.erase(REFUSED)).rejects.toThrow(
      /is not the database or the site .*https:\/\/staging\.example/,
    );
    expect(await readRows(remote.site)).toEqual(before);
    await move('https://staging.example', remote.site.url);
  });

  describe('WordPress itself afterwards', () => {
    it.each([
      '/',
      '/the-harbour/',
      '/feed/',
      '/comments/feed/',
      '/wp-login.php',
      '/wp-json/wp/v2/comments?per_page=100',
    ])('answers %s without complaint', async (path) => {
      const { status, text } = await remote.site.page(path);
      expect(status).toBe(200);
      expect(text).not.toMatch(/(?:Warning|Notice|Deprecated|(?:Fatal|Parse) error)<\/b>:|critical error/);
      expect(remote.site.complaints).toBe('');
    });

    it('shows what was published, and of the discussion what is left of it', async () => {
      const { status, text } = await remote.site.page(`/published-${member.made.user}/`);
      expect(status).toBe(200);
      expect(text).toContain(`By ${MEMBER.name}, again ${MEMBER.phone}`);
      const { text: article } = await remote.site.page('/the-harbour/');
      expect(article).toContain(`I called ${MEMBER.phone}, thank you`);
      expect(article).not.toMatch(new RegExp([MEMBER, GUEST].map(({ name }) => name).join('|')));
      const { text: comments } = await remote.site.page('/wp-json/wp/v2/comments?per_page=100');
      const parents = new Map(
        (JSON.parse(comments) as { id: number; parent: number }[]).map(({ id, parent }) => [id, parent]),
      );
      for (const { made } of all()) expect(parents.get(made.comments.answer ?? 0)).toBe(made.comments.first);
    });

    it('counts as many comments of every article as are stored', async () => {
      expect(await remote.site.wrongCounts()).toEqual({});
    });
  });
});
