import { type ClientBase } from 'pg';
import {
  type Family,
  type LiveColumn,
  type LiveIndex,
  type LiveReference,
  type LiveSchema,
} from '../engine/live-schema.js';

interface ColumnRow {
  table: string;
  is_view: boolean;
  name: string;
  type: string;
  bytewise: boolean;
  readable: boolean;
  nullable: boolean;
  length: number | null;
}

interface IndexRow extends LiveIndex {
  table: string;
}

interface ReferenceRow extends LiveReference {
  table: string;
}

const COLUMNS = `
  SELECT c.relname AS table, c.relkind IN ('v', 'm') AS is_view, a.attname AS name,
         format_type(b.oid, NULL) AS type,
         coalesce(l.collisdeterministic, true) AS bytewise,
         has_column_privilege(c.oid, a.attnum, 'SELECT') AS readable,
         NOT a.attnotnull AND NOT t.typnotnull AS nullable,
         CASE WHEN b.typname IN ('varchar', 'bpchar') AND greatest(a.atttypmod, t.typtypmod) > 4
              THEN greatest(a.atttypmod, t.typtypmod) - 4 END AS length
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
  LEFT JOIN pg_collation l ON l.oid = a.attcollation
  WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND ($2::text[] IS NULL AND NOT c.relispartition OR c.relname = ANY ($2))
  ORDER BY c.relname, a.attnum`;

const INDEXES = `
  SELECT c.relname AS table, i.indisunique AS unique, i.indpred IS NOT NULL AS partial,
         ARRAY(SELECT coalesce(a.attname::text, pg_get_indexdef(i.indexrelid, k, false))
               FROM generate_series(1, i.indnkeyatts::integer) AS k
               LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[k - 1] AND a.attnum > 0
               ORDER BY k) AS keys
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND i.indisvalid AND ($2::text[] IS NULL OR c.relname = ANY ($2))`;

const REFERENCES = `
  SELECT c.relname AS table, o.relname AS to, f.confdeltype = 'c' AS cascades
  FROM pg_constraint f
  JOIN pg_class c ON c.oid = f.conrelid
  JOIN pg_class o ON o.oid = f.confrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.oid = o.relnamespace
  WHERE f.contype = 'f' AND n.nspname = $1 AND ($2::text[] IS NULL OR c.relname = ANY ($2))`;

/**
 * What the database really has.
 * @param tables the tables to look at; all of the schema where left out
 */
export async function readLiveSchema(
  client: ClientBase,
  schema: string,
  tables?: readonly string[],
): Promise<LiveSchema> {
  const columns = await client.query<ColumnRow>(COLUMNS, [schema, tables ?? null]);
  const indexes = await client.query<IndexRow>(INDEXES, [schema, tables ?? null]);
  const references = await client.query<ReferenceRow>(REFERENCES, [schema, tables ?? null]);
  const found = new Map<string, { isView: boolean; columns: Map<string, LiveColumn> }>();
  for (const row of columns.rows) {
    const table = found.get(row.table) ?? { isView: row.is_view, columns: new Map<string, LiveColumn>() };
    table.columns.set(row.name, columnOf(row));
    found.set(row.table, table);
  }
  return new Map(
    [...found].map(([name, table]) => [
      name,
      {
        name,
        ...table,
        indexes: indexes.rows.filter((row) => row.table === name),
        references: references.rows.filter((row) => row.table === name),
      },
    ]),
  );
}

function columnOf(row: ColumnRow): LiveColumn {
  const { name, type, bytewise, readable, nullable, length } = row;
  return { name, type, family: familyOf(type), bytewise, readable, nullable, length };
}

function familyOf(type: string): Family {
  if (type === 'uuid') return 'uuid';
  return ['smallint', 'integer', 'bigint'].includes(type) ? 'integer' : 'text';
}
