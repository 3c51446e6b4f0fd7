import { type LiveReference } from '../engine/live-schema.js';
import { type MariaClient } from './maria-client.js';
import { named, type Sql, sql } from './sql-text.js';

/**
 * References between tables of the connection's database. Who may only read is told of references and not of what they do
 * when a row goes, but for the text of the table; where that is not shown either, rows are taken to go.
 * @param among narrows `c.TABLE_NAME`
 */
export async function readReferences(
  client: MariaClient,
  among: Sql,
): Promise<(LiveReference & { readonly table: string })[]> {
  const rows = await client.rows(sql`
    SELECT DISTINCT c.TABLE_NAME, c.CONSTRAINT_NAME, c.REFERENCED_TABLE_NAME
    FROM information_schema.KEY_COLUMN_USAGE c
    WHERE c.TABLE_SCHEMA = DATABASE() AND c.REFERENCED_TABLE_SCHEMA = DATABASE() ${among}`);
  const texts = new Map<string, string | undefined>();
  for (const [table] of rows)
    if (table !== null && table !== undefined && !texts.has(table))
      texts.set(table, await textOfTable(client, table));
  return rows.map(([table, constraint, to]) => ({
    table: table ?? '',
    to: to ?? '',
    cascades: cascades(texts.get(table ?? ''), constraint ?? ''),
  }));
}

/** Triggers of deleting and changing rows. @param among narrows `c.TABLE_NAME` */
export async function readTriggers(
  client: MariaClient,
  among: Sql,
): Promise<{ readonly table: string; readonly trigger: string }[]> {
  const rows = await client.rows(sql`
    SELECT c.TABLE_NAME, c.TRIGGER_NAME
    FROM (SELECT EVENT_OBJECT_TABLE AS TABLE_NAME, TRIGGER_NAME FROM information_schema.TRIGGERS
          WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_MANIPULATION IN ('DELETE', 'UPDATE')) c
    WHERE TRUE ${among} ORDER BY c.TRIGGER_NAME`);
  return rows.map(([table, trigger]) => ({ table: table ?? '', trigger: trigger ?? '' }));
}

async function textOfTable(client: MariaClient, table: string): Promise<string | undefined> {
  try {
    const [answer] = await client.rows(sql`SHOW CREATE TABLE ${named(table)}`);
    return answer?.[1] ?? undefined;
  } catch {
    return undefined;
  }
}

function cascades(text: string | undefined, constraint: string): boolean {
  const name = named(constraint).text;
  const line = text
    ?.split('\n')
    .find((each) => each.trimStart().startsWith(`CONSTRAINT ${name} FOREIGN KEY`));
  return line === undefined || /\) ON DELETE CASCADE\b/.test(line);
}
