import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The Merkle tree over the leaves of the log (RFC 6962, section 2.1). The database computes it itself, in the transaction
 * that numbers the events.
 */
export class AuditTree1763900003000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.tree(db);
    await this.roots(db);
    await extending(db);
    await db.query(sequencer({ before: '', after: 'PERFORM audit_extend(first, first + moved);' }));
    await this.existing(db);
    await db.query(`
      CREATE TRIGGER audit_tree_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_tree
      FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()`);
  }

  private async tree(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE audit_tree (
        level smallint NOT NULL CHECK (level >= 0),
        tile bigint NOT NULL CHECK (tile >= 0),
        first smallint NOT NULL CHECK (first >= 0),
        hashes bytea NOT NULL CHECK (octet_length(hashes) > 0 AND octet_length(hashes) % 32 = 0
                                     AND first + octet_length(hashes) / 32 <= 256),
        PRIMARY KEY (level, tile, first)
      )`);
    // Hashes do not compress, and reading a part of a value is faster where they were not tried to be.
    await db.query('ALTER TABLE audit_tree ALTER COLUMN hashes SET STORAGE EXTERNAL');
    await db.query(`COMMENT ON TABLE audit_tree IS
      'tiles of 256 hashes: those of leaves at level 0, above it the roots of the full tiles below; a tile grows by rows'`);
  }

  private async roots(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION audit_tile(at_level integer, at_tile bigint) RETURNS bytea LANGUAGE sql STABLE AS $$
        SELECT string_agg(hashes, ''::bytea ORDER BY first) FROM audit_tree WHERE level = at_level AND tile = at_tile
      $$`);
    await db.query(
      `COMMENT ON FUNCTION audit_tile(integer, bigint) IS 'the hashes of one tile, one after the other'`,
    );
    await db.query(`
      CREATE FUNCTION audit_fold(hashes bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT AS $$
      BEGIN
        WHILE octet_length(hashes) > 32 LOOP
          SELECT string_agg(sha256('\\x01'::bytea || substr(hashes, i * 64 + 1, 64)), ''::bytea ORDER BY i) INTO hashes
          FROM generate_series(0, octet_length(hashes) / 64 - 1) AS i;
        END LOOP;
        RETURN hashes;
      END $$`);
    await db.query(`COMMENT ON FUNCTION audit_fold(bytea) IS 'the root above 2^n hashes'`);
    // From the right end leftwards: the perfect trees of which a tree consists are the ones in its size, in binary.
    await db.query(`
      CREATE FUNCTION audit_root(of_size bigint) RETURNS bytea LANGUAGE plpgsql STABLE STRICT AS $$
      DECLARE
        root bytea;
        part bytea;
        hashes bytea;
        at_level integer := 0;
        place integer;
        hashes_left bigint := of_size;
      BEGIN
        IF of_size = 0 THEN RETURN sha256(''::bytea); END IF;
        WHILE hashes_left > 0 LOOP
          place := hashes_left % 256;
          IF place > 0 THEN
            hashes := audit_tile(at_level, hashes_left / 256);
            IF hashes IS NULL OR octet_length(hashes) < place * 32 THEN RETURN NULL; END IF;
            FOR bit IN 0..7 LOOP
              CONTINUE WHEN (place >> bit) & 1 = 0;
              place := place - (1 << bit);
              part := audit_fold(substr(hashes, place * 32 + 1, 32 << bit));
              root := CASE WHEN root IS NULL THEN part ELSE sha256('\\x01'::bytea || part || root) END;
            END LOOP;
          END IF;
          hashes_left := hashes_left / 256;
          at_level := at_level + 1;
        END LOOP;
        RETURN root;
      END $$`);
    await db.query(`COMMENT ON FUNCTION audit_root(bigint) IS
      'the root above the first so many leaves; null where the tree is smaller'`);
    await db.query(`
      CREATE FUNCTION audit_tree_size() RETURNS bigint LANGUAGE sql STABLE AS $$
        SELECT coalesce((SELECT tile * 256 + first + octet_length(hashes) / 32 FROM audit_tree
                         WHERE level = 0 ORDER BY tile DESC, first DESC LIMIT 1), 0)
      $$`);
  }

  /** Events that were numbered before there was a tree. */
  private async existing(db: QueryRunner): Promise<void> {
    await db.query(`
      DO $$
      DECLARE
        events bigint := (SELECT coalesce(max(seq) + 1, 0) FROM audit_events);
        low bigint;
      BEGIN
        FOR low IN SELECT generate_series(0, events - 1, 65536) LOOP
          PERFORM audit_extend(low, least(low + 65536, events));
        END LOOP;
      END $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(sequencer({ before: '', after: '' }));
    await db.query('DROP FUNCTION audit_extend(bigint, bigint)');
    await db.query('DROP FUNCTION audit_tree_size()');
    await db.query('DROP FUNCTION audit_root(bigint)');
    await db.query('DROP FUNCTION audit_fold(bytea)');
    await db.query('DROP FUNCTION audit_tile(integer, bigint)');
    await db.query('DROP TABLE audit_tree');
  }
}

/** Makes the function that adds numbered events to the tree. */
export async function extending(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE FUNCTION audit_extend(from_leaf bigint, to_leaf bigint) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      low bigint := from_leaf;
      high bigint := to_leaf;
      at_level integer := 0;
    BEGIN
      IF low <> audit_tree_size() THEN
        RAISE EXCEPTION 'the log has % events and its tree % leaves', low, audit_tree_size()
        USING ERRCODE = 'data_corrupted';
      END IF;
      INSERT INTO audit_tree (level, tile, first, hashes)
      SELECT 0, seq / 256, min(seq) % 256,
             string_agg(sha256('\\x00'::bytea || convert_to(leaf, 'UTF8')), ''::bytea ORDER BY seq)
      FROM audit_events WHERE seq >= low AND seq < high GROUP BY seq / 256;
      WHILE high / 256 > low / 256 LOOP
        low := low / 256;
        high := high / 256;
        INSERT INTO audit_tree (level, tile, first, hashes)
        SELECT at_level + 1, i / 256, min(i) % 256, string_agg(audit_fold(audit_tile(at_level, i)), ''::bytea ORDER BY i)
        FROM generate_series(low, high - 1) AS i GROUP BY i / 256;
        at_level := at_level + 1;
      END LOOP;
    END $$`);
  await db.query('REVOKE ALL ON FUNCTION audit_extend(bigint, bigint) FROM PUBLIC');
}

