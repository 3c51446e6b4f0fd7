import { NOT_HIDDEN } from './comment-hiding.js';
import { leftOf } from './left-comments.js';

/** States of rows that are in the thread, or were: one that is erased is so whatever it had come to. */
const PLACED = `('approved', 'erased')`;

/** Rows `c` with what an erasure left of them, and whether the public sees them. */
const JUDGED = `
  SELECT c.*, l.detached, c.status = 'approved' AND coalesce(l.detached, ${NOT_HIDDEN}) AS shown
  FROM comments c LEFT JOIN LATERAL ${leftOf('c')} ON true`;

/** What the public gets of judged rows. */
const PUBLIC = `
  id, parent_id AS "parentId", NOT shown AS removed, created_at AS "createdAt", created_at::text AS at,
  CASE WHEN shown AND detached IS NULL THEN author_name END AS "authorName",
  CASE WHEN shown AND detached IS NULL THEN author_website END AS "authorWebsite",
  CASE WHEN shown THEN body ELSE '' END AS body`;

/**
 * Rows of the article `$1` that were left as erased and would have no place otherwise: what they had come to before is
 * nobody's to know.
 */
const LEFT = `
  c.id IN (SELECT comment_id FROM left_comments WHERE article_id = $1 AND NOT detached)
  AND c.status NOT IN ${PLACED} AND c.article_id = $1`;

/** True of a row `c` to which an answer stands in the thread, or once did. */
const ANSWERED = `
  (EXISTS (SELECT FROM comments a WHERE a.parent_id = c.id AND a.status IN ${PLACED})
   OR EXISTS (SELECT FROM left_comments l JOIN comments a ON a.id = l.comment_id
               WHERE l.article_id = c.article_id AND NOT l.detached AND a.parent_id = c.id))`;

/** The first of these rows behind the place `$2`, `$3`, as many as `$4`. */
const beginning = (rows: string) => `
  SELECT * FROM (${JUDGED} WHERE ${rows}) c
  WHERE ($2::timestamptz IS NULL OR (created_at, id) > ($2::timestamptz, $3::uuid)) AND (shown OR ${ANSWERED})
  ORDER BY created_at, id LIMIT $4`;

/**
 * A page of the thread under the article `$1`. Each half is read by an index of its own, so that what waits, is spam or in
 * the trash is not even looked at.
 */
export const THREAD_PAGE = `
  SELECT ${PUBLIC} FROM (
    (${beginning(`c.article_id = $1 AND c.status IN ${PLACED}`)}) UNION ALL (${beginning(LEFT)})
  ) c ORDER BY created_at, id LIMIT $4`;

/** The comment `$2` of the article `$1`, where it is shown. */
export const SHOWN_COMMENT = `
  SELECT ${PUBLIC} FROM (${JUDGED} WHERE c.article_id = $1 AND c.id = $2) c WHERE shown`;
