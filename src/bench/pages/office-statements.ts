/** $1 holds: two in three keep what is a person's who has an open case, and of the others half what lies in a collection; each
 * fifth is over. */
export const INSERT_HOLDS: readonly string[] = [
  `INSERT INTO holds (matter, purpose, citation, email, source, collection, review_on, visibility, placed_by, placed_at, in_force_at,
                      release_reason, release_asked_by, release_asked_at, release_at, release_confirmed_by,
                      release_confirmed_at, released_at)
   SELECT 'Matter ' || n, (ARRAY['legal', 'administrative', 'security'])[1 + n % 3], 'Article 12, file ' || n, m.email,
          CASE WHEN m.email IS NULL THEN 'portal' END, CASE WHEN m.email IS NULL AND n % 2 = 0 THEN 'comments' END,
          current_date + n % 200, (ARRAY['open', 'reason-hidden', 'existence-hidden'])[1 + n % 3], o.one, at, at,
          CASE WHEN released THEN 'Over.' END, CASE WHEN released THEN o.one END, CASE WHEN released THEN at END,
          CASE WHEN released THEN at END, CASE WHEN released THEN o.two END, CASE WHEN released THEN at END,
          CASE WHEN released THEN at END
   FROM (SELECT n, n % 5 = 0 AS released, now() - n * interval '1 day' AS at FROM generate_series(1, $1::integer) n) h
     LEFT JOIN (SELECT address AS email, row_number() OVER (ORDER BY n % 33, n) AS turn FROM cases WHERE stage = 'open' AND n > 20) m
       ON h.n % 3 > 0 AND m.turn = h.n
     CROSS JOIN (SELECT min(account::text)::uuid AS one, max(account::text)::uuid AS two FROM members WHERE role = 'admin') o`,
  `INSERT INTO hold_steps (hold_id, step, at, by) SELECT id, 'placed', placed_at, placed_by FROM holds`,
];

/** As many as an auditor may keep, for each of them. */
export const INSERT_SEARCHES = `
  INSERT INTO audit_searches (account_id, name, filter, created_at)
  SELECT account, 'Search ' || n, '{"action":"auth.*"}', now() FROM members, generate_series(1, 50) n WHERE role = 'auditor'`;