/** The sequencer's function, with what comes before it moves events and after. */
export function sequencer({ before, after }: { readonly before: string; readonly after: string }): string {
  return `
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
    ${before}
    SELECT coalesce(max(seq) + 1, 0) INTO first FROM audit_events;
    WITH batch AS (
      DELETE FROM audit_queue WHERE id IN (SELECT id FROM audit_queue ORDER BY position LIMIT most)
      RETURNING id, position, body
    ), numbered AS (
      SELECT id, body, body::jsonb AS event, first + row_number() OVER (ORDER BY position) - 1 AS seq FROM batch
    )
    INSERT INTO audit_events (seq, id, at, action, outcome, actor_type, actor, subject, reference, detail, leaf)
    SELECT seq, id, (event ->> 'at')::timestamptz, event ->> 'action', event ->> 'outcome',
           event #>> '{actor,type}', (event #>> '{actor,id}')::uuid, (event ->> 'subject')::uuid,
           event ->> 'reference', event -> 'detail',
           '{"event":' || body || ',"seq":' || seq || ',"v":1}'
    FROM numbered ORDER BY seq;
    GET DIAGNOSTICS moved = ROW_COUNT;
    ${after}
    INSERT INTO audit_spans AS s (block, earliest, latest)
    SELECT seq / 1000, min(at), max(at) FROM audit_events WHERE seq >= first GROUP BY 1
    ON CONFLICT (block) DO UPDATE
    SET earliest = least(s.earliest, excluded.earliest), latest = greatest(s.latest, excluded.latest);
    RETURN moved;
  END $$`;
}
