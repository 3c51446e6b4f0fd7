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

/** Addresses from which people come, and their browsers; of each kind there are so many, numbered from 0. */
const ADDRESSES = 60_000;
const AGENTS = 2000;

/** Values that many events have, each with a salt and the digest by both. */
export const MAKE_POOLS: readonly string[] = [
  `CREATE TEMP TABLE addresses AS
   SELECT n AS place, value, salt, pg_temp.digest(salt, 'ip', value) AS digest
   FROM (SELECT n, pg_temp.salt() AS salt,
                CASE WHEN n % 10 = 0 THEN host(('2001:db8:' || to_hex(1 + n) || '::' || to_hex(1 + n % 200))::inet)
                     ELSE '10.' || n % 200 || '.' || n / 200 % 250 || '.' || 1 + n * 7 % 250 END AS value
         FROM generate_series(0, ${ADDRESSES - 1}) n) a`,
  `CREATE TEMP TABLE agents AS
   SELECT n AS place, value, salt, pg_temp.digest(salt, 'userAgent', value) AS digest
   FROM (SELECT n, pg_temp.salt() AS salt,
                'Mozilla/5.0 (X11; Linux x86_64; rv:1' || 20 + n % 20 || '.0) Gecko/20100101 Firefox/1' || 20 + n % 20 || '.0'
                  AS value
         FROM generate_series(0, ${AGENTS - 1}) n) a`,
];

/**
 * Events in the order of their numbers, one every 15 seconds up to now: of $1 in all those from $4 to $5, counted from 1, by
 * $2 members and $3 guests, of whom some come far more often than others. Ids are time-ordered (version 7), as the log's own
 * are.
 */
export const MAKE_EVENTS = `
  CREATE TEMP TABLE made ON COMMIT DROP AS
  SELECT d.n - 1 AS seq, d.at, k.action, k.outcome, k."actorType" AS actor_type, k.detail, a.id AS actor, s.id AS subject,
         coalesce(a.reference, s.reference) AS reference,
         (lpad(to_hex((extract(epoch FROM d.at) * 1000)::bigint), 12, '0') || '7' || substr(d.hex, 14, 3) || 'a'
           || substr(d.hex, 18))::uuid AS id,
         CASE WHEN k."actorType" <> 'system' THEN d.address END AS address,
         CASE WHEN k."actorType" <> 'system' THEN d.n % ${AGENTS} END AS agent,
         CASE WHEN k.action IN ${WITH_EMAIL} THEN coalesce(s.id, a.id) END AS mailed
  FROM (SELECT n, date_trunc('milliseconds', now()) - ($1::integer - n) * interval '15 seconds' AS at, replace(gen_random_uuid()::text, '-', '') AS hex,
               1 + floor(random() ^ 3 * $2::integer)::integer AS member, 1 + floor(random() * $3::integer)::integer AS guest,
               floor(random() ^ 2 * ${ADDRESSES})::integer AS address
        FROM generate_series($4::integer, $5::integer) n) d
    JOIN kinds k ON k.slot = d.n::bigint * 7919 % 1000
    LEFT JOIN people a ON a.kind = k."actorType" AND a.place = CASE k."actorType" WHEN 'account' THEN d.member ELSE d.guest END
    LEFT JOIN people s ON s.kind = k.about
      AND s.place = CASE k.about WHEN 'account' THEN 1 + (d.member * 31 + d.n) % $2::integer ELSE d.guest END`;

const BODY = `
  '{"action":"' || action || '","actor":{' || coalesce('"id":"' || actor || '",', '') || '"type":"' || actor_type
  || '"},"at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","detail":' || detail
  || ',"digests":{' || concat_ws(',', mail.digest, ip.digest, agents.digest)
  || '},"outcome":"' || outcome || '"' || coalesce(',"reference":"' || made.reference || '"', '')
  || coalesce(',"subject":"' || subject || '"', '') || '}'`;

export const INSERT_EVENTS = `
  INSERT INTO audit_events (seq, id, at, action, outcome, actor_type, actor, subject, reference, detail, leaf)
  SELECT seq, made.id, at, action, outcome, actor_type, actor, subject, made.reference, detail::jsonb,
         '{"event":' || ${BODY} || ',"seq":' || seq || ',"v":1}'
  FROM made LEFT JOIN addresses ip ON ip.place = made.address LEFT JOIN agents ON agents.place = made.agent
    LEFT JOIN people mail ON mail.id = made.mailed
  ORDER BY seq`;

/** IP and user agent belong to the actor, the address to the subject; what belongs to nobody has an end. */
export const INSERT_VALUES = `
  INSERT INTO audit_values (event, field, value, ip, salt, owner, until)
  SELECT v.event, v.field, v.value, CASE v.field WHEN 'ip' THEN v.value::inet END, v.salt, v.owner,
         CASE WHEN v.owner IS NULL THEN v.at + interval '365 days' END
  FROM (
    SELECT m.seq, m.at, m.id AS event, 'ip' AS field, ip.value, ip.salt, m.actor AS owner
    FROM made m JOIN addresses ip ON ip.place = m.address
    UNION ALL
    SELECT m.seq, m.at, m.id, 'userAgent', a.value, a.salt, m.actor FROM made m JOIN agents a ON a.place = m.agent
    UNION ALL
    SELECT m.seq, m.at, m.id, 'email', p.email, p.salt, m.mailed FROM made m JOIN people p ON p.id = m.mailed
  ) v ORDER BY v.seq`;
