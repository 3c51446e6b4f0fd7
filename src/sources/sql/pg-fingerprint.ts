import { escapeIdentifier as quote } from 'pg';
import { type Statements } from '../erasing.js';
import { finding } from '../finding.js';
import { type Fingerprint } from '../fingerprint.js';
import { type DataMap, type SiteAddress } from '../map/data-map.js';
import { SourceUnavailable } from '../source-unavailable.js';

const DATABASE = `SELECT current_database() || ' (' || oid || ')' AS database,
    has_function_privilege('pg_control_system()', 'EXECUTE') AS known
  FROM pg_database WHERE datname = current_database()`;

/** @throws SourceUnavailable where the site's address is not found */
export async function pgFingerprint(
  source: string,
  { schema, site }: DataMap,
  statements: Statements,
): Promise<Fingerprint> {
  const [row] = await statements.query<{ database: string; known: boolean }>(DATABASE);
  const [server] =
    row?.known === true
      ? await statements.query<{ id: string }>(
          'SELECT system_identifier::text AS id FROM pg_control_system()',
        )
      : [];
  return {
    database: row?.database ?? '',
    ...(server === undefined ? {} : { server: server.id }),
    ...(site === undefined ? {} : { site: await siteOf(source, schema, site, statements) }),
  };
}

async function siteOf(
  source: string,
  schema: string,
  { table, column, where = [] }: SiteAddress,
  statements: Statements,
): Promise<string> {
  const values: string[] = [];
  const place = (value: string | number | boolean) => `$${values.push(String(value))}::text`;
  const conditions = where.map(({ column: name, equals, oneOf, isNull }) => {
    const held = `${quote(name)}`;
    if (isNull !== undefined) return `${held} IS ${isNull ? 'NULL' : 'NOT NULL'}`;
    const given = equals === undefined ? (oneOf ?? []) : [equals];
    return `${held}::text IN (${given.map(place).join(', ')})`;
  });
  const rows = await statements.query<{ site: string | null }>(
    `SELECT ${quote(column)}::text AS site FROM ${quote(schema)}.${quote(table)}
     WHERE ${['true', ...conditions].join(' AND ')} LIMIT 2`,
    values,
  );
  const [only] = rows;
  if (rows.length === 1 && typeof only?.site === 'string') return only.site;
  throw new SourceUnavailable(source, finding('noSite', { source, column: `${table}.${column}` }));
}
