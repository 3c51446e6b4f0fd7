import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Bundles: one row a built (or building) export of a request. */
export class Exports1763900000700 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE exports (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        request_id uuid NOT NULL UNIQUE REFERENCES requests (id) ON DELETE CASCADE,
        object_key text,
        bytes bigint,
        sha256 bytea,
        records_total bigint,
        records_done bigint NOT NULL DEFAULT 0,
        available_from timestamptz NOT NULL,
        built_at timestamptz,
        expires_at timestamptz,
        downloads integer NOT NULL DEFAULT 0,
        CHECK ((object_key IS NULL) = (built_at IS NULL)),
        CHECK ((object_key IS NULL) = (expires_at IS NULL))
      )`);
    await db.query('CREATE INDEX ON exports (expires_at) WHERE expires_at IS NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE exports');
  }
}
