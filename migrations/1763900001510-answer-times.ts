import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** When requests were answered, read for many at once without their other steps. */
export class AnswerTimes1763900001510 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX request_steps_answers ON request_steps (request_id, at)
      WHERE step IN ('ready', 'completed', 'refused', 'deferred')`);
    await db.query('CREATE INDEX ON requests (received_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX request_steps_answers, requests_received_at_idx');
  }
}
