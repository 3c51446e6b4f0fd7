import { type ClientBase } from 'pg';

/**
 * Rows of each table as the database's own statistics have them, by table; those that it knows nothing of are left out.
 * Nothing is counted: this takes the same time whatever the size.
 */
export async function rowEstimates(
  client: ClientBase,
  schema: string,
  tables: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ name: string; rows: string }>(ESTIMATES, [schema, tables]);
  return new Map(rows.map(({ name, rows: estimate }) => [name, Number(estimate)]));
}

/** A table that was never looked at has reltuples -1; one in parts has the sum of its parts. */
const ESTIMATES = `
  SELECT t.relname AS name, round(sum(CASE WHEN p.reltuples >= 0 THEN p.reltuples ELSE s.n_live_tup END)) AS rows
  FROM pg_class t
  JOIN pg_namespace n ON n.oid = t.relnamespace
  CROSS JOIN LATERAL (
    SELECT t.oid WHERE t.relkind IN ('r', 'm')
    UNION ALL SELECT relid FROM pg_partition_tree(t.oid) WHERE t.relkind = 'p' AND isleaf
  ) AS part (oid)
  JOIN pg_class p ON p.oid = part.oid
  LEFT JOIN pg_stat_all_tables s ON s.relid = p.oid
  WHERE n.nspname = $1 AND t.relname = ANY ($2)
  GROUP BY t.relname
  HAVING count(*) FILTER (WHERE p.reltuples < 0 AND s.n_live_tup IS NULL) = 0`;
