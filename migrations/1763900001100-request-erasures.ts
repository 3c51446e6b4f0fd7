import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What an erasure needs of a case: its waiting time, the way back, what outlives the person, and hidden comments. */
export class RequestErasures1763900001100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // A case knows whom it is about until it is closed, which is after account and person are gone.
    await db.query(`
      ALTER TABLE request_subject
        DROP CONSTRAINT request_subject_account_id_fkey, DROP CONSTRAINT request_subject_person_id_fkey`);
    await db.query(`
      ALTER TABLE request_tokens
        ADD COLUMN final boolean NOT NULL DEFAULT false,
        ALTER COLUMN expires_at DROP NOT NULL,
        ADD CHECK (final = (expires_at IS NULL))`);
    await db.query(`COMMENT ON COLUMN request_tokens.final IS
      'the link in the last mail of an erasure: shows the case and nothing else, any number of times, as long as the case is kept'`);
    await db.query('ALTER TABLE sessions ADD COLUMN read_only boolean NOT NULL DEFAULT false');
    await db.query(`
      ALTER TABLE requests
        ADD COLUMN scheduled_for timestamptz,
        ADD COLUMN told text CHECK (told IN ('completed', 'deferred')),
        ADD COLUMN told_at timestamptz,
        ADD CHECK ((told IS NULL) = (told_at IS NULL))`);
    await db.query(`COMMENT ON COLUMN requests.told IS
      'the outcome of an erasure as its person was told it: completed also where holds that hide keep it from its end'`);
    await db.query(`INSERT INTO request_transitions VALUES ('erasure', 'scheduled', 'received')`);
    await this.comments(db);
  }

  private async comments(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE comment_hiding (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        request_id uuid NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
        account_id uuid,
        address text,
        CHECK (num_nonnulls(account_id, address) = 1)
      )`);
    await db.query(`COMMENT ON TABLE comment_hiding IS
      'whose comments the public does not see while an erasure waits: an account''s, or a guest''s by address'`);
    await db.query('CREATE INDEX ON comment_hiding (request_id)');
    await db.query('CREATE INDEX ON comment_hiding (account_id) WHERE account_id IS NOT NULL');
    await db.query('CREATE INDEX ON comment_hiding (fold_address(address)) WHERE address IS NOT NULL');
    await db.query(`
      CREATE TABLE comment_bans (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        address_mac bytea NOT NULL,
        reason text,
        created_at timestamptz NOT NULL,
        until timestamptz
      )`);
    await db.query(`COMMENT ON COLUMN comment_bans.reason IS
      'what the office wrote; null once the person behind the address was erased'`);
    await db.query('CREATE INDEX ON comment_bans (address_mac)');
    await db.query('CREATE INDEX ON comment_bans (until) WHERE until IS NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE comment_bans, comment_hiding');
    await db.query(
      `DELETE FROM request_transitions WHERE kind = 'erasure' AND from_state = 'scheduled' AND to_state = 'received'`,
    );
    await db.query('ALTER TABLE requests DROP COLUMN told, DROP COLUMN told_at, DROP COLUMN scheduled_for');
    await db.query('ALTER TABLE sessions DROP COLUMN read_only');
    await db.query('DELETE FROM request_tokens WHERE final');
    await db.query('ALTER TABLE request_tokens DROP COLUMN final, ALTER COLUMN expires_at SET NOT NULL');
    await db.query(`
      ALTER TABLE request_subject
        ADD FOREIGN KEY (account_id) REFERENCES accounts (id), ADD FOREIGN KEY (person_id) REFERENCES persons (id)`);
  }
}
