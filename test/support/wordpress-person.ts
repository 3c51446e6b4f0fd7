import { type Add, discussion, list, shouted, string } from './wordpress-discussion.js';

/** Whose rows a site holds, in an account and as a guest. The address tries what databases and SQL may get wrong. */
export const PERSON = { id: 7, email: `zoé.o'neil+"news"%_\\@x.test` } as const;

/** Somebody else, whose address the site's collation takes for the same. */
export const NEIGHBOUR = { id: 8, email: `zoe.o'neil+"news"%_\\@x.test` } as const;

export const SESSIONS = list([
  string('5e55'.repeat(16)),
  list([
    string('expiration'),
    'i:1800000000;',
    string('ip'),
    string('203.0.113.9'),
    string('ua'),
    string('Firefox «é»'),
    string('login'),
    'i:1799000000;',
  ]),
]);

/** Somebody of a site, by the number of their account. */
export interface SitePerson {
  readonly id: number;
  readonly email: string;
}

/** Statements that fill one site with these two, with `?` for values. */
export function personRows(
  prefix = 'wp_',
  [person, neighbour]: readonly [SitePerson, SitePerson] = [PERSON, NEIGHBOUR],
): { text: string; values: (string | number)[] }[] {
  const rows: { text: string; values: (string | number)[] }[] = [];
  const add = (table: string, row: Readonly<Record<string, string | number>>) => {
    const names = Object.keys(row);
    const places = names.map(() => '?').join(', ');
    rows.push({
      text: `INSERT INTO ${prefix}${table} (${names.join(', ')}) VALUES (${places})`,
      values: Object.values(row),
    });
  };
  for (const { id, email } of [person, neighbour]) {
    add('users', {
      ...{
        ID: id,
        user_login: `user${id}`,
        user_pass: 'pass-hash',
        user_nicename: `user-${id}`,
        user_email: email,
      },
      ...{
        user_url: 'https://zoe.example',
        user_activation_key: '1700000000:key-hash',
        display_name: `زُوِي ${id}`,
      },
    });
    profile(add, id, prefix);
    articles(add, id);
    discussion(add, id, email);
  }
  add('options', { option_name: 'admin_email', option_value: shouted(person.email) });
  add('options', { option_name: 'new_admin_email', option_value: neighbour.email });
  add('options', { option_name: 'blogname', option_value: person.email });
  add('options', { option_name: 'disallowed_keys', option_value: `casino\n${person.email}` });
  return rows;
}

function profile(add: Add, user_id: number, prefix: string): void {
  const set = (meta_key: string, meta_value: string) => add('usermeta', { user_id, meta_key, meta_value });
  set('nickname', `Zoé ${user_id}`);
  set('first_name', 'Zoé');
  set('description', `الهاتف 0600 "x" \\ ${user_id}`);
  set(`${prefix}capabilities`, list([string('author'), 'b:1;']));
  set('session_tokens', SESSIONS);
  set(
    '_application_passwords',
    list([
      'i:0;',
      list([string('name'), string('هاتف'), string('password'), string('app-hash'), string('last_ip'), 'N;']),
    ]),
  );
  set('_new_email', list([string('hash'), string('mail-hash'), string('newemail'), string('new@x.test')]));
  set('_two_factor_totp_key', 'totp-secret');
  set('phone', '+212600000000');
  set('phone', '+212611111111');
  set('billing', 'a:1:{s:4:"city";s:9:"not so long";}');
  set('closedpostboxes_post', list(['i:0;', string('slugdiv')]));
}

function articles(add: Add, user: number): void {
  const post = (
    ID: number,
    post_type: string,
    post_status: string,
    more: Readonly<Record<string, string | number>> = {},
  ) =>
    add('posts', {
      ...{
        ID,
        post_author: user,
        post_type,
        post_status,
        post_title: `${post_type} ${ID}`,
        post_content: `نص ${ID}`,
      },
      ...{ post_date_gmt: '2024-01-02 03:04:05', post_password: 'page-password', ...more },
    });
  const of = (n: number) => user * 100 + n;
  post(of(1), 'post', 'publish');
  post(of(2), 'page', 'publish');
  post(of(3), 'post', 'draft', { post_date_gmt: '0000-00-00 00:00:00' });
  post(of(4), 'post', 'private');
  post(of(5), 'post', 'trash');
  post(of(6), 'revision', 'inherit', { post_parent: of(1) });
  post(of(7), 'attachment', 'inherit', { post_mime_type: 'image/jpeg' });
  const set = (post_id: number, meta_key: string, meta_value: string) =>
    add('postmeta', { post_id, meta_key, meta_value });
  set(
    of(7),
    '_wp_attachment_metadata',
    list([
      ...[string('width'), 'i:8;', string('image_meta'), list([string('credit'), string('Zoé')])],
      ...[string('original_image'), string(`${user}.png`), string('sizes')],
      list([string('medium'), list([string('file'), string(`${user}-300x200.jpg`)])]),
    ]),
  );
  set(of(7), '_wp_attached_file', `2024/01/${user}.jpg`);
  set(of(1), '_wp_old_slug', 'first');
  set(of(1), '_wp_old_slug', 'second');
  set(of(1), '_edit_last', String(user));
  set(of(1), '_edit_lock', `1700000000:${user}`);
  // Somebody else's article, edited by this one.
  set(99, '_edit_last', String(user));
}
