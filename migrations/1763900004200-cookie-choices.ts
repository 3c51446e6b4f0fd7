import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Answers to the cookie banner, as consent records (ISO/IEC TS 27560): what was shown, what was answered, and what became
 * of it. A consent names the answer that it was given with, and may have an end; one of a visitor without an account
 * belongs to that answer alone.
 */
export class CookieChoices1763900004200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE consent_notices (
        id text PRIMARY KEY,
        language text NOT NULL,
        policy_version text NOT NULL,
        body jsonb NOT NULL,
        first_used_at timestamptz NOT NULL
      )`);
    await db.query(`COMMENT ON COLUMN consent_notices.id IS 'SHA-256 of what was shown'`);
    await db.query(`
      CREATE TABLE cookie_choices (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        person_id uuid REFERENCES persons (id),
        notice_id text NOT NULL REFERENCES consent_notices (id),
        policy_version text NOT NULL,
        language text NOT NULL,
        how text NOT NULL CHECK (how IN ('accept_all', 'reject_all', 'settings')),
        gpc boolean NOT NULL,
        decided_at timestamptz NOT NULL,
        valid_until timestamptz NOT NULL,
        ended_at timestamptz,
        ended_how text CHECK (ended_how IN ('withdrawn', 'replaced')),
        record jsonb NOT NULL,
        CHECK ((ended_at IS NULL) = (ended_how IS NULL))
      )`);
    await db.query(`COMMENT ON COLUMN cookie_choices.gpc IS 'the browser sent Sec-GPC: 1 with the answer'`);
    await db.query('CREATE INDEX ON cookie_choices (person_id, decided_at, id) WHERE person_id IS NOT NULL');
    await db.query('CREATE INDEX ON cookie_choices (decided_at) WHERE person_id IS NULL');
    await db.query('CREATE INDEX ON cookie_choices (notice_id)');
    await db.query(`
      ALTER TABLE consents
        ALTER COLUMN person_id DROP NOT NULL,
        ADD COLUMN choice_id uuid REFERENCES cookie_choices (id),
        ADD COLUMN valid_until timestamptz,
        ADD CHECK (person_id IS NOT NULL OR choice_id IS NOT NULL)`);
    await db.query('CREATE INDEX ON consents (choice_id) WHERE choice_id IS NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM consents WHERE person_id IS NULL');
    await db.query(`
      ALTER TABLE consents DROP COLUMN choice_id, DROP COLUMN valid_until, ALTER COLUMN person_id SET NOT NULL`);
    await db.query('DROP TABLE cookie_choices, consent_notices');
  }
}
