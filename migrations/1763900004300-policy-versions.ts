import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The versions of the published policy, each whole and with the day from which it holds. */
export class PolicyVersions1763900004300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE policy_versions (
        version text PRIMARY KEY,
        digest bytea NOT NULL UNIQUE,
        document jsonb NOT NULL,
        effective_from date NOT NULL,
        effective_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        told_until uuid,
        told_at timestamptz
      )`);
    await db.query('CREATE INDEX ON policy_versions (effective_at DESC, recorded_at DESC)');
    await db.query(
      `COMMENT ON COLUMN policy_versions.told_until IS 'the last account that was sent a mail about it'`,
    );
    await db.query(
      `COMMENT ON COLUMN policy_versions.told_at IS 'when everybody had been told; null until then'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    // Consents name the wording that they were given to.
    await db.query(`
      DO $$ BEGIN
        IF (SELECT count(*) FROM policy_versions) > 1 THEN
          RAISE EXCEPTION 'Versions of the policy would be lost that consents refer to; export them first.';
        END IF;
      END $$`);
    await db.query('DROP TABLE policy_versions');
  }
}
