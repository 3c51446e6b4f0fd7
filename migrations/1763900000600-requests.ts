import { type MigrationInterface, type QueryRunner } from 'typeorm';

const EXPORT: readonly string[] = [
  'running>ready',
  'ready>completed',
  'ready>expired',
  'ready>withdrawn',
  'running>withdrawn',
];
const ERASURE: readonly string[] = [
  'approved>scheduled',
  'scheduled>running',
  'scheduled>withdrawn',
  'running>completed',
  'running>deferred',
  'deferred>running',
  'deferred>withdrawn',
];
const OTHER: readonly string[] = ['running>completed'];
const EVERY: readonly string[] = [
  'unconfirmed>received',
  'unconfirmed>expired',
  'received>awaiting_information',
  'received>refused',
  'received>withdrawn',
  'received>approved',
  'awaiting_information>received',
  'awaiting_information>refused',
  'awaiting_information>withdrawn',
  'approved>withdrawn',
  'running>failed',
  'failed>running',
];
const KINDS: Readonly<Record<string, readonly string[]>> = {
  export: [...EVERY, 'approved>running', 'failed>withdrawn', ...EXPORT],
  erasure: [...EVERY, ...ERASURE, 'approved>running'],
  rectification: [...EVERY, 'approved>running', ...OTHER],
  restriction: [...EVERY, 'approved>running', ...OTHER],
  objection: [...EVERY, 'approved>running', ...OTHER],
  consent_withdrawal: [...EVERY, 'approved>running', ...OTHER],
  complaint: [...EVERY, 'approved>running', ...OTHER],
  article: [...EVERY, 'approved>running', ...OTHER],
};

/** Requests, the people behind them in one sealed row, messages, and the one table of allowed changes of state. */
export class Requests1763900000600 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE request_transitions (
        kind text NOT NULL, from_state text NOT NULL, to_state text NOT NULL,
        PRIMARY KEY (kind, from_state, to_state)
      )`);
    for (const [kind, changes] of Object.entries(KINDS)) {
      const rows = changes.map((change) => change.split('>'));
      await db.query(
        `INSERT INTO request_transitions SELECT $1, f, t FROM unnest($2::text[], $3::text[]) AS u (f, t)`,
        [kind, rows.map((row) => row[0]), rows.map((row) => row[1])],
      );
    }
    await this.tables(db);
    await this.stateTrigger(db);
  }

  private async tables(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE requests (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        reference text NOT NULL UNIQUE,
        kind text NOT NULL,
        state text NOT NULL,
        regime text NOT NULL,
        channel text NOT NULL CHECK (channel IN ('portal', 'letter', 'mail', 'in_person', 'operator')),
        locale text NOT NULL CHECK (locale IN ('ar', 'fr', 'en')),
        scope jsonb,
        acting_as text NOT NULL DEFAULT 'self' CHECK (acting_as IN ('self', 'representative', 'guardian', 'heir')),
        approvals integer NOT NULL DEFAULT 0,
        received_at timestamptz NOT NULL,
        due_on date NOT NULL,
        due_at timestamptz NOT NULL,
        due_basis text NOT NULL CHECK (due_basis IN ('law', 'target')),
        extended_at timestamptz,
        assignee uuid REFERENCES accounts (id) ON DELETE SET NULL,
        ground text,
        explanation text,
        failure text,
        created_at timestamptz NOT NULL,
        closed_at timestamptz
      )`);
    await db.query(`CREATE INDEX requests_open ON requests (due_at, id) WHERE closed_at IS NULL`);
    await db.query(`CREATE INDEX ON requests (created_at) WHERE state = 'unconfirmed'`);
    await db.query('CREATE INDEX ON requests (state, due_at, id)');
    await db.query('CREATE INDEX ON requests (due_at, id)');
    await db.query('CREATE INDEX ON requests (closed_at) WHERE closed_at IS NOT NULL');
    await db.query(`
      CREATE TABLE request_subject (
        request_id uuid PRIMARY KEY REFERENCES requests (id) ON DELETE CASCADE,
        person_id uuid REFERENCES persons (id),
        account_id uuid REFERENCES accounts (id),
        address_mac bytea,
        sealed bytea NOT NULL
      )`);
    await db.query('CREATE INDEX ON request_subject (account_id, request_id) WHERE account_id IS NOT NULL');
    await db.query('CREATE INDEX ON request_subject (person_id, request_id) WHERE person_id IS NOT NULL');
    await db.query('CREATE INDEX ON request_subject (address_mac) WHERE address_mac IS NOT NULL');
    await db.query(`
      CREATE TABLE request_tokens (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        token_hash bytea NOT NULL UNIQUE,
        request_id uuid NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX ON request_tokens (request_id)');
    await db.query(`
      CREATE TABLE request_messages (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        request_id uuid NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
        author text NOT NULL CHECK (author IN ('person', 'office')),
        body text NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX ON request_messages (request_id, id)');
    await db.query(`
      CREATE TABLE request_steps (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        request_id uuid NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
        at timestamptz NOT NULL,
        step text NOT NULL,
        state text NOT NULL,
        actor text NOT NULL CHECK (actor IN ('person', 'office', 'system'))
      )`);
    await db.query('CREATE INDEX ON request_steps (request_id, id)');
    await db.query(`
      CREATE TABLE request_decisions (
        request_id uuid NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
        decider uuid NOT NULL,
        decision text NOT NULL CHECK (decision IN ('approve', 'refuse')),
        at timestamptz NOT NULL,
        PRIMARY KEY (request_id, decider, decision)
      )`);
    await db.query(
      `ALTER TABLE sessions ADD FOREIGN KEY (request_id) REFERENCES requests (id) ON DELETE CASCADE`,
    );
  }

  /** A state changes only along request_transitions, whoever writes; a request starts in one of two states. */
  private async stateTrigger(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION request_state_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NEW.state NOT IN ('unconfirmed', 'received') THEN
            RAISE EXCEPTION 'a request starts unconfirmed or received' USING ERRCODE = 'check_violation';
          END IF;
        ELSIF NEW.kind <> OLD.kind OR (NEW.state <> OLD.state AND NOT EXISTS (
          SELECT FROM request_transitions t
          WHERE t.kind = OLD.kind AND t.from_state = OLD.state AND t.to_state = NEW.state)) THEN
          RAISE EXCEPTION 'no way from % to % for %', OLD.state, NEW.state, OLD.kind USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await db.query(`
      CREATE TRIGGER requests_state BEFORE INSERT OR UPDATE OF state, kind ON requests
      FOR EACH ROW EXECUTE FUNCTION request_state_change()`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE sessions DROP CONSTRAINT sessions_request_id_fkey');
    await db.query(
      'DROP TABLE request_decisions, request_steps, request_messages, request_tokens, request_subject',
    );
    await db.query('DROP TABLE requests, request_transitions');
    await db.query('DROP FUNCTION request_state_change()');
  }
}
