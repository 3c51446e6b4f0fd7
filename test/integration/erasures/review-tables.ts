import pg from 'pg';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { Sources } from '../../../src/sources/sources.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { mapOf } from '../sources/map-of.js';
import { type ErasureOffice } from './erasure-office.js';

/** Tables of shops and reviews in the portal's database, mapped beside its own. */
export async function addReviews(office: ErasureOffice): Promise<void> {
  const server = new pg.Client({ connectionString: office.portal.database.adminUrl });
  await server.connect();
  await server.query(`
    CREATE TABLE shops (id integer PRIMARY KEY, reviews integer);
    CREATE TABLE reviews (id text PRIMARY KEY, email text, text text, state integer NOT NULL, shop integer);
    GRANT SELECT, INSERT, UPDATE, DELETE ON shops, reviews TO PUBLIC`);
  await server.end();
  mapReviews(office);
}

/** The portal's own map, and beside it reviews: shown where their state is 1 or 2, and counted where it is 1. */
function mapReviews({ portal: { app } }: ErasureOffice): void {
  const portalMap = readMap('portal');
  const { collections } = mapOf({
    id: 'reviews',
    leads: [{ by: 'address', column: 'email' }],
    fields: ['email', 'text', { name: 'state', column: 'state', erase: 'keep' }],
    notPersonal: ['shop'],
    erase: { action: 'clear' },
    restrict: { column: 'state', value: 7, shown: [1, 2] },
    recounts: [
      { table: 'shops', column: 'reviews', key: 'id', of: 'shop', where: [{ column: 'state', equals: 1 }] },
    ],
  });
  const map = { ...portalMap, collections: [...portalMap.collections, ...collections] };
  const calendar = { zone: 'UTC', today: () => '2026-01-01' };
  const sources = new Sources([new SqlSource('portal', map, app.get(StreamPool))], [], calendar);
  Object.assign(app.get(Sources), sources);
}
