import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Lets links that ran out be found without reading those that still hold. */
export class LinkExpiry1763900000900 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE INDEX request_tokens_expires_at ON request_tokens (expires_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX request_tokens_expires_at');
  }
}
