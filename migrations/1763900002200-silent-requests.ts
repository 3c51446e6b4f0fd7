import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Requests of people who were told that everything of theirs is erased, while a hold that hides keeps some of it. */
export class SilentRequests1763900002200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE request_subject ADD COLUMN silent boolean NOT NULL DEFAULT false');
    await db.query(`COMMENT ON COLUMN request_subject.silent IS
      'whoever asked was told that everything of theirs is erased: nothing about the request reaches them any more'`);
    await db.query(`UPDATE request_subject s SET silent = true FROM requests r
                    WHERE r.id = s.request_id AND r.told = 'completed'`);
    await db.query(`
      CREATE TABLE erased_addresses (
        request_id uuid REFERENCES requests (id) ON DELETE CASCADE,
        address_mac bytea,
        erased_at timestamptz NOT NULL,
        PRIMARY KEY (address_mac, request_id)
      )`);
    await db.query('CREATE INDEX ON erased_addresses (request_id)');
    await db.query(`COMMENT ON TABLE erased_addresses IS
      'addresses by which nothing written before is found: their people were told that it is erased'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE erased_addresses');
    await db.query('ALTER TABLE request_subject DROP COLUMN silent');
  }
}
