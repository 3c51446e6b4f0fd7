import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What stays of cases that were removed by age: numbers, in which nobody can be found. */
export class RequestTotals1763900004410 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE request_totals (
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        kind text NOT NULL,
        regime text NOT NULL,
        outcome text NOT NULL,
        requests integer NOT NULL CHECK (requests > 0),
        kept integer NOT NULL,
        missed integer NOT NULL,
        PRIMARY KEY (month, kind, regime, outcome)
      )`);
    await db.query(`COMMENT ON COLUMN request_totals.month IS 'of receipt, where the office is'`);
    await db.query(`COMMENT ON COLUMN request_totals.kept IS 'answered by the due date'`);
    await db.query(`COMMENT ON COLUMN request_totals.missed IS 'answered after it'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE request_totals');
  }
}
