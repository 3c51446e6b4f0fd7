import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { extending, sequencer } from './1763900003000-audit-tree.js';

const EXTEND = 'PERFORM audit_extend(first, first + moved);';

/**
 * The only way into audit_events. Runs with the owner's rights, one caller at a time, and numbers what is committed in the
 * queue and not moved yet; a row that commits late simply gets a later number. A body is parsed once, and a batch is put
 * into the log, its spans and the leaves of its tree by one statement, so that nothing that it wrote is read again.
 */
const MOVING = `
  CREATE OR REPLACE FUNCTION audit_sequence(most integer, wait boolean) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    moved integer;
    first bigint;
  BEGIN
    IF wait THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('athar.audit.sequencer', 0));
    ELSIF NOT pg_try_advisory_xact_lock(hashtextextended('athar.audit.sequencer', 0)) THEN
      RETURN -1;
    END IF;
    PERFORM audit_check_tree();
    SELECT coalesce(max(seq) + 1, 0) INTO first FROM audit_events;
    IF first <> audit_tree_size() THEN
      RAISE EXCEPTION 'the log has % events and its tree % leaves', first, audit_tree_size()
      USING ERRCODE = 'data_corrupted';
    END IF;
    PERFORM audit_make_room(first + most);
    WITH batch AS (
      DELETE FROM audit_queue WHERE ctid = ANY (ARRAY(SELECT ctid FROM audit_queue ORDER BY position LIMIT most))
      RETURNING id, position, body
    ), numbered AS (
      SELECT id, body, first + row_number() OVER (ORDER BY position) - 1 AS seq FROM batch
    ), added AS (
      INSERT INTO audit_events (seq, id, at, action, outcome, actor_type, actor, subject, reference, detail, leaf)
      SELECT seq, id, e.at, e.action, e.outcome, e.actor ->> 'type', (e.actor ->> 'id')::uuid, e.subject, e.reference,
             e.detail, '{"event":' || body || ',"seq":' || seq || ',"v":1}'
      FROM numbered CROSS JOIN LATERAL jsonb_to_record(body::jsonb)
        AS e (at timestamptz, action text, outcome text, actor jsonb, subject uuid, reference text, detail jsonb)
      RETURNING seq, id, at, leaf
    ), spanned AS (
      INSERT INTO audit_spans AS s (block, earliest, latest, least_id, greatest_id)
      SELECT seq / 1000, min(at), max(at), min(id::text COLLATE "C")::uuid, max(id::text COLLATE "C")::uuid
      FROM added GROUP BY 1
      ON CONFLICT (block) DO UPDATE
      SET earliest = least(s.earliest, excluded.earliest), latest = greatest(s.latest, excluded.latest),
          least_id = least(s.least_id, excluded.least_id), greatest_id = greatest(s.greatest_id, excluded.greatest_id)
    ), hashed AS (
      INSERT INTO audit_tree (level, tile, first, hashes)
      SELECT 0, seq / 256, min(seq) % 256,
             string_agg(sha256('\\x00'::bytea || convert_to(leaf, 'UTF8')), ''::bytea ORDER BY seq)
      FROM added GROUP BY seq / 256
    )
    SELECT count(*) INTO moved FROM added;
    PERFORM audit_grow(first, first + moved);
    RETURN moved;
  END $$`;

/** Numbers events in one pass: what a batch adds to the log, to its spans and to the tree's leaves is read once. */
export class AuditSequence1763900003110 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.spans(db);
    await this.growing(db);
    await db.query(MOVING);
  }

  private async spans(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE audit_spans ADD COLUMN least_id uuid, ADD COLUMN greatest_id uuid');
    await db.query(`
      UPDATE audit_spans s SET least_id = e.least, greatest_id = e.greatest
      FROM (SELECT seq / 1000 AS block, min(id::text COLLATE "C")::uuid AS least,
                   max(id::text COLLATE "C")::uuid AS greatest
            FROM audit_events GROUP BY 1) e
      WHERE e.block = s.block`);
    await db.query(
      'ALTER TABLE audit_spans ALTER COLUMN least_id SET NOT NULL, ALTER COLUMN greatest_id SET NOT NULL',
    );
    await db.query(`COMMENT ON TABLE audit_spans IS
      'the first and last time and id within each thousand events, numbers block * 1000 to block * 1000 + 999'`);
  }

  /** The levels above leaves that were added before. */
  private async growing(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION audit_grow(from_leaf bigint, to_leaf bigint) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        low bigint := from_leaf;
        high bigint := to_leaf;
        at_level integer := 0;
      BEGIN
        WHILE high / 256 > low / 256 LOOP
          low := low / 256;
          high := high / 256;
          INSERT INTO audit_tree (level, tile, first, hashes)
          SELECT at_level + 1, i / 256, min(i) % 256, string_agg(audit_fold(audit_tile(at_level, i)), ''::bytea ORDER BY i)
          FROM generate_series(low, high - 1) AS i GROUP BY i / 256;
          at_level := at_level + 1;
        END LOOP;
      END $$`);
    await db.query('REVOKE ALL ON FUNCTION audit_grow(bigint, bigint) FROM PUBLIC');
    await db.query(`
      CREATE OR REPLACE FUNCTION audit_extend(from_leaf bigint, to_leaf bigint) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        IF from_leaf <> audit_tree_size() THEN
          RAISE EXCEPTION 'the log has % events and its tree % leaves', from_leaf, audit_tree_size()
          USING ERRCODE = 'data_corrupted';
        END IF;
        INSERT INTO audit_tree (level, tile, first, hashes)
        SELECT 0, seq / 256, min(seq) % 256,
               string_agg(sha256('\\x00'::bytea || convert_to(leaf, 'UTF8')), ''::bytea ORDER BY seq)
        FROM audit_events WHERE seq >= from_leaf AND seq < to_leaf GROUP BY seq / 256;
        PERFORM audit_grow(from_leaf, to_leaf);
      END $$`);
    await db.query(
      `COMMENT ON FUNCTION audit_extend(bigint, bigint) IS 'the tree of events that got their numbers elsewhere'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION audit_extend(bigint, bigint)');
    await db.query('DROP FUNCTION audit_grow(bigint, bigint)');
    await extending(db);
    await db.query(sequencer({ before: 'PERFORM audit_check_tree();', after: EXTEND }));
    await db.query('ALTER TABLE audit_spans DROP COLUMN least_id, DROP COLUMN greatest_id');
  }
}
