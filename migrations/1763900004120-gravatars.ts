import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Pictures that authors of approved comments have at Gravatar, as the portal was given them. */
export class Gravatars1763900004120 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE gravatars (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        address text NOT NULL,
        account_id uuid,
        address_sha256 text NOT NULL,
        object_key text UNIQUE,
        kind text CHECK (kind IN ('jpeg', 'png', 'webp', 'gif')),
        bytes integer,
        asked_at timestamptz NOT NULL,
        ask_again_at timestamptz NOT NULL,
        CHECK ((kind IS NULL) = (bytes IS NULL)),
        UNIQUE NULLS NOT DISTINCT (address, account_id)
      )`);
    await db.query('CREATE INDEX ON gravatars (fold_address(address), id)');
    await db.query('CREATE INDEX ON gravatars (account_id, id) WHERE account_id IS NOT NULL');
    await db.query(`COMMENT ON COLUMN gravatars.address_sha256 IS 'what was sent there, in hex'`);
    await db.query(
      `COMMENT ON COLUMN gravatars.kind IS 'null where there is no picture; its object, if any, is being written'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    // Their objects are named nowhere else: the next sweep of images takes them.
    await db.query('DROP TABLE gravatars');
  }
}
