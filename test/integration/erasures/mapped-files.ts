import pg from 'pg';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { type DataMap } from '../../../src/sources/map/data-map.js';
import { SourceFiles } from '../../../src/sources/files/source-files.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { Sources } from '../../../src/sources/sources.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { type ErasureOffice } from './erasure-office.js';

/** Tables in the portal's database whose rows name files, made by the server's administrator. */
export async function makeTables(office: ErasureOffice, tables: Readonly<Record<string, string>>) {
  const server = new pg.Client({ connectionString: office.portal.database.adminUrl });
  await server.connect();
  for (const [table, columns] of Object.entries(tables))
    await server.query(
      `CREATE TABLE ${table} (${columns}); GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO PUBLIC`,
    );
  await server.end();
}

/** Lets the portal's own map have these collections as well, whose files lie in the folder. */
export function mapFiles(
  office: ErasureOffice,
  uploads: string,
  collections: readonly DataMap['collections'][number][],
): void {
  const { app } = office.portal;
  const portal = readMap('portal');
  const map = { ...portal, collections: [...portal.collections, ...collections] };
  const folders = new Map([['portal', new SourceFiles('portal', uploads)]]);
  Object.assign(
    app.get(Sources),
    new Sources(
      [new SqlSource('portal', map, app.get(StreamPool))],
      [],
      { zone: 'UTC', today: () => '2026-01-01' },
      { folders },
    ),
  );
}
