import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Rows that are made one after another have ids in that order, also within a millisecond. */
export class OrderedIds1763900002400 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // RFC 9562, 6.2, method 3: after the 48 bits of milliseconds, 12 that say how much of the next one is over. A
    // microsecond is 4.096 of their steps.
    await db.query(`
      CREATE OR REPLACE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
        SELECT (overlay(
                  lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000000)::bigint * 512 / 125), 15, '0')
                  PLACING '7' FROM 13 FOR 0
                ) || substr(replace(gen_random_uuid()::text, '-', ''), 17))::uuid
      $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE OR REPLACE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
        SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
                || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
      $$`);
  }
}
