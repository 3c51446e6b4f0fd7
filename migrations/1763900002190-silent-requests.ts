import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What keeps a hold that hides itself from being found out by whoever was told that everything of theirs is erased. */
export class SilentRequests1763900002190 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE request_subject ADD COLUMN silenced_by uuid');
    await db.query(`COMMENT ON COLUMN request_subject.silenced_by IS
      'the request by which whoever asked was told that everything of theirs is erased: nothing about this one reaches them any more'`);
    await db.query(`UPDATE request_subject s SET silenced_by = r.id FROM requests r
                    WHERE r.id = s.request_id AND r.told = 'completed'`);
    await db.query(`
      CREATE TABLE erased_addresses (
        erasure_id uuid REFERENCES erasures (id) ON DELETE CASCADE,
        address_mac bytea,
        PRIMARY KEY (address_mac, erasure_id)
      )`);
    await db.query('CREATE INDEX ON erased_addresses (erasure_id)');
    await db.query(`COMMENT ON TABLE erased_addresses IS
      'keyed hashes of the addresses of people of whom an erasure left rows: by these the rows are not found'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE erased_addresses');
    await db.query('ALTER TABLE request_subject DROP COLUMN silenced_by');
  }
}
