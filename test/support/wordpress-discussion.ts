export type Add = (table: string, row: Readonly<Record<string, string | number>>) => void;

/** Text as PHP writes it, its length in bytes. */
export function string(text: string): string {
  return `s:${Buffer.byteLength(text)}:"${text}";`;
}

/** An array as PHP writes it. @param members names and values in turn, each as PHP writes it */
export function list(members: readonly string[]): string {
  return `a:${members.length / 2}:{${members.join('')}}`;
}

/** The same address in other letters, as far as addresses take them for the same. */
export function shouted(email: string): string {
  return email.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** What somebody and their address left in discussions: in every state, and under an earlier address. */
export function discussion(add: Add, user: number, email: string): void {
  const of = (n: number) => user * 100 + n;
  const comment = (n: number, more: Readonly<Record<string, string | number>>) =>
    add('comments', {
      ...{ comment_ID: of(n), comment_post_ID: 99, comment_author: 'Zoé', comment_author_email: email },
      ...{
        comment_author_IP: '203.0.113.9',
        comment_content: `تعليق\r\n"${n}" \\`,
        comment_agent: 'Firefox',
        ...more,
      },
    });
  comment(1, { user_id: user, comment_date_gmt: '2024-02-03 04:05:06' });
  comment(2, { user_id: user, comment_author_email: 'earlier@x.test' });
  comment(3, { comment_author_email: shouted(email) });
  comment(4, { comment_approved: 'spam' });
  comment(5, { comment_approved: 'trash', comment_author_email: ` ${email}\t` });
  comment(6, { comment_approved: 'post-trashed', comment_type: 'pingback' });
  comment(7, { comment_approved: '0', comment_parent: of(1), user_id: 55 });
  comment(8, { comment_author_email: `x${email}` });
  const set = (n: number, meta_key: string, meta_value: string) =>
    add('commentmeta', { comment_id: of(n), meta_key, meta_value });
  set(
    4,
    'akismet_as_submitted',
    list([string('comment_author_email'), string(email), string('user_ip'), string('203.0.113.9')]),
  );
  set(
    4,
    'akismet_history',
    list([
      string('time'),
      'd:1700000000.25;',
      string('event'),
      string('status-spam'),
      string('user'),
      string('moderator'),
    ]),
  );
  set(4, 'akismet_history', list([string('event'), string('check-spam')]));
  set(5, '_wp_trash_meta_status', '1');
  set(8, 'akismet_result', 'true');
  add('links', { link_owner: user, link_name: `Blog ${user}`, link_notes: '', link_rel: 'me' });
  add('posts', {
    ...{
      ID: of(50),
      post_type: 'user_request',
      post_status: 'request-completed',
      post_title: email,
      post_name: 'export_personal_data',
    },
    post_password: 'request-key-hash',
  });
  add('postmeta', {
    post_id: of(50),
    meta_key: '_wp_user_request_confirmed_timestamp',
    meta_value: '1700000000',
  });
  add('postmeta', { post_id: of(50), meta_key: '_export_file_url', meta_value: 'https://x.test/secret.zip' });
}
