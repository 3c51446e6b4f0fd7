import { type EntityManager } from 'typeorm';
import { VALUE_RETENTION } from './value-retention.js';

/** What the log keeps for security although its person is forgotten. */
export interface SecurityValues {
  readonly count: number;
  /** When the last of them goes; absent where there is none. */
  readonly until?: Date;
}

/** Fields by action that are kept for security: they tell from where somebody tried to get in. */
const KEPT: readonly (readonly [action: string, field: string])[] = [
  ['auth.login_failed', 'ip'],
  ['auth.login_failed', 'userAgent'],
  ['auth.password_reset_requested', 'ip'],
];

/**
 * Values `v` with their event `e` that may stay though the pseudonyms $1 are forgotten, and nobody's in events about them. Whose
 * values they are did it, or it is about them; their other values go with the mapping, without being looked at.
 */
const ABOUT = `
  audit_values v JOIN (
    SELECT id, at, action, subject FROM audit_events WHERE actor = ANY ($1) AND action = ANY ($2::text[])
    UNION SELECT id, at, action, subject FROM audit_events WHERE subject = ANY ($1)
    UNION ALL SELECT id, (body::jsonb ->> 'at')::timestamptz, body::jsonb ->> 'action', (body::jsonb ->> 'subject')::uuid
    FROM audit_queue
  ) e ON e.id = v.event AND (v.owner = ANY ($1) OR (v.owner IS NULL AND e.subject = ANY ($1)))`;

/** True of those that are kept at the time $5. */
const STAYS = `((e.action, v.field) IN (SELECT * FROM unnest($2::text[], $3::text[])) AND e.at + $4::interval > $5)`;

const parameters = (pseudonyms: readonly string[], now: Date): unknown[] => [
  pseudonyms,
  KEPT.map(([action]) => action),
  KEPT.map(([, field]) => field),
  VALUE_RETENTION,
  now,
];

/** What would be kept if these pseudonyms were forgotten now. */
export async function securityValues(
  manager: EntityManager,
  pseudonyms: readonly string[],
  now: Date,
): Promise<SecurityValues> {
  const rows = await manager.query<{ count: number; until: Date | null }[]>(
    `SELECT count(*)::int AS count, max(e.at + $4::interval) AS until FROM ${ABOUT} WHERE ${STAYS}`,
    parameters(pseudonyms, now),
  );
  return { count: rows[0]?.count ?? 0, until: rows[0]?.until ?? undefined };
}

/** Takes their owner away and gives them an end, so that they stay when the owner's mapping goes. All others go. */
export async function releaseSecurityValues(
  manager: EntityManager,
  pseudonyms: readonly string[],
  now: Date,
): Promise<void> {
  await manager.query(
    `WITH about AS (SELECT v.event, v.field, v.owner, e.at, ${STAYS} AS stays FROM ${ABOUT}), gone AS (
       DELETE FROM audit_values d USING about WHERE NOT stays AND d.event = about.event AND d.field = about.field)
     UPDATE audit_values AS kept SET owner = NULL, until = about.at + $4::interval
     FROM about WHERE stays AND about.owner IS NOT NULL AND kept.event = about.event AND kept.field = about.field`,
    parameters(pseudonyms, now),
  );
}
