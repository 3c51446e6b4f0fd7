import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Accounts by the beginning of a user name or an address, whatever the database's collation. */
export class PeopleSearch1763900002100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const column of ['username', 'email']) {
      await db.query(`
        CREATE INDEX accounts_${column}_prefix ON accounts (fold_address(${column}) text_pattern_ops)
        WHERE closed_at IS NULL`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX accounts_username_prefix, accounts_email_prefix');
  }
}
