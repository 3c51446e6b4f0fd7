/** What the digests of the leaves need, as `docs/audit-format.md` has it. */
export const MAKE_FUNCTIONS: readonly string[] = [
  `CREATE FUNCTION pg_temp.url64(bytes bytea) RETURNS text LANGUAGE sql IMMUTABLE AS $$
     SELECT translate(encode(bytes, 'base64'), '+/=', '-_') $$`,
  `CREATE FUNCTION pg_temp.digest(salt bytea, field text, value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
     SELECT '"' || field || '":"' || pg_temp.url64(sha256(convert_to(
       '["' || pg_temp.url64(salt) || '","' || field || '","' || value || '"]', 'UTF8'))) || '"' $$`,
  `CREATE FUNCTION pg_temp.salt() RETURNS bytea LANGUAGE sql VOLATILE AS $$
     SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) $$`,
];

const WITH_EMAIL = `('mail.sent', 'auth.login_failed', 'request.submitted')`;

/**
 * Events in the order of their numbers, one every 15 seconds up to now: $1 of them, by $2 members and $3 guests, of whom
 * some come far more often than others. Ids are time-ordered (version 7), as the log's own are.
 */
export const MAKE_EVENTS = `
  CREATE TEMP TABLE made ON COMMIT DROP AS
  SELECT d.n - 1 AS seq, d.at, k.action, k.outcome, k."actorType" AS actor_type, k.detail, a.id AS actor, s.id AS subject,
         coalesce(a.reference, s.reference) AS reference, coalesce(s.email, a.email) AS email,
         (lpad(to_hex((extract(epoch FROM d.at) * 1000)::bigint), 12, '0') || '7' || substr(d.hex, 14, 3) || 'a'
           || substr(d.hex, 18))::uuid AS id,
         CASE WHEN k."actorType" <> 'system' THEN pg_temp.salt() END AS ip_salt,
         CASE WHEN k."actorType" <> 'system' THEN pg_temp.salt() END AS agent_salt,
         CASE WHEN k.action IN ${WITH_EMAIL} THEN pg_temp.salt() END AS email_salt,
         CASE WHEN k."actorType" = 'system' THEN NULL
              WHEN d.n % 10 = 0 THEN host(('2001:db8:' || to_hex(1 + d.home % 60000) || '::' || to_hex(1 + d.n % 200))::inet)
              ELSE '10.' || d.home % 200 || '.' || d.home / 200 % 250 || '.' || 1 + d.n % 250 END AS ip,
         CASE WHEN k."actorType" = 'system' THEN NULL
              ELSE 'Mozilla/5.0 (X11; Linux x86_64; rv:1' || 20 + d.n % 20 || '.0) Gecko/20100101 Firefox/1' || 20 + d.n % 20 || '.0'
         END AS agent,
         k.action IN ${WITH_EMAIL} AS with_email
  FROM (SELECT n, date_trunc('milliseconds', now()) - ($1::integer - n) * interval '15 seconds' AS at, replace(gen_random_uuid()::text, '-', '') AS hex,
               1 + floor(random() ^ 3 * $2::integer)::integer AS member, 1 + floor(random() * $3::integer)::integer AS guest,
               floor(random() ^ 2 * 50000)::integer AS home
        FROM generate_series(1, $1::integer) n) d
    JOIN kinds k ON k.slot = d.n::bigint * 7919 % 1000
    LEFT JOIN people a ON a.kind = k."actorType" AND a.place = CASE k."actorType" WHEN 'account' THEN d.member ELSE d.guest END
    LEFT JOIN people s ON s.kind = k.about
      AND s.place = CASE k.about WHEN 'account' THEN 1 + (d.member * 31 + d.n) % $2::integer ELSE d.guest END`;

const BODY = `
  '{"action":"' || action || '","actor":{' || coalesce('"id":"' || actor || '",', '') || '"type":"' || actor_type
  || '"},"at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","detail":' || detail
  || ',"digests":{' || concat_ws(',', CASE WHEN with_email THEN pg_temp.digest(email_salt, 'email', email) END,
       pg_temp.digest(ip_salt, 'ip', ip), pg_temp.digest(agent_salt, 'userAgent', agent))
  || '},"outcome":"' || outcome || '"' || coalesce(',"reference":"' || reference || '"', '')
  || coalesce(',"subject":"' || subject || '"', '') || '}'`;

export const INSERT_EVENTS = `
  INSERT INTO audit_events (seq, id, at, action, outcome, actor_type, actor, subject, reference, detail, leaf)
  SELECT seq, id, at, action, outcome, actor_type, actor, subject, reference, detail::jsonb,
         '{"event":' || ${BODY} || ',"seq":' || seq || ',"v":1}'
  FROM made ORDER BY seq`;

/** IP and user agent belong to the actor, the address to the subject; what belongs to nobody has an end. */
export const INSERT_VALUES = `
  INSERT INTO audit_values (event, field, value, ip, salt, owner, until)
  SELECT m.id, v.field, v.value, CASE v.field WHEN 'ip' THEN v.value::inet END, v.salt, v.owner,
         CASE WHEN v.owner IS NULL THEN m.at + interval '365 days' END
  FROM made m CROSS JOIN LATERAL (VALUES
    ('ip', m.ip, m.ip_salt, m.actor), ('userAgent', m.agent, m.agent_salt, m.actor),
    ('email', CASE WHEN m.with_email THEN m.email END, m.email_salt, coalesce(m.subject, m.actor))
  ) v (field, value, salt, owner)
  WHERE v.value IS NOT NULL
  ORDER BY m.seq`;
