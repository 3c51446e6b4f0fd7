import { createConnection } from 'mysql2/promise';
import { answer, setting } from '../child.js';

/** The person's, by hand: of the account, by its address or its number. */
const PERSON = `SELECT ID, user_email INTO @person, @email FROM wp_users WHERE user_email = ?`;
const COMMENTS = `(user_id = @person OR comment_author_email = @email)`;

/**
 * The limit: what the map of WordPress does, done by somebody who knows the tables. Comments that others replied to stay
 * without anything in them, and articles without an author.
 */
const CHANGES = [
  `DELETE FROM wp_commentmeta WHERE comment_id IN (SELECT comment_ID FROM wp_comments WHERE ${COMMENTS})`,
  `DELETE c FROM wp_comments c LEFT JOIN wp_comments r ON r.comment_parent = c.comment_ID
     WHERE (c.user_id = @person OR c.comment_author_email = @email) AND r.comment_ID IS NULL`,
  `UPDATE wp_comments SET comment_author = '', comment_author_email = '', comment_author_url = '', comment_author_IP = '',
     comment_agent = '', comment_content = '', comment_karma = 0, user_id = 0 WHERE ${COMMENTS}`,
  `DELETE m FROM wp_postmeta m JOIN wp_posts p ON p.ID = m.post_id
     WHERE p.post_type = 'user_request' AND (p.post_title = @email OR p.post_author = @person)`,
  `DELETE FROM wp_posts WHERE post_type = 'user_request' AND (post_title = @email OR post_author = @person)`,
  `DELETE FROM wp_postmeta WHERE (meta_key = '_edit_last' AND meta_value = @person)
     OR (meta_key = '_edit_lock' AND meta_value LIKE CONCAT('%:', @person))`,
  `UPDATE wp_posts SET post_author = 0 WHERE post_author = @person`,
  `UPDATE wp_links SET link_rel = '', link_notes = '', link_owner = 0 WHERE link_owner = @person`,
  `DELETE FROM wp_usermeta WHERE user_id = @person`,
  `DELETE FROM wp_users WHERE ID = @person`,
];

const site = await createConnection({
  uri: setting('BENCH_SITE_URL'),
  charset: 'utf8mb4_unicode_520_ci',
});
const started = performance.now();
await site.query(PERSON, [setting('BENCH_EMAIL')]);
let rows = 0;
for (const change of CHANGES) {
  const [result] = await site.query(change);
  rows += (result as { affectedRows: number }).affectedRows;
}
const seconds = (performance.now() - started) / 1000;
await site.end();
answer({ seconds, rows });
