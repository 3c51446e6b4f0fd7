import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import pg from 'pg';
import { codeOf } from '../../src/platform/errors/code-of.js';
import { unzip } from './zip.js';

/** Where to look: a database that a superuser may read, the folder of objects and mails, and what was logged. */
export interface SearchedPlaces {
  readonly database: { readonly adminUrl: string };
  readonly dataDir: string;
  readonly log: { readonly text: string };
}

/**
 * Everywhere that one of the texts is found, letter case aside: `table.column: text` for every column of every table in
 * every schema, `file: text` for names and contents of files (ZIPs unpacked), `log: text` for lines of the application's
 * log. An empty answer means no trace.
 */
export async function traces(
  { database, dataDir, log }: SearchedPlaces,
  texts: readonly string[],
): Promise<string[]> {
  const wanted = texts.map((text) => text.toLowerCase());
  return [
    ...(await inTables(database.adminUrl, wanted)),
    ...(await inFiles(dataDir, wanted)),
    ...inLog(log.text, wanted),
  ].sort();
}

/** JSON writes some characters in another way, so that the texts are looked for as JSON writes them. */
function inLog(log: string, texts: readonly string[]): string[] {
  const lines = log.toLowerCase();
  return texts
    .filter((text) => lines.includes(JSON.stringify(text).slice(1, -1)))
    .map((text) => `log: ${text}`);
}

async function inTables(url: string, texts: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found: string[] = [];
    const { rows } = await client.query<{ place: string; column: string; type: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS place, column_name AS column, data_type AS type
       FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { place, column, type } of rows) {
      const name = pg.escapeIdentifier(column);
      const value = type === 'bytea' ? `encode(${name}, 'escape')` : `${name}::text`;
      const hits = await client.query<{ text: string }>(
        `SELECT t AS text FROM unnest($1::text[]) AS t
         WHERE EXISTS (SELECT FROM ${place} WHERE strpos(lower(${value}), t) > 0)`,
        [texts],
      );
      found.push(...hits.rows.map(({ text }) => `${place.replace(/^public\./, '')}.${column}: ${text}`));
    }
    return found;
  } finally {
    await client.end();
  }
}

async function inFiles(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of filesUnder(folder)) {
    const name = relative(folder, path);
    for (const [part, content] of await contentsOf(path)) {
      const place = part === '' ? name : `${name}/${part}`;
      const searched = `${place}\n${content.toString()}`.toLowerCase();
      found.push(...texts.filter((text) => searched.includes(text)).map((text) => `${place}: ${text}`));
    }
  }
  return found;
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile());
}

/** Of a file that went meanwhile nothing is left to look at. */
async function contentsOf(path: string): Promise<ReadonlyMap<string, Buffer>> {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return new Map();
    throw error;
  }
  return path.endsWith('.zip') ? unzip(content) : new Map([['', content]]);
}
