import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** When a person was told that their request has arrived. */
export class AcknowledgedRequests1763900001700 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE requests ADD COLUMN acknowledged_at timestamptz');
    await db.query(`COMMENT ON COLUMN requests.acknowledged_at IS
      'when the person was told that the request has arrived; null where nothing was sent yet'`);
    // Members, and whoever wrote a letter with an address, were mailed at once.
    await db.query(`
      UPDATE requests r SET acknowledged_at = r.created_at FROM request_subject s
      WHERE s.request_id = r.id
        AND (s.account_id IS NOT NULL OR (r.channel <> 'portal' AND s.address_mac IS NOT NULL))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE requests DROP COLUMN acknowledged_at');
  }
}
