import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Persons with their identifiers, accounts, and everything that proves who somebody is. */
export class People1763900000400 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE persons (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await db.query(`
      CREATE TABLE person_identifiers (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        person_id uuid NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
        source text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('email', 'account')),
        value text NOT NULL,
        verified_at timestamptz,
        ended_at timestamptz
      )`);
    await db.query('CREATE INDEX ON person_identifiers (person_id)');
    // One person at a time holds a confirmed identifier.
    await db.query(`
      CREATE UNIQUE INDEX person_identifiers_current ON person_identifiers (source, kind, fold_address(value))
      WHERE verified_at IS NOT NULL AND ended_at IS NULL`);
    await this.accounts(db);
    await this.proofs(db);
  }

  private async accounts(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE accounts (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        person_id uuid NOT NULL UNIQUE REFERENCES persons (id),
        username text NOT NULL,
        email text NOT NULL,
        role text NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'admin', 'auditor')),
        display_name text,
        website text,
        about text,
        locale text NOT NULL DEFAULT 'ar' CHECK (locale IN ('ar', 'fr', 'en')),
        password_hash text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        email_confirmed_at timestamptz NOT NULL,
        secured_at timestamptz
      )`);
    await db.query('CREATE UNIQUE INDEX accounts_username ON accounts (fold_address(username))');
    await db.query('CREATE UNIQUE INDEX accounts_email ON accounts (fold_address(email))');
    await db.query(`COMMENT ON COLUMN accounts.secured_at IS
      'last password reset or change of address: bundles wait ATHAR_SAFETY_DELAY from here'`);
    await db.query(`
      CREATE TABLE registrations (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        token_hash bytea UNIQUE,
        username text NOT NULL,
        email text NOT NULL,
        display_name text,
        locale text NOT NULL,
        password_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      )`);
    await db.query(`COMMENT ON TABLE registrations IS
      'not accounts yet: any number may name the same address or user name, and the first confirmed one gets it'`);
    await db.query(`COMMENT ON COLUMN registrations.token_hash IS
      'null until the link is mailed, and for ever where the address belongs to an account'`);
    await db.query('CREATE INDEX ON registrations (fold_address(email))');
    await db.query('CREATE INDEX ON registrations (expires_at)');
  }

  private async proofs(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE sessions (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        token_hash bytea NOT NULL UNIQUE,
        account_id uuid REFERENCES accounts (id) ON DELETE CASCADE,
        request_id uuid,
        remembered boolean NOT NULL DEFAULT false,
        ip inet,
        user_agent text,
        created_at timestamptz NOT NULL DEFAULT now(),
        authenticated_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        CHECK ((account_id IS NULL) <> (request_id IS NULL))
      )`);
    await db.query('CREATE INDEX ON sessions (account_id) WHERE account_id IS NOT NULL');
    await db.query('CREATE INDEX ON sessions (request_id) WHERE request_id IS NOT NULL');
    await db.query('CREATE INDEX ON sessions (expires_at)');
    await db.query(`
      CREATE TABLE api_tokens (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        token_hash bytea NOT NULL UNIQUE,
        account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX ON api_tokens (account_id)');
    await db.query(`
      CREATE TABLE account_tokens (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        token_hash bytea UNIQUE,
        account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('password_reset', 'set_up', 'change_email', 'stop')),
        email text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL,
        CHECK (token_hash IS NOT NULL OR kind = 'change_email'),
        CHECK (kind = 'stop' OR (kind = 'change_email') = (email IS NOT NULL))
      )`);
    await db.query(`COMMENT ON COLUMN account_tokens.email IS
      'change_email: the address to confirm; stop: the address to give back, null where none was replaced'`);
    await db.query('CREATE INDEX ON account_tokens (account_id, kind)');
    await db.query('CREATE INDEX ON account_tokens (expires_at)');
    await db.query(`
      CREATE TABLE reset_asks (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        sealed bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await db.query(`COMMENT ON TABLE reset_asks IS
      'calls for a password reset, of known and unknown addresses alike, until a worker looks at them'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE reset_asks, account_tokens, api_tokens, sessions, registrations, accounts');
    await db.query('DROP TABLE person_identifiers, persons');
  }
}
