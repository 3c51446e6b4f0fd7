import { type LiveColumn } from '../engine/live-schema.js';

/** The column's value as bundles write it, for `row_to_json`. */
export function jsonValue(reference: string, { type }: LiveColumn): string {
  switch (type) {
    case 'timestamp with time zone':
      return instant(`${reference} AT TIME ZONE 'UTC'`, `${reference}::text`, '"Z"');
    case 'timestamp without time zone':
      return instant(reference, `${reference}::text`, '');
    case 'bytea':
      return `translate(encode(${reference}, 'base64'), E'\\n', '')`;
    // Unlike a cast to text, this leaves out /32 and /128.
    case 'inet':
      return `abbrev(${reference})`;
    // Its text, unlike that of jsonb, may hold line breaks between its parts, which would break lines of NDJSON. A cast to
    // jsonb would fail on what jsonb cannot hold, such as \u0000.
    case 'json':
    case 'json[]':
      return `translate(${reference}::text, E'\\n\\r', '  ')::${type}`;
    default:
      return reference;
  }
}

/** RFC 3339 with milliseconds; infinities and years that it cannot write stay as PostgreSQL writes them. */
function instant(local: string, fallback: string, zone: string): string {
  const written = `to_char(${local}, 'YYYY-MM-DD"T"HH24:MI:SS.MS${zone}')`;
  return `CASE WHEN ${local} >= '0001-01-01' AND ${local} < '10000-01-01' THEN ${written} ELSE ${fallback} END`;
}
