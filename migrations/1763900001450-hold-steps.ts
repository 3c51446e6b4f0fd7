import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What was done about each hold, step by step. Of holds placed before, the steps that their rows still tell. */
export class HoldSteps1763900001450 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE hold_steps (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        hold_id uuid NOT NULL REFERENCES holds (id),
        step text NOT NULL
          CHECK (step IN ('placed', 'reviewed', 'release_asked', 'release_confirmed', 'kept', 'released')),
        at timestamptz NOT NULL,
        by uuid,
        reason text,
        review_on date,
        CHECK ((step = 'reviewed') = (review_on IS NOT NULL))
      )`);
    await db.query('CREATE INDEX ON hold_steps (hold_id, at, id)');
    await db.query(`
      INSERT INTO hold_steps (hold_id, step, at, by, reason)
      SELECT id, 'placed', placed_at, placed_by, NULL FROM holds
      UNION ALL SELECT id, 'release_asked', release_asked_at, release_asked_by, release_reason FROM holds
        WHERE release_asked_at IS NOT NULL
      UNION ALL SELECT id, 'release_confirmed', release_confirmed_at, release_confirmed_by, NULL FROM holds
        WHERE release_confirmed_at IS NOT NULL AND release_confirmed_by <> release_asked_by
      UNION ALL SELECT id, 'released', released_at, NULL, NULL FROM holds WHERE released_at IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE hold_steps');
  }
}
