import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What the site itself holds about its readers: comments under articles, and consents. */
export class Site1763900000500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE articles (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        slug text NOT NULL UNIQUE,
        title text NOT NULL,
        body text NOT NULL,
        published_at timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX ON articles (published_at DESC, id DESC)');
    await db.query(`
      CREATE TABLE comments (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        article_id uuid NOT NULL REFERENCES articles (id),
        parent_id uuid REFERENCES comments (id),
        account_id uuid REFERENCES accounts (id),
        author_name text,
        author_email text,
        author_website text,
        body text NOT NULL,
        ip inet,
        user_agent text,
        status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'spam', 'trash')),
        created_at timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX ON comments (article_id, created_at, id)');
    await db.query('CREATE INDEX ON comments (account_id, id) WHERE account_id IS NOT NULL');
    await db.query(
      'CREATE INDEX ON comments (fold_address(author_email), id) WHERE author_email IS NOT NULL',
    );
    await db.query('CREATE INDEX ON comments (parent_id) WHERE parent_id IS NOT NULL');
    await db.query(`
      CREATE TABLE consents (
        id uuid PRIMARY KEY DEFAULT uuid_v7(),
        person_id uuid NOT NULL REFERENCES persons (id),
        purpose text NOT NULL,
        policy_version text NOT NULL,
        given_at timestamptz NOT NULL,
        withdrawn_at timestamptz
      )`);
    await db.query('CREATE INDEX ON consents (person_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE consents, comments, articles');
  }
}
