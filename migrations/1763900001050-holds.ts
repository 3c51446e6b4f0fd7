import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Legal holds, the gate of each source, and values that were edited while they were held. */
export class Holds1763900001050 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE gates (
        source text PRIMARY KEY,
        epoch bigint NOT NULL CHECK (epoch > 0)
      )`);
    await db.query(`COMMENT ON TABLE gates IS
      'how often the holds of a source changed; the gate itself is an advisory lock, and a source without a row stands at 0'`);
    await this.holds(db);
    await db.query(`
      CREATE TABLE held_versions (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        holds uuid[] NOT NULL CHECK (cardinality(holds) > 0),
        source text NOT NULL,
        collection text NOT NULL,
        key text[] NOT NULL,
        field text NOT NULL,
        sealed bytea NOT NULL,
        at timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX ON held_versions USING gin (holds)');
  }

  private async holds(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE holds (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        matter text NOT NULL,
        purpose text NOT NULL CHECK (purpose IN ('administrative', 'legal', 'security')),
        citation text NOT NULL,
        email text,
        address_mac bytea,
        forget_address boolean NOT NULL DEFAULT false,
        source text,
        collection text,
        category text,
        article_id text,
        record_ids text[] CHECK (cardinality(record_ids) > 0),
        from_at timestamptz,
        to_at timestamptz,
        review_on date NOT NULL,
        review_told_on date,
        visibility text NOT NULL CHECK (visibility IN ('open', 'reason-hidden', 'existence-hidden')),
        placed_by uuid NOT NULL,
        placed_at timestamptz NOT NULL,
        in_force_at timestamptz NOT NULL,
        release_reason text,
        release_asked_by uuid,
        release_asked_at timestamptz,
        release_at timestamptz,
        release_confirmed_by uuid,
        release_confirmed_at timestamptz,
        released_at timestamptz,
        CHECK (num_nonnulls(email, address_mac, source, collection, category, article_id, record_ids, from_at, to_at) > 0),
        CHECK (num_nonnulls(email, address_mac) < 2),
        CHECK (address_mac IS NULL OR released_at IS NOT NULL),
        CHECK (from_at <= to_at),
        CHECK (num_nonnulls(release_reason, release_asked_by, release_asked_at, release_at) IN (0, 4)),
        CHECK (num_nonnulls(release_confirmed_by, release_confirmed_at) IN (0, 2)),
        CHECK (release_confirmed_at IS NULL OR release_asked_at IS NOT NULL),
        CHECK (released_at IS NULL OR (release_confirmed_at IS NOT NULL AND released_at >= release_at))
      )`);
    await db.query(`COMMENT ON COLUMN holds.email IS
      'plain while in force, since a person''s former addresses are compared with it; a keyed hash (address_mac) after
       the person''s closing'`);
    await db.query(`COMMENT ON COLUMN holds.forget_address IS
      'the person''s case was closed while the hold was in force: its release makes the hash'`);
    await db.query(
      'CREATE INDEX holds_in_force ON holds (fold_address(email), source) WHERE released_at IS NULL',
    );
    await db.query('CREATE INDEX holds_review ON holds (review_on) WHERE released_at IS NULL');
    await db.query(`
      CREATE INDEX holds_released_address ON holds (fold_address(email))
      WHERE released_at IS NOT NULL AND email IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE held_versions, holds, gates');
  }
}
