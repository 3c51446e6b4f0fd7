import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The index of addresses tells events by itself, so that counting and finding them in a network reads no row. */
export class AuditAddressIndex1763900003120 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX audit_values_ip_idx');
    await db.query(
      'CREATE INDEX audit_values_ip_idx ON audit_values USING gist (ip inet_ops) INCLUDE (event) WHERE ip IS NOT NULL',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX audit_values_ip_idx');
    await db.query('CREATE INDEX ON audit_values USING gist (ip inet_ops) WHERE ip IS NOT NULL');
  }
}
