import { type EntityManager } from 'typeorm';
import { type AgedRows } from './aged-rows.js';
import { isUuid } from './person-ref.js';
import { type PurgeRun } from './retention-rule.js';
import { VALUE_RETENTION } from './value-retention.js';

/** Values of the log that somebody holds: those of these people, and those of these events. */
export interface ValuesToKeep {
  readonly accountIds: readonly string[];
  readonly requestIds: readonly string[];
  /** Ids of events, among any others. */
  readonly recordIds: readonly string[];
}

/** What a batch did, and behind which key the next one begins. */
export interface ValueBatch {
  readonly deleted: number;
  /** Undefined where nothing is left. */
  readonly last: ValueKey | undefined;
}

export type ValueKey = readonly [event: string, field: string];

/** Before every key. */
export const FIRST_VALUE: ValueKey = ['00000000-0000-0000-0000-000000000000', ''];

/** Belongs to nobody known, and its end has come. */
const ENDED = 'audit_values.until <= $1';

/**
 * Belongs to somebody, and its event is old enough. Ids of events rise with time, so that the old ones are a first part of
 * the key; the spans bound it, and the event's own time decides. A value whose event has no number yet is not old. The time
 * is asked for row by row: a join of the two would read the log from its beginning.
 */
const OUTLIVED = `audit_values.owner IS NOT NULL AND audit_values.event <=
  (SELECT s.greatest_id FROM audit_spans s WHERE s.earliest <= $1::timestamptz - $5::interval ORDER BY s.greatest_id DESC LIMIT 1)
  AND (SELECT t.at FROM audit_times t WHERE t.id = audit_values.event LIMIT 1) <= $1::timestamptz - $5::interval`;

const FREE = `(audit_values.event::text <> ALL ($2::text[]) AND (audit_values.owner IS NULL OR audit_values.owner NOT IN (
  SELECT p.id FROM audit_pseudonyms p
  WHERE (p.kind, p.owner) IN (SELECT * FROM unnest($3::text[], $4::uuid[])))))`;

/** Personal values of the log that are as old as they get. */
export const AGED_VALUES: AgedRows<ValuesToKeep> = {
  table: 'audit_values',
  over: `(${ENDED} OR (${OUTLIVED}))`,
  free: FREE,
  values: ({ accountIds, requestIds, recordIds }, { now }) => {
    // A person's accounts elsewhere are among them.
    const accounts = accountIds.filter(isUuid);
    return [
      now,
      recordIds,
      [...accounts.map(() => 'account'), ...requestIds.map(() => 'request')],
      [...accounts, ...requestIds],
      VALUE_RETENTION,
    ];
  },
};

/** Deletes the next values that belong to nobody known; a value that another process is at is left to it. @returns how many */
export async function deleteEndedValues(
  manager: EntityManager,
  kept: ValuesToKeep,
  run: PurgeRun,
  most: number,
): Promise<number> {
  const [, deleted] = await manager.query<[unknown, number]>(
    `DELETE FROM audit_values WHERE (event, field) IN (
       SELECT event, field FROM audit_values WHERE ${ENDED} AND ${FREE}
       ORDER BY until LIMIT $5 FOR UPDATE SKIP LOCKED)`,
    [...AGED_VALUES.values(kept, run).slice(0, 4), most],
  );
  return deleted;
}

/**
 * Looks at the next old values behind a key that belong to somebody, and deletes those that are free; one that another
 * process is at is left to it.
 * @param most how many are looked at
 */
export async function deleteOutlivedValues(
  manager: EntityManager,
  kept: ValuesToKeep,
  run: PurgeRun,
  [event, field]: ValueKey,
  most: number,
): Promise<ValueBatch> {
  const [found] = await manager.query<{ deleted: number; event: string | null; field: string | null }[]>(
    `WITH old AS MATERIALIZED (
       SELECT event, field, ${FREE} AS free FROM audit_values
       WHERE ${OUTLIVED} AND (event, field) > ($6::uuid, $7::text) ORDER BY event, field LIMIT $8
     ), going AS (
       SELECT v.event, v.field FROM audit_values v JOIN old USING (event, field) WHERE old.free
       FOR UPDATE OF v SKIP LOCKED
     ), gone AS (
       DELETE FROM audit_values v USING going WHERE v.event = going.event AND v.field = going.field RETURNING 1
     )
     SELECT (SELECT count(*)::int FROM gone) AS deleted, l.event, l.field
     FROM (SELECT) AS always LEFT JOIN (SELECT event, field FROM old ORDER BY event DESC, field DESC LIMIT 1) AS l ON true`,
    [...AGED_VALUES.values(kept, run), event, field, most],
  );
  const { event: ahead = null, field: of = null } = found ?? {};
  const last = ahead === null || of === null ? undefined : ([ahead, of] as const);
  return { deleted: found?.deleted ?? 0, last };
}
