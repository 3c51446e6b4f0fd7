import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Accounts whose rows only a hold keeps: their address and user name are anybody's again. */
export class ClosedAccounts1763900001400 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE accounts ADD COLUMN closed_at timestamptz');
    await db.query(`COMMENT ON COLUMN accounts.closed_at IS
      'erased but for what holds keep: nobody signs in, and to everybody it is an account that never was'`);
    await this.unique(db, 'WHERE closed_at IS NULL');
    await db.query('ALTER TABLE comment_hiding ADD COLUMN before timestamptz');
    await db.query(`COMMENT ON COLUMN comment_hiding.before IS
      'only comments written before; null while the erasure waits, then the instant at which holds deferred it'`);
  }

  async down(db: QueryRunner): Promise<void> {
    // Open again, an account would let its owner in, who was told that it is erased.
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM accounts WHERE closed_at IS NOT NULL) THEN
          RAISE EXCEPTION 'Accounts are closed under holds; release the holds first.';
        END IF;
      END $$`);
    await db.query('ALTER TABLE comment_hiding DROP COLUMN before');
    await this.unique(db, '');
    await db.query('ALTER TABLE accounts DROP COLUMN closed_at');
  }

  private async unique(db: QueryRunner, where: string): Promise<void> {
    await db.query('DROP INDEX accounts_username, accounts_email');
    await db.query(`CREATE UNIQUE INDEX accounts_username ON accounts (fold_address(username)) ${where}`);
    await db.query(`CREATE UNIQUE INDEX accounts_email ON accounts (fold_address(email)) ${where}`);
  }
}
