import { finding } from '../finding.js';
import { type Fingerprint } from '../fingerprint.js';
import { type DataMap, type SiteAddress } from '../map/data-map.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { bound, joined, named, type Sql, sql } from './sql-text.js';

/** Asks one statement. @returns rows, each column as text */
export type AskMaria = (statement: Sql) => Promise<(string | null)[][]>;

/** What MariaDB and MySQL call what a server is known by; where neither is there, its name and port. */
const KNOWN_BY = ['server_uuid', 'server_uid', 'hostname', 'port'];

/** @throws SourceUnavailable where the site's address is not found */
export async function mariaFingerprint(
  source: string,
  { collections, site }: DataMap,
  ask: AskMaria,
): Promise<Fingerprint> {
  const tables = [...new Set(collections.map(({ table }) => table))];
  const [[database, created] = []] = await ask(sql`
    SELECT DATABASE(), MIN(CREATE_TIME) FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN (${joined(tables.map(bound), ', ')})`);
  return {
    database: database ?? '',
    server: await serverOf(ask),
    ...(typeof created === 'string' ? { created } : {}),
    ...(site === undefined ? {} : { site: await siteOf(source, site, ask) }),
  };
}

async function serverOf(ask: AskMaria): Promise<string> {
  const rows = await ask(
    sql`SHOW GLOBAL VARIABLES WHERE Variable_name IN (${joined(KNOWN_BY.map(bound), ', ')})`,
  );
  const found = new Map(rows.map(([name, value]) => [name ?? '', value ?? '']));
  const [uuid, uid, host, port] = KNOWN_BY.map((name) => found.get(name) ?? '');
  return [uuid, uid].find((known) => known !== undefined && known !== '') ?? `${host}:${port}`;
}

async function siteOf(
  source: string,
  { table, column, where = [] }: SiteAddress,
  ask: AskMaria,
): Promise<string> {
  const conditions = where.map(({ column: name, equals, oneOf, isNull }) => {
    const held = named(name);
    if (isNull !== undefined) return isNull ? sql`${held} IS NULL` : sql`${held} IS NOT NULL`;
    const given = (equals === undefined ? (oneOf ?? []) : [equals]).map(spelt);
    return sql`${bytes(held)} IN (${joined(
      given.map((value) => bytes(bound(value))),
      ', ',
    )})`;
  });
  const rows = await ask(sql`SELECT CONVERT(${named(column)} USING utf8mb4) FROM ${named(table)}
    WHERE ${joined([sql`TRUE`, ...conditions], ' AND ')} LIMIT 2`);
  const [[only] = []] = rows;
  if (rows.length === 1 && typeof only === 'string') return only;
  throw new SourceUnavailable(source, finding('noSite', { source, column: `${table}.${column}` }));
}

/** The database has numbers for true and false. */
function spelt(value: string | number | boolean): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

/** Byte by byte, whatever the collation takes for equal. */
function bytes(text: Sql): Sql {
  return sql`CAST(CONVERT(${text} USING utf8mb4) AS BINARY)`;
}
