import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** One-time links by which whoever starts a new portal makes its first admin. */
export class FirstAdmin1763900001600 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE first_admin_links (
        token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
        expires_at timestamptz NOT NULL
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE first_admin_links');
  }
}
