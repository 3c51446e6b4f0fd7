import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Rows of which people said that they are somebody else's. */
export class DisownedRows1763900002710 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE disowned_rows (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        person_id uuid NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
        source text NOT NULL,
        collection text NOT NULL,
        key text[] NOT NULL CHECK (cardinality(key) > 0),
        said_at timestamptz NOT NULL,
        UNIQUE (person_id, source, collection, key)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE disowned_rows');
  }
}
