import { PLACES } from './member-statements.js';

/** Cases of the member who signs in: no more than one page shows. */
const OWN_CASES = 20;

/**
 * Every kind and every state that a case of it can be in, each in so many slots as is usual: most open cases are new ones,
 * most closed ones were answered, and more people ask for copies than for all else.
 */
export const MAKE_SLOTS = `
  CREATE TEMP TABLE slots AS
  SELECT stage, kind, state, row_number() OVER (PARTITION BY stage ORDER BY kind, state, copy) - 1 AS slot,
         count(*) OVER (PARTITION BY stage) AS slots
  FROM (SELECT DISTINCT kind, to_state AS state,
               CASE WHEN to_state IN ('completed', 'refused', 'withdrawn', 'expired') THEN 'closed' ELSE 'open' END AS stage
        FROM request_transitions
        UNION SELECT kind, 'unconfirmed', 'unconfirmed' FROM request_transitions) found,
    generate_series(1, CASE kind WHEN 'export' THEN 4 WHEN 'erasure' THEN 3 ELSE 1 END
                     * CASE state WHEN 'received' THEN 6 WHEN 'completed' THEN 6 ELSE 1 END) copy`;

/** $1 open cases, then $2 closed ones, then $3 that nobody confirmed. Each fifth is a guest's. $4 members, $5 the office's zone. */
export const MAKE_CASES = `
  CREATE TEMP TABLE cases AS
  SELECT c.n, uuid_v7() AS id, s.kind, s.state, c.stage, c.received_at, c.due_on, c.guest,
         'R-' || translate(upper(substr(md5(c.n::text), 1, 4)) || '-' || upper(lpad(to_hex(c.n), 4, '0')), '01', 'XY') AS reference,
         (c.due_on + time '23:59:59') AT TIME ZONE $5 AS due_at,
         CASE WHEN s.state IN ('ready', 'deferred') OR c.stage = 'closed'
              THEN least(now(), c.received_at + (1 + c.n * 7 % 44) * interval '1 day') END AS answered_at,
         CASE WHEN c.guest THEN uuid_v7() ELSE m.person END AS person, CASE WHEN NOT c.guest THEN m.account END AS account,
         CASE WHEN c.guest THEN 'guest' || c.n || '@mail.example' ELSE m.email END AS address,
         CASE WHEN c.n % 3 > 0 THEN (SELECT account FROM members WHERE place = 1 + c.n % 8) END AS assignee
  FROM (SELECT n, n % 5 = 0 AND n > ${OWN_CASES} AS guest, received_at, (received_at + interval '30 days')::date AS due_on, stage,
               CASE WHEN n <= ${OWN_CASES} THEN ${PLACES.member} ELSE 20 + n::bigint * 37 % ($4::integer - 20) END AS place
        FROM generate_series(1, $1::integer + $2::integer + $3::integer) n
          CROSS JOIN LATERAL (SELECT CASE WHEN n <= $1 THEN 'open' WHEN n <= $1 + $2 THEN 'closed' ELSE 'unconfirmed' END AS stage) a
          CROSS JOIN LATERAL (SELECT now() - n % 24 * interval '1 hour' - interval '1 day' * CASE stage
            WHEN 'open' THEN n * 13 % 45 WHEN 'closed' THEN 46 + n * 17 % 680 ELSE n % 2 END AS received_at) b) c
    JOIN slots s ON s.stage = c.stage AND s.slot = c.n::bigint * 7 % s.slots
    LEFT JOIN members m USING (place)`;

export const INSERT_CASES: readonly string[] = [
  `INSERT INTO persons (id) SELECT person FROM cases WHERE guest AND stage <> 'unconfirmed'`,
  `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at)
   SELECT person, 'portal', 'email', address, received_at FROM cases WHERE guest AND stage <> 'unconfirmed'`,
  `INSERT INTO requests (id, reference, kind, state, regime, channel, locale, approvals, received_at, due_on, due_at, due_basis,
                         assignee, created_at, closed_at, scheduled_for, acknowledged_at)
   SELECT id, reference, kind, state, 'MA', CASE WHEN n % 12 = 0 AND NOT guest THEN 'letter' ELSE 'portal' END,
          (ARRAY['ar', 'fr', 'en'])[1 + n % 3],
          CASE WHEN state IN ('unconfirmed', 'awaiting_information', 'refused', 'withdrawn', 'expired') THEN 0
               WHEN state = 'received' THEN (kind = 'erasure' AND n % 3 = 0)::integer
               WHEN kind = 'erasure' THEN 2 ELSE 1 END,
          received_at, due_on, due_at, 'law', CASE WHEN stage = 'open' THEN assignee END, received_at,
          CASE stage WHEN 'closed' THEN answered_at END,
          CASE state WHEN 'scheduled' THEN now() + interval '2 days' END, CASE WHEN n % 9 > 0 THEN received_at END
   FROM cases`,
  `INSERT INTO request_steps (request_id, at, step, state, actor)
   SELECT id, received_at, 'submitted', 'received', 'person' FROM cases
   UNION ALL SELECT id, received_at + interval '8 hours', 'approved', 'approved', 'office' FROM cases
     WHERE state NOT IN ('unconfirmed', 'received', 'awaiting_information', 'refused', 'withdrawn', 'expired')
   UNION ALL SELECT id, answered_at - interval '1 hour', 'ready', 'ready', 'system' FROM cases
     WHERE kind = 'export' AND state = 'completed'
   UNION ALL SELECT id, answered_at, state, state, 'office' FROM cases WHERE answered_at IS NOT NULL`,
  `INSERT INTO request_messages (request_id, author, body, created_at)
   SELECT id, CASE k WHEN 1 THEN 'person' ELSE 'office' END, 'أرجو إرسال نسخة من معطياتي.', received_at + k * interval '1 minute'
   FROM cases, generate_series(1, 2) k WHERE stage = 'open'`,
  `INSERT INTO request_notes (request_id, author, body, created_at)
   SELECT id, assignee, 'Looked at.', received_at FROM cases WHERE stage = 'open' AND assignee IS NOT NULL`,
  `INSERT INTO request_decisions (request_id, decider, decision, at)
   SELECT r.id, m.account, 'approve', r.received_at FROM requests r JOIN members m ON m.place = 2 WHERE r.approvals > 0`,
  `INSERT INTO exports (request_id, object_key, bytes, sha256, records_total, records_done, available_from, built_at, expires_at)
   SELECT id, 'bundles/' || id, 40000, sha256('bundle'), 20, 20, answered_at, answered_at, answered_at + interval '7 days'
   FROM cases WHERE kind = 'export' AND state = 'ready'`,
];
