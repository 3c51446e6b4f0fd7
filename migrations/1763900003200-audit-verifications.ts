import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** When the whole log was recomputed, by whom, and what came out. */
export class AuditVerifications1763900003200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE audit_verifications (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        asked_by uuid,
        ended_at timestamptz NOT NULL,
        events bigint NOT NULL,
        checkpoints integer NOT NULL,
        root bytea,
        wrong_where text,
        wrong_what text,
        CHECK ((wrong_where IS NULL) = (wrong_what IS NULL))
      )`);
    await db.query(`COMMENT ON COLUMN audit_verifications.asked_by IS 'the auditor; null for the calendar'`);
    await db.query(
      `COMMENT ON COLUMN audit_verifications.wrong_where IS 'the first position that is wrong; null where the log is whole'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE audit_verifications');
  }
}
