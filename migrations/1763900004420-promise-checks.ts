import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What came out when the promises of the policy were checked against the running portal. */
export class PromiseChecks1763900004420 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE promise_checks (
        promise text NOT NULL,
        checked_at timestamptz NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('passed', 'failed', 'unknown')),
        reason text,
        figures json NOT NULL,
        PRIMARY KEY (promise, checked_at)
      )`);
    await db.query(
      `COMMENT ON COLUMN promise_checks.reason IS 'code of what failed, or of why nothing can be told'`,
    );
    await db.query(
      `COMMENT ON COLUMN promise_checks.figures IS 'counts by name, in the order in which they are told'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE promise_checks');
  }
}
