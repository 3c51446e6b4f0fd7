import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { unzip } from '../zip.js';
import { type MadePerson, ownComments } from './site-person.js';
import { PREFIX, type WordPressSite } from './wordpress-site.js';

export type SiteRow = Readonly<Record<string, unknown>>;

/** Every row of every table, by `table key`. */
export type SiteRows = ReadonlyMap<string, SiteRow>;

export async function readRows(site: WordPressSite): Promise<SiteRows> {
  const tables = (await site.query(`
    SELECT TABLE_NAME AS name, GROUP_CONCAT(COLUMN_NAME ORDER BY ORDINAL_POSITION) AS keyed
    FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'site' AND COLUMN_KEY = 'PRI' GROUP BY 1`)) as {
    name: string;
    keyed: string;
  }[];
  const [all] = await site.query(
    `SELECT COUNT(*) AS n FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'site'`,
  );
  if (Number(all?.n) !== tables.length) throw new Error('A table without a key would not be looked into.');
  const found = new Map<string, SiteRow>();
  // Dates as they are written: a zero date is none otherwise.
  const connection = await createConnection({ uri: site.database('root', ''), dateStrings: true });
  for (const { name, keyed } of tables) {
    const [rows] = await connection.query(`SELECT * FROM ${name}`);
    for (const row of rows as SiteRow[]) {
      const key = keyed.split(',').map((column) => String(row[column]));
      found.set([name.slice(PREFIX.length), ...key].join(' '), row);
    }
  }
  await connection.end();
  return found;
}

/** Every file of the uploads by its path, what is packed in ZIPs unpacked beside. */
export async function readUploads(site: WordPressSite): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const entry of readdirSync(site.uploads, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(site.uploads, path);
    const content = readFileSync(path);
    found.set(name, content);
    if (!name.endsWith('.zip')) continue;
    for (const [inner, packed] of await unzip(content)) found.set(`${name}/${inner}`, packed);
  }
  return found;
}

/** Where one of these texts stands, letter case aside, as `table key column`. */
export function tracesIn(rows: SiteRows, tokens: readonly string[]): string[] {
  return [...rows].flatMap(([place, row]) =>
    Object.entries(row).flatMap(([column, value]) =>
      tells(String(value), tokens) ? [`${place} ${column}`] : [],
    ),
  );
}

/** Files that have one of these texts in their name or content. */
export function filesTelling(files: ReadonlyMap<string, Buffer>, tokens: readonly string[]): string[] {
  return [...files].flatMap(([name, content]) =>
    tells(`${name} ${content.toString('utf8')} ${content.toString('latin1')}`, tokens) ? [name] : [],
  );
}

function tells(text: string, tokens: readonly string[]): boolean {
  const small = text.toLowerCase();
  return tokens.some((token) => small.includes(token));
}

/** Whether a row, as it was before an erasure, is of the person of whom this was made. */
export function isOf(made: MadePerson): (place: string, row: SiteRow) => boolean {
  const { user, posts } = made;
  const theirs = new Set(ownComments(made));
  const articles = new Set(Object.values(posts).flat());
  const keys: Readonly<Record<string, readonly [string, ReadonlySet<number>]>> = {
    users: ['ID', new Set([user])],
    usermeta: ['user_id', new Set([user])],
    links: ['link_owner', new Set(user === 0 ? [] : [user])],
    comments: ['comment_ID', theirs],
    commentmeta: ['comment_id', theirs],
    posts: ['ID', articles],
    postmeta: ['post_id', articles],
  };
  return (place, row) => {
    const [column, ids] = keys[place.split(' ')[0] ?? ''] ?? ['', new Set()];
    return ids.has(Number(row[column]));
  };
}
