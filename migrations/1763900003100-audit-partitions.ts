import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Indexes of the log besides its key. Each ends with `seq`, the order of every search. */
const INDEXES = [
  '(id, seq)',
  '(action text_pattern_ops, seq)',
  '(actor, seq) WHERE actor IS NOT NULL',
  '(subject, seq) WHERE subject IS NOT NULL',
  '(reference text_pattern_ops, seq) WHERE reference IS NOT NULL',
  // Most events have the values that are left out: whoever looks for those finds some at once on the way by seq.
  `(outcome, seq) WHERE outcome <> 'success'`,
  `(actor_type, seq) WHERE actor_type <> 'account' AND actor_type <> 'system'`,
];

/** The same before the log had partitions. */
const OLD_INDEXES = [
  '(action text_pattern_ops, seq)',
  '(actor, seq) WHERE actor IS NOT NULL',
  '(actor_type, seq)',
  '(subject, seq) WHERE subject IS NOT NULL',
  '(reference text_pattern_ops, seq) WHERE reference IS NOT NULL',
  '(outcome, seq)',
];

const ACTIVITY = `
  CREATE VIEW audit_activity AS
    SELECT v.event AS id, v.owner, e.at, e.action, v.field, v.value
    FROM audit_values v JOIN audit_events e ON e.id = v.event
    WHERE v.owner IS NOT NULL`;

/**
 * The log in partitions by number, so that the oldest can be dropped as one and no index grows for ever. The table there was
 * becomes the first of them as it lies. An id is unique in the queue; among moved events its index finds it.
 */
export class AuditPartitions1763900003100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await this.sizes(db);
    await this.rename(db);
    await this.parent(db);
    await this.making(db);
    await db.query(`
      SELECT audit_adopt('audit_events_0', 0,
        (SELECT coalesce(max(seq) / audit_partition_size(), 0) + 1 FROM audit_events_0) * audit_partition_size())`);
    // An index over partitions cannot say that an id is unique, so whoever joins events by it does so by a view.
    await db.query('CREATE VIEW audit_times AS SELECT id, at, action FROM audit_events');
    // Nothing but this ever analyzes a table that has only partitions.
    await db.query('ANALYZE audit_events');
  }

  private async sizes(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION audit_partition_size() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 4194304::bigint'`);
    await db.query(
      `COMMENT ON FUNCTION audit_partition_size() IS 'events of each partition made from now on'`,
    );
    await db.query(`
      CREATE TABLE audit_partitions (
        low bigint PRIMARY KEY CHECK (low >= 0),
        high bigint NOT NULL UNIQUE,
        dropped_at timestamptz,
        CHECK (low < high)
      )`);
    await db.query(`COMMENT ON TABLE audit_partitions IS
      'partitions audit_events_<low> of events low to high - 1; of one that was dropped the hashes in audit_tree stay'`);
  }

  /** Gives way to the new parent, and brings the indexes to what a partition has. */
  private async rename(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW audit_activity');
    await dropIndexes(db, 'audit_events');
    await db.query('ALTER TABLE audit_events DROP CONSTRAINT audit_events_id_key');
    await db.query('DROP TRIGGER audit_events_fixed ON audit_events');
    await db.query('ALTER TABLE audit_events RENAME TO audit_events_0');
    await db.query('ALTER TABLE audit_events_0 RENAME CONSTRAINT audit_events_pkey TO audit_events_0_pkey');
    for (const index of INDEXES) await db.query(`CREATE INDEX ON audit_events_0 ${index}`);
  }

  private async parent(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE audit_events (LIKE audit_events_0 INCLUDING CONSTRAINTS, PRIMARY KEY (seq)) PARTITION BY RANGE (seq)`);
    for (const index of INDEXES) await db.query(`CREATE INDEX ON audit_events ${index}`);
    await db.query(`
      CREATE TRIGGER audit_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
      FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()`);
  }

  /**
   * A partition is filled in as a table of its own and then attached, for which readers need not wait. Its own trigger refuses
   * changes to it by name, which the parent's does not see. Nobody but the owner has a right on it: it is read by its parent.
   */
  private async making(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION audit_adopt(name text, from_seq bigint, to_seq bigint) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        EXECUTE format('ALTER TABLE audit_events ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', name, from_seq, to_seq);
        EXECUTE format('CREATE TRIGGER audit_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
          FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()', name);
        INSERT INTO audit_partitions (low, high) VALUES (from_seq, to_seq);
      END $$`);
    await db.query(`
      CREATE FUNCTION audit_make_room(until_seq bigint) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        low bigint;
      BEGIN
        LOOP
          SELECT max(high) INTO low FROM audit_partitions;
          EXIT WHEN low >= until_seq;
          EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING CONSTRAINTS INCLUDING INDEXES)', 'audit_events_' || low);
          PERFORM audit_adopt('audit_events_' || low, low, low + audit_partition_size());
        END LOOP;
      END $$`);
    await db.query(
      `COMMENT ON FUNCTION audit_make_room(bigint) IS 'makes the partitions for every number below this one'`,
    );
    await db.query('REVOKE ALL ON FUNCTION audit_adopt(text, bigint, bigint) FROM PUBLIC');
    await db.query('REVOKE ALL ON FUNCTION audit_make_room(bigint) FROM PUBLIC');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (SELECT FROM audit_partitions WHERE dropped_at IS NOT NULL) THEN
          RAISE EXCEPTION 'Events were dropped, which only partitions can tell.';
        END IF;
      END $$`);
    await db.query('DROP VIEW audit_times');
    await db.query(`
      DO $$
      DECLARE
        part record;
      BEGIN
        FOR part IN SELECT 'audit_events_' || low AS name, low FROM audit_partitions ORDER BY low LOOP
          EXECUTE format('ALTER TABLE audit_events DETACH PARTITION %I', part.name);
          IF part.low > 0 THEN
            EXECUTE format('INSERT INTO audit_events_0 SELECT * FROM %I ORDER BY seq', part.name);
            EXECUTE format('DROP TABLE %I', part.name);
          END IF;
        END LOOP;
      END $$`);
    await db.query('DROP TABLE audit_events, audit_partitions');
    await db.query('DROP FUNCTION audit_make_room(bigint)');
    await db.query('DROP FUNCTION audit_adopt(text, bigint, bigint)');
    await db.query('DROP FUNCTION audit_partition_size()');
    await dropIndexes(db, 'audit_events_0');
    await db.query('ALTER TABLE audit_events_0 RENAME TO audit_events');
    await db.query('ALTER TABLE audit_events RENAME CONSTRAINT audit_events_0_pkey TO audit_events_pkey');
    await db.query('ALTER TABLE audit_events ADD CONSTRAINT audit_events_id_key UNIQUE (id)');
    for (const index of OLD_INDEXES) await db.query(`CREATE INDEX ON audit_events ${index}`);
    await db.query(ACTIVITY);
  }
}

/** Those that no constraint needs. */
async function dropIndexes(db: QueryRunner, table: string): Promise<void> {
  await db.query(`
    DO $$
    DECLARE
      index regclass;
    BEGIN
      FOR index IN SELECT indexrelid::regclass FROM pg_index
                   WHERE indrelid = '${table}'::regclass AND NOT indisunique LOOP
        EXECUTE format('DROP INDEX %s', index);
      END LOOP;
    END $$`);
}
