import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { sequencer } from './1763900003000-audit-tree.js';

const EXTEND = 'PERFORM audit_extend(first, first + moved);';

const DEFINERS = [
  'audit_checkpoint(integer, bigint, text, timestamptz)',
  'audit_thin_checkpoints(timestamptz)',
  'audit_open_epoch(text, timestamptz)',
];

/**
 * The signed roots of the log's tree, and the epochs that name them. Whoever calls the database's functions can sign what it
 * computed, and nothing else; nothing is numbered or signed that contradicts the last checkpoint.
 */
export class AuditCheckpoints1763900003010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.epochs(db);
    await this.signing(db);
    await db.query(sequencer({ before: 'PERFORM audit_check_tree();', after: EXTEND }));
    for (const [table, changes] of [
      ['audit_epochs', 'UPDATE OR DELETE OR TRUNCATE'],
      ['audit_checkpoints', 'UPDATE OR TRUNCATE'],
    ]) {
      await db.query(`
        CREATE TRIGGER ${table}_fixed BEFORE ${changes} ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()`);
    }
  }

  private async epochs(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE audit_epochs (
        epoch integer PRIMARY KEY CHECK (epoch > 0),
        origin text NOT NULL UNIQUE CHECK (origin ~ '^[!-*,-~]+$'),
        opened_at timestamptz NOT NULL,
        size bigint NOT NULL CHECK (size >= 0),
        last_known text,
        CHECK ((epoch = 1) = (last_known IS NULL))
      )`);
    await db.query(`COMMENT ON COLUMN audit_epochs.size IS 'events that the log had when the epoch began'`);
    await db.query(`COMMENT ON COLUMN audit_epochs.last_known IS
      'the last checkpoint that is known of the epoch before, which may count more events than a restored log has'`);
    await db.query(`
      CREATE TABLE audit_checkpoints (
        epoch integer NOT NULL REFERENCES audit_epochs (epoch),
        size bigint NOT NULL CHECK (size > 0),
        root bytea NOT NULL CHECK (octet_length(root) = 32),
        note text NOT NULL,
        signed_at timestamptz NOT NULL,
        PRIMARY KEY (epoch, size)
      )`);
    await db.query(`
      INSERT INTO audit_epochs (epoch, origin, opened_at, size)
      VALUES (1, 'athar/' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 12) || '/1', now(), 0)`);
  }

  private async signing(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION audit_head() RETURNS TABLE (epoch integer, origin text, size bigint, root bytea)
      LANGUAGE sql STABLE AS $$
        SELECT e.epoch, e.origin, s.size, audit_root(s.size)
        FROM (SELECT * FROM audit_epochs ORDER BY epoch DESC LIMIT 1) e, (SELECT audit_tree_size() AS size) s
      $$`);
    await db.query(`COMMENT ON FUNCTION audit_head() IS 'what the next checkpoint says'`);
    await db.query(`
      CREATE FUNCTION audit_check_tree() RETURNS void LANGUAGE plpgsql STABLE AS $$
      DECLARE
        last audit_checkpoints;
      BEGIN
        SELECT * INTO last FROM audit_checkpoints WHERE epoch = (SELECT max(epoch) FROM audit_epochs)
        ORDER BY size DESC LIMIT 1;
        IF last.root IS DISTINCT FROM audit_root(last.size) THEN
          RAISE EXCEPTION 'the tree of the log does not match its checkpoint of size %', last.size
          USING ERRCODE = 'data_corrupted';
        END IF;
      END $$`);
    await db.query(`
      CREATE FUNCTION audit_checkpoint(of_epoch integer, of_size bigint, note text, at timestamptz) RETURNS boolean
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        root bytea;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('athar.audit.sequencer', 0));
        PERFORM audit_check_tree();
        root := audit_root(of_size);
        IF of_epoch <> (SELECT max(epoch) FROM audit_epochs) OR of_size > audit_tree_size()
           OR of_size <= (SELECT coalesce(max(size), 0) FROM audit_checkpoints WHERE epoch = of_epoch) THEN
          RETURN false;
        END IF;
        IF starts_with(note, (SELECT origin FROM audit_epochs WHERE epoch = of_epoch) || E'\\n' || of_size || E'\\n'
                             || encode(root, 'base64') || E'\\n\\n') IS NOT TRUE THEN
          RAISE EXCEPTION 'the note does not say what the tree holds';
        END IF;
        INSERT INTO audit_checkpoints (epoch, size, root, note, signed_at) VALUES (of_epoch, of_size, root, note, at);
        RETURN true;
      END $$`);
    // Of the days before yesterday the last one each is enough: proofs are made from sizes, not from these rows.
    await db.query(`
      CREATE FUNCTION audit_thin_checkpoints(before timestamptz) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        gone integer;
      BEGIN
        DELETE FROM audit_checkpoints WHERE signed_at < before AND (epoch, size) NOT IN (
          SELECT DISTINCT ON (epoch, date_trunc('day', signed_at, 'UTC')) epoch, size FROM audit_checkpoints
          ORDER BY epoch, date_trunc('day', signed_at, 'UTC'), size DESC);
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
      END $$`);
    await db.query(`
      CREATE FUNCTION audit_open_epoch(known text, at timestamptz) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        opened integer;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('athar.audit.sequencer', 0));
        INSERT INTO audit_epochs (epoch, origin, opened_at, size, last_known)
        SELECT epoch + 1, regexp_replace(origin, '[0-9]+$', '') || epoch + 1, at, audit_tree_size(), known
        FROM audit_epochs ORDER BY epoch DESC LIMIT 1
        RETURNING epoch INTO opened;
        RETURN opened;
      END $$`);
    for (const signature of DEFINERS) await db.query(`REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(sequencer({ before: '', after: EXTEND }));
    for (const signature of DEFINERS) await db.query(`DROP FUNCTION ${signature}`);
    await db.query('DROP FUNCTION audit_check_tree()');
    await db.query('DROP FUNCTION audit_head()');
    await db.query('DROP TABLE audit_checkpoints, audit_epochs');
  }
}
