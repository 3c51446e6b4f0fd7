import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Bundles: one row an export that is being built or was built, and every object that was begun for one. */
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
        CHECK (object_key IS NULL OR built_at IS NOT NULL),
        CHECK ((built_at IS NULL) = (expires_at IS NULL)),
        CHECK ((built_at IS NULL) = (bytes IS NULL)),
        CHECK ((built_at IS NULL) = (sha256 IS NULL))
      )`);
    await db.query('CREATE INDEX ON exports (expires_at) WHERE object_key IS NOT NULL');
    // No reference to requests: what was stored must be found and deleted after its request is gone, too.
    await db.query(`
      CREATE TABLE bundle_objects (
        object_key text PRIMARY KEY,
        request_id uuid NOT NULL,
        live boolean NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await db.query('CREATE UNIQUE INDEX ON bundle_objects (request_id) WHERE live');
    await db.query('CREATE INDEX ON bundle_objects (request_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE bundle_objects, exports');
  }
}
