import { type LiveColumn, type LiveIndex, type LiveTable } from '../engine/live-schema.js';
import { type MariaClient } from './maria-client.js';
import { readReferences, readTriggers } from './maria-references.js';
import { bound, joined, sql } from './sql-text.js';

export interface MariaColumn extends LiveColumn {
  readonly unsigned: boolean;
  /** Numbers that are filled up with zeros, which JSON does not allow. */
  readonly zerofill: boolean;
  /** Null where the column holds no text. */
  readonly charset: string | null;
  readonly collation: string | null;
  readonly json: boolean;
  /** The whole type as the database spells it, such as `enum('a','b')` and `decimal(10,2)`. */
  readonly spelled: string;
  /** Bytes that a column of bytes takes at most; null of others. */
  readonly bytes: number | null;
  /** Made from other columns. */
  readonly generated: boolean;
  /** Set to the time of each change of its row. */
  readonly stamped: boolean;
}

export interface MariaIndex extends LiveIndex {
  readonly name: string;
}

export interface MariaTable extends LiveTable {
  readonly columns: ReadonlyMap<string, MariaColumn>;
  readonly indexes: readonly MariaIndex[];
  readonly engine: string;
  /** Keeps every row that was deleted or changed as it was. */
  readonly versioned: boolean;
  /** Of deleting and changing rows, as far as the user may know of them. */
  readonly triggers: readonly string[];
}

/** Tables of the connection's database by name. */
export type MariaSchema = ReadonlyMap<string, MariaTable>;

const INTEGERS = ['tinyint', 'smallint', 'mediumint', 'int', 'bigint'];

/**
 * What the database really has, as far as the user may know of it.
 * @param tables the tables to look at; all where left out
 */
export async function readMariaSchema(client: MariaClient, tables?: readonly string[]): Promise<MariaSchema> {
  const among = tables === undefined ? sql`` : sql`AND c.TABLE_NAME IN (${joined(tables.map(bound), ', ')})`;
  const columns = await client.rows(sql`
    SELECT c.TABLE_NAME, t.TABLE_TYPE, c.COLUMN_NAME, c.DATA_TYPE, c.COLUMN_TYPE, c.CHARACTER_SET_NAME,
           c.COLLATION_NAME, c.PRIVILEGES, c.IS_NULLABLE, c.CHARACTER_MAXIMUM_LENGTH, c.EXTRA, t.ENGINE
    FROM information_schema.COLUMNS c
    JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
    WHERE c.TABLE_SCHEMA = DATABASE() ${among}
    ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`);
  const keys = await client.rows(sql`
    SELECT c.TABLE_NAME, c.INDEX_NAME, c.NON_UNIQUE, c.COLUMN_NAME
    FROM information_schema.STATISTICS c
    WHERE c.TABLE_SCHEMA = DATABASE() ${among}
    ORDER BY c.TABLE_NAME, c.INDEX_NAME, c.SEQ_IN_INDEX`);
  const json = await jsonColumns(client);
  const references = await readReferences(client, among);
  const triggers = await readTriggers(client, among);
  const found = new Map<string, MariaTable & { columns: Map<string, MariaColumn> }>();
  for (const row of columns) {
    const [inTable, kind, itsName] = row;
    const [name, column] = [inTable ?? '', itsName ?? ''];
    const table = found.get(name) ?? {
      name,
      isView: kind !== 'BASE TABLE' && kind !== 'SYSTEM VERSIONED',
      columns: new Map<string, MariaColumn>(),
      indexes: indexesOf(name, keys),
      references: references.filter(({ table: from }) => from === name),
      engine: row[ENGINE] ?? '',
      versioned: kind === 'SYSTEM VERSIONED',
      triggers: triggers.filter(({ table: on }) => on === name).map(({ trigger }) => trigger),
    };
    table.columns.set(column, columnOf(row, json.has(`${name}.${column}`)));
    found.set(name, table);
  }
  return found;
}

type Row = readonly (string | null)[];

/** The place of the table's engine in rows of columns. */
const ENGINE = 11;

function columnOf(row: Row, checked: boolean): MariaColumn {
  const [, , name, type, spelled, charset, collation, privileges, nullable, length, extra] = row;
  const kind = type ?? '';
  return {
    name: name ?? '',
    type: kind,
    family: INTEGERS.includes(kind) ? 'integer' : 'text',
    bytewise: collation === null || collation === undefined || collation.endsWith('_bin'),
    readable: (privileges ?? '').split(',').includes('select'),
    nullable: nullable === 'YES',
    length: charset === null || length === null || length === undefined ? null : Number(length),
    unsigned: / unsigned/.test(spelled ?? ''),
    zerofill: / zerofill/.test(spelled ?? ''),
    charset: charset ?? null,
    collation: collation ?? null,
    json: kind === 'json' || checked,
    spelled: spelled ?? '',
    bytes: charset !== null || length === null || length === undefined ? null : Number(length),
    generated: /generated/i.test(extra ?? '') && !/default_generated/i.test(extra ?? ''),
    stamped: /on update/i.test(extra ?? ''),
  };
}

function indexesOf(table: string, keys: readonly Row[]): MariaIndex[] {
  const own = keys.filter(([name]) => name === table);
  return [...new Set(own.map(([, index]) => index))].map((index) => {
    const parts = own.filter(([, name]) => name === index);
    // Of an index over an expression the column is null: it is a key that no column of a map equals.
    return {
      name: index ?? '',
      unique: parts[0]?.[2] === '0',
      partial: false,
      keys: parts.map((part) => part[3] ?? '()'),
    };
  });
}

/** MariaDB keeps JSON as text with a check; MySQL, where columns have no checks of their own, has a type for it. */
async function jsonColumns(client: MariaClient): Promise<ReadonlySet<string>> {
  const [answer] = await client.rows(sql`SELECT VERSION()`);
  if (!/mariadb/i.test(answer?.[0] ?? '')) return new Set();
  const checks = await client.rows(sql`
    SELECT TABLE_NAME, CONSTRAINT_NAME FROM information_schema.CHECK_CONSTRAINTS
    WHERE CONSTRAINT_SCHEMA = DATABASE() AND LEVEL = 'Column'
      AND CHECK_CLAUSE = CONCAT('json_valid(\`', CONSTRAINT_NAME, '\`)')`);
  return new Set(checks.map(([table, column]) => `${table}.${column}`));
}
