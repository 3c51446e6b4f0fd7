import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What auditors and admins were last told of a log that contradicts itself, so that they are not told of it each hour. */
export class AuditWarnings1763900003210 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE audit_warnings (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        found text NOT NULL,
        told_at timestamptz NOT NULL
      )`);
    await db.query(`COMMENT ON TABLE audit_warnings IS
      'one row for as long as the log contradicts itself or what was signed; none while it is whole'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE audit_warnings');
  }
}
