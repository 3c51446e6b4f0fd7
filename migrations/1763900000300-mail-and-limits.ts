import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Mails to send (sealed until sent), and the counters of the rate limits. */
export class MailAndLimits1763900000300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE outbox (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        kind text NOT NULL,
        message_id text NOT NULL UNIQUE,
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
        account_id uuid,
        request_id uuid,
        sealed bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz,
        CHECK ((state = 'queued') = (sealed IS NOT NULL)),
        CHECK ((state = 'sent') = (sent_at IS NOT NULL))
      )`);
    await db.query('CREATE INDEX ON outbox (account_id) WHERE account_id IS NOT NULL');
    await db.query('CREATE INDEX ON outbox (request_id) WHERE request_id IS NOT NULL');
    await db.query(
      'CREATE TABLE rate_limits (key text PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)',
    );
    await db.query('CREATE INDEX ON rate_limits (expire)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE rate_limits, outbox');
  }
}
