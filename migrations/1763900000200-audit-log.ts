import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The audit log: a queue that business transactions fill, and the numbered events that one function makes of it. */
export class AuditLog1763900000200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE audit_pseudonyms (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('account', 'request')),
        owner uuid NOT NULL,
        forgotten boolean NOT NULL DEFAULT false,
        UNIQUE (kind, owner)
      )`);
    await db.query(`COMMENT ON COLUMN audit_pseudonyms.forgotten IS
      'a tombstone: its id stands in no event, and nobody makes another pseudonym for this owner'`);
    // What the sequencer could not read would stop it for good, so it never enters the queue.
    await db.query(`
      CREATE FUNCTION audit_readable(body text) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT e ->> 'at' ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$'
           AND num_nulls((e ->> 'at')::timestamptz, e ->> 'action', e ->> 'outcome', e #>> '{actor,type}') = 0
           AND num_nonnulls((e #>> '{actor,id}')::uuid, (e ->> 'subject')::uuid) >= 0
           AND coalesce(jsonb_typeof(e -> 'detail'), '') = 'object'
        FROM (SELECT body::jsonb AS e) parsed
      $$`);
    await db.query(`
      CREATE TABLE audit_queue (
        id uuid PRIMARY KEY,
        position bigint GENERATED ALWAYS AS IDENTITY,
        body text NOT NULL CHECK (octet_length(body) < 65000 AND audit_readable(body))
      )`);
    await db.query('CREATE INDEX ON audit_queue (position)');
    await db.query(`
      CREATE TABLE audit_events (
        seq bigint PRIMARY KEY CHECK (seq >= 0 AND seq < 9007199254740992),
        id uuid NOT NULL UNIQUE,
        at timestamptz NOT NULL,
        action text NOT NULL,
        outcome text NOT NULL,
        actor_type text NOT NULL,
        actor uuid,
        subject uuid,
        reference text,
        detail jsonb NOT NULL,
        leaf text NOT NULL CHECK (octet_length(leaf) < 65536)
      )`);
    await db.query('CREATE INDEX ON audit_events (action text_pattern_ops, seq)');
    await db.query('CREATE INDEX ON audit_events (actor, seq) WHERE actor IS NOT NULL');
    await db.query('CREATE INDEX ON audit_events (actor_type, seq)');
    await db.query('CREATE INDEX ON audit_events (subject, seq) WHERE subject IS NOT NULL');
    await db.query(
      'CREATE INDEX ON audit_events (reference text_pattern_ops, seq) WHERE reference IS NOT NULL',
    );
    await db.query('CREATE INDEX ON audit_events (outcome, seq)');
    // Times rise with the numbers but for late commits. The spans turn a time into a bound on seq that misses nothing,
    // so every index above also serves a period of time, and seq alone orders every search.
    await db.query(`
      CREATE TABLE audit_spans (
        block bigint PRIMARY KEY,
        earliest timestamptz NOT NULL,
        latest timestamptz NOT NULL
      )`);
    await db.query(`COMMENT ON TABLE audit_spans IS
      'the first and last time within each thousand events, numbers block * 1000 to block * 1000 + 999'`);
    await db.query(`
      CREATE TABLE audit_values (
        event uuid NOT NULL,
        field text NOT NULL,
        value text NOT NULL,
        ip inet,
        salt bytea NOT NULL CHECK (octet_length(salt) = 32),
        owner uuid REFERENCES audit_pseudonyms (id) ON DELETE CASCADE,
        until timestamptz,
        PRIMARY KEY (event, field),
        CHECK ((owner IS NULL) = (until IS NOT NULL)),
        CHECK ((field = 'ip') = (ip IS NOT NULL))
      )`);
    await db.query('CREATE INDEX ON audit_values USING gist (ip inet_ops) WHERE ip IS NOT NULL');
    // The beginnings of values: a longer key would not fit into the index, and the value's writer would fail.
    await db.query(`
      CREATE INDEX ON audit_values (fold_address(left(value, 200)) text_pattern_ops) WHERE field <> 'ip'`);
    await db.query('CREATE INDEX ON audit_values (owner) WHERE owner IS NOT NULL');
    await db.query('CREATE INDEX ON audit_values (until) WHERE until IS NOT NULL');
    await db.query(`
      CREATE VIEW audit_activity AS
        SELECT v.event AS id, v.owner, e.at, e.action, v.field, v.value
        FROM audit_values v JOIN audit_events e ON e.id = v.event
        WHERE v.owner IS NOT NULL`);
    await this.sequencer(db);
    await this.guards(db);
  }

  /**
   * The only way into audit_events. Runs with the owner's rights, one caller at a time, and numbers what is
   * committed in the queue and not moved yet; a row that commits late simply gets a later number.
   */
  private async sequencer(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION audit_sequence(most integer, wait boolean) RETURNS integer
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
        INSERT INTO audit_spans AS s (block, earliest, latest)
        SELECT seq / 1000, min(at), max(at) FROM audit_events WHERE seq >= first GROUP BY 1
        ON CONFLICT (block) DO UPDATE
        SET earliest = least(s.earliest, excluded.earliest), latest = greatest(s.latest, excluded.latest);
        RETURN moved;
      END $$`);
    await db.query('REVOKE ALL ON FUNCTION audit_sequence(integer, boolean) FROM PUBLIC');
  }

  private async guards(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'audit events are never changed' USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await db.query(`
      CREATE TRIGGER audit_events_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
      FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW audit_activity');
    await db.query('DROP FUNCTION audit_sequence(integer, boolean)');
    await db.query('DROP TABLE audit_values, audit_spans, audit_events, audit_queue, audit_pseudonyms');
    await db.query('DROP FUNCTION audit_refuse()');
    await db.query('DROP FUNCTION audit_readable(text)');
  }
}
