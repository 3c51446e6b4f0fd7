import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What auditors keep for a while: searches by name, and files made of what a search found. */
export class Auditors1763900001500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Erasing an account deletes no other row with it; what nobody owns any more is swept.
    await db.query(`
      CREATE TABLE audit_searches (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        account_id uuid REFERENCES accounts (id) ON DELETE SET NULL,
        name text NOT NULL,
        filter jsonb NOT NULL CHECK (NOT filter ?| ARRAY['ip', 'q']),
        created_at timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX ON audit_searches (account_id, id)');
    // A file outlives its row never: the row goes once its object is deleted, so it also outlives its auditor.
    await db.query(`
      CREATE TABLE audit_exports (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        account_id uuid REFERENCES accounts (id) ON DELETE SET NULL,
        format text NOT NULL CHECK (format IN ('ndjson', 'csv')),
        state text NOT NULL CHECK (state IN ('waiting', 'running', 'ready', 'failed')),
        filters text[] NOT NULL,
        sealed bytea,
        rows_total bigint,
        rows_done bigint NOT NULL DEFAULT 0,
        bytes bigint,
        sha256 bytea,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CHECK ((state = 'ready') = (bytes IS NOT NULL AND sha256 IS NOT NULL)),
        CHECK ((sealed IS NOT NULL) = (state IN ('waiting', 'running')))
      )`);
    await db.query('CREATE INDEX ON audit_exports (account_id, id)');
    await db.query('CREATE INDEX ON audit_exports (expires_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE audit_exports, audit_searches');
  }
}
