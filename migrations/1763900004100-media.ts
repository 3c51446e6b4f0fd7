import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Images that were uploaded: members' pictures of themselves, and those of articles, which belong to nobody. */
export class Media1763900004100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE media (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        account_id uuid REFERENCES accounts (id),
        object_key text NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('jpeg', 'png', 'webp', 'gif')),
        width integer NOT NULL,
        height integer NOT NULL,
        bytes integer NOT NULL,
        told_place boolean NOT NULL,
        description text,
        created_at timestamptz NOT NULL,
        stored_at timestamptz,
        removed_at timestamptz,
        CHECK ((account_id IS NULL) = (description IS NOT NULL))
      )`);
    await db.query('CREATE INDEX ON media (account_id, id) WHERE account_id IS NOT NULL');
    await db.query(
      `CREATE UNIQUE INDEX media_one_picture ON media (account_id)
       WHERE account_id IS NOT NULL AND stored_at IS NOT NULL AND removed_at IS NULL`,
    );
    await db.query('CREATE INDEX ON media (id) WHERE account_id IS NULL');
    await db.query('CREATE INDEX ON media (id) WHERE stored_at IS NULL OR removed_at IS NOT NULL');
    await db.query(
      `COMMENT ON COLUMN media.told_place IS 'the file as it came said where it was taken; what is stored does not'`,
    );
    await db.query(`COMMENT ON COLUMN media.stored_at IS 'null while its object is being written'`);
    await db.query(`COMMENT ON COLUMN media.removed_at IS 'nobody sees it from then on; a sweep deletes it'`);
  }

  async down(db: QueryRunner): Promise<void> {
    // The store would keep objects that nothing names.
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM media) THEN
          RAISE EXCEPTION 'Images would be left in the object store; delete them first.';
        END IF;
      END $$`);
    await db.query('DROP TABLE media');
  }
}
