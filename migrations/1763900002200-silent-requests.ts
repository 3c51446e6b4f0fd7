import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Requests of people who were told that everything of theirs is erased, while a hold that hides keeps some of it. */
export class SilentRequests1763900002200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE request_subject ADD COLUMN silent boolean NOT NULL DEFAULT false');
    await db.query(`COMMENT ON COLUMN request_subject.silent IS
      'whoever asked was told that everything of theirs is erased: nothing about the request reaches them any more'`);
    await db.query(`UPDATE request_subject s SET silent = true FROM requests r
                    WHERE r.id = s.request_id AND r.told = 'completed'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE request_subject DROP COLUMN silent');
  }
}
