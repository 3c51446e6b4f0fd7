import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** When each source last answered a check, whichever process asked. */
export class SourceAnswers1763900002810 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.steps(db, `'tried', 'planned', 'answered'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DELETE FROM source_steps WHERE step = 'answered'`);
    await this.steps(db, `'tried', 'planned'`);
  }

  private async steps(db: QueryRunner, steps: string): Promise<void> {
    await db.query(`ALTER TABLE source_steps DROP CONSTRAINT source_steps_step_check,
      ADD CONSTRAINT source_steps_step_check CHECK (step IN (${steps}))`);
  }
}
