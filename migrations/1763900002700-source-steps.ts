import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** When each source was last tried with an address, and when a dry run last looked into it. */
export class SourceSteps1763900002700 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE source_steps (
        source text NOT NULL,
        step text NOT NULL CHECK (step IN ('tried', 'planned')),
        done_at timestamptz NOT NULL,
        PRIMARY KEY (source, step)
      )`);
    await db.query(`INSERT INTO source_steps SELECT source, 'planned', pinned_at FROM source_pins`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE source_steps');
  }
}
