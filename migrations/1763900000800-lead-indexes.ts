import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Indexes for the ways by which the portal's data map finds a person's rows (src/sources/maps/portal.yaml). */
export class LeadIndexes1763900000800 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE INDEX person_identifiers_value ON person_identifiers (fold_address(value))');
    await db.query(`
      CREATE INDEX account_tokens_email ON account_tokens (fold_address(email)) WHERE email IS NOT NULL`);
    await db.query('CREATE INDEX request_decisions_decider ON request_decisions (decider)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX person_identifiers_value, account_tokens_email, request_decisions_decider');
  }
}
