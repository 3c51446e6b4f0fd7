/** An event's time as RFC 3339, to the millisecond. */
export const TIME = `to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * The same as JSON, but for its last two characters: a microsecond more always has six digits, of which three are left. The
 * words of `to_char` take as long as a tenth of all that an export does.
 */
const JSON_TIME = `left(to_json(date_trunc('milliseconds', e.at AT TIME ZONE 'UTC') + interval '1 microsecond')::text, 24)`;

/**
 * What everybody sees of an event, as the beginning of its JSON text; what is null is left out. Put together as text, since
 * building JSON and then taking its nulls out reads and writes each event twice over, which takes twice as long as all
 * else that an export does.
 */
const OPEN_PART = `'{"seq":' || e.seq || ',"at":' || ${JSON_TIME} || 'Z","action":' || to_json(e.action)
  || ',"outcome":' || to_json(e.outcome) || ',"actor":{"type":' || to_json(e.actor_type)
  || coalesce(',"id":"' || e.actor || '"', '') || '}' || coalesce(',"subject":"' || e.subject || '"', '')
  || coalesce(',"reference":' || to_json(e.reference), '')
  || ',"detail":' || CASE WHEN e.detail = '{}' THEN '{}' ELSE json_strip_nulls(e.detail::json)::text END`;

/** How an event is written, as a text, and the values `v` that this reads of `audit_values`. */
export interface EventJson {
  readonly text: string;
  readonly values: string;
}

/** An event as the API gives it, made by the database for pages and NDJSON alike. */
export const ITEM: EventJson = {
  text: `${OPEN_PART} || coalesce(',"ip":' || v.ip, '') || coalesce(',"userAgent":' || v.agent, '')
    || coalesce(',"values":{' || v.others || '}', '') || '}'`,
  // In the order of jsonb: shorter names come first.
  values: `SELECT max(to_json(value)::text) FILTER (WHERE field = 'ip') AS ip,
      max(to_json(value)::text) FILTER (WHERE field = 'userAgent') AS agent,
      string_agg(to_json(field) || ':' || to_json(value), ',' ORDER BY octet_length(field), field COLLATE "C")
        FILTER (WHERE field NOT IN ('ip', 'userAgent')) AS others
    FROM audit_values WHERE event = e.id`,
};

/** An event as files for people give it: its personal values are named, and what they hold is left out. */
export const MASKED_ITEM: EventJson = {
  text: `${OPEN_PART} || ',"masked":' || array_to_json(v.masked) || '}'`,
  values: 'SELECT ARRAY(SELECT field FROM audit_values WHERE event = e.id ORDER BY field) AS masked',
};
