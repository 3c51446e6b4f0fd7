import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What admins note down about a case for each other. */
export class RequestNotes1763900001710 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE request_notes (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        request_id uuid NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
        author uuid NOT NULL,
        body text NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX ON request_notes (request_id, id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE request_notes');
  }
}
