import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Functions that every later migration uses. */
export class Foundation1763900000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // A version 7 UUID (RFC 9562): 48 bits of milliseconds, then the random bits of a version 4 one.
    await db.query(`
      CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
        SELECT (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
                || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
      $$`);
    // How addresses compare: trimmed, ASCII letters folded, every other character as it is.
    await db.query(`
      CREATE FUNCTION fold_address(address text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT translate(btrim(address, E' \\t\\r\\n'), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
      $$`);
    // One row: whether this is a demo's database or a real one.
    await db.query(`
      CREATE TABLE instance (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        kind text NOT NULL CHECK (kind IN ('demo', 'real'))
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE instance');
    await db.query('DROP FUNCTION fold_address(text)');
    await db.query('DROP FUNCTION uuid_v7()');
  }
}
