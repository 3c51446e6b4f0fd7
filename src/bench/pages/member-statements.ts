/** Whoever is signed in: the first admin, the first auditor, and a member who is active but not the most active. */
export const PLACES = { admin: 1, auditor: 9, member: 120 } as const;

const ADMINS = 8;
const AUDITORS = 6;

/**
 * Members by their place from 1 on, $1 of them: the first ones work for the site. All have one password, whose hash is $2.
 * Their addresses are those that the log has for them.
 */
export const MAKE_MEMBERS = `
  CREATE TEMP TABLE members AS
  SELECT place, uuid_v7() AS person, uuid_v7() AS account, 'account' || place AS username,
         'account' || place || '@mail.example' AS email,
         CASE WHEN place <= ${ADMINS} THEN 'admin' WHEN place <= ${ADMINS + AUDITORS} THEN 'auditor' ELSE 'member' END AS role
  FROM generate_series(1, $1::integer) place`;

export const INSERT_MEMBERS: readonly string[] = [
  'INSERT INTO persons (id) SELECT person FROM members',
  `INSERT INTO person_identifiers (person_id, source, kind, value, verified_at)
   SELECT person, 'portal', 'email', email, now() FROM members
   UNION ALL SELECT person, 'portal', 'account', account::text, now() FROM members`,
];

/** $1 the hash of everybody's password. */
export const INSERT_ACCOUNTS = `
  INSERT INTO accounts (id, person_id, username, email, role, display_name, locale, password_hash, created_at, updated_at,
                        email_confirmed_at)
  SELECT account, person, username, email, role, 'قارئ طنجة ' || place, 'ar', $1, at, at, at
  FROM members CROSS JOIN LATERAL (SELECT now() - place % 900 * interval '1 day' AS at) made`;

/** What members leave behind: comments under articles, and sessions that were not ended. */
export const INSERT_TRACES: readonly string[] = [
  `INSERT INTO articles (slug, title, body, published_at)
   SELECT 'article-' || n, 'أخبار المدينة رقم ' || n, 'نص', now() - n * interval '1 day' FROM generate_series(1, 200) n`,
  `INSERT INTO comments (article_id, account_id, author_name, body, ip, user_agent, status, created_at)
   SELECT a.ids[1 + n % 200], m.account, 'قارئ طنجة ' || m.place, 'شكرا على المقال المفيد والمتوازن، رقم ' || n,
          ('198.51.' || n % 256 || '.' || m.place % 256)::inet, 'Mozilla/5.0 (X11; Linux x86_64; rv:120.0)', 'approved',
          now() - (m.place + n) % 900 * interval '1 day'
   FROM members m CROSS JOIN (SELECT array_agg(id ORDER BY slug) AS ids FROM articles) a
     CROSS JOIN LATERAL generate_series(1, CASE m.place WHEN ${PLACES.member} THEN 300 ELSE 2 END) n`,
  `INSERT INTO sessions (token_hash, account_id, ip, user_agent, expires_at)
   SELECT sha256(uuid_send(gen_random_uuid())), account, ('198.51.100.' || place % 256)::inet,
          'Mozilla/5.0 (X11; Linux x86_64; rv:120.0)', now() + interval '1 day'
   FROM members WHERE place % 5 = 0`,
];

/** The log's members are these members: it was filled before them, with pseudonyms of nobody. */
export const OWN_THE_LOG: readonly string[] = [
  `UPDATE audit_pseudonyms p SET owner = m.account
   FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM audit_pseudonyms WHERE kind = 'account') n
     JOIN members m USING (place)
   WHERE p.id = n.id`,
  `UPDATE audit_pseudonyms p SET owner = c.id
   FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM audit_pseudonyms WHERE kind = 'request') g
     JOIN cases c USING (n)
   WHERE p.id = g.id AND c.guest`,
];
