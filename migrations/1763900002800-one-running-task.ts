import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Of one job and key one task runs at a time. */
export class OneRunningTask1763900002800 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Where several run by now, all but the oldest lose their key, as tasks did that a younger one stood beside.
    await db.query(`
      UPDATE tasks SET key = NULL WHERE state = 'running' AND EXISTS (
        SELECT FROM tasks AS twin
        WHERE twin.name = tasks.name AND twin.key = tasks.key AND twin.state = 'running' AND twin.id < tasks.id)`);
    await db.query(
      `CREATE UNIQUE INDEX tasks_running_key ON tasks (name, key) WHERE state = 'running' AND key IS NOT NULL`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX tasks_running_key');
  }
}
