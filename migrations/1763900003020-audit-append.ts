import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** One call for all that an event writes, so that a transaction waits once for it and the database plans it once a session. */
export class AuditAppend1763900003020 implements MigrationInterface {
  /**
   * With the caller's rights: it can do nothing that the caller cannot do by statements. Pseudonyms are found or made, and locked
   * FOR KEY SHARE until the transaction ends: as long as it runs `AuditPseudonyms.forget` waits, so no value can be written for
   * somebody who is already forgotten. Where another transaction is making or forgetting the same person, the statements wait for
   * its end, and the next one sees what it left: the winner's row, or a tombstone.
   */
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION audit_append(event uuid, body text, kinds text[], owners uuid[], fresh uuid[],
        fields text[], texts text[], salts bytea[], whose integer[], ends timestamptz) RETURNS boolean[]
      LANGUAGE plpgsql AS $$
      DECLARE
        person record;
        pseudonyms uuid[];
        gone boolean[];
      BEGIN
        FOR i IN 1 .. cardinality(owners) LOOP
          LOOP
            SELECT p.id, p.forgotten INTO person FROM audit_pseudonyms p
            WHERE p.kind = kinds[i] AND p.owner = owners[i] FOR KEY SHARE;
            EXIT WHEN FOUND;
            INSERT INTO audit_pseudonyms (id, kind, owner) VALUES (fresh[i], kinds[i], owners[i])
            ON CONFLICT (kind, owner) DO NOTHING;
          END LOOP;
          pseudonyms[i] := person.id;
          gone[i] := person.forgotten;
          body := replace(body, fresh[i]::text, person.id::text);
        END LOOP;
        IF true = ANY (gone) THEN
          RETURN gone;
        END IF;
        INSERT INTO audit_queue (id, body) VALUES (event, body);
        IF cardinality(fields) > 0 THEN
          INSERT INTO audit_values (event, field, value, ip, salt, owner, until)
          SELECT event, v.field, v.value, CASE v.field WHEN 'ip' THEN v.value::inet END, v.salt,
                 pseudonyms[v.person], CASE WHEN v.person IS NULL THEN ends END
          FROM unnest(fields, texts, salts, whose) AS v (field, value, salt, person);
        END IF;
        RETURN NULL;
      END $$`);
    await db.query(`COMMENT ON FUNCTION audit_append(${SIGNATURE}) IS
      'queues an event whose body has fresh pseudonyms, of which those that exist take the place; null, or who is forgotten, and then nothing is queued'`);
    await db.query(`REVOKE ALL ON FUNCTION audit_append(${SIGNATURE}) FROM PUBLIC`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION audit_append(${SIGNATURE})`);
  }
}

const SIGNATURE = 'uuid, text, text[], uuid[], uuid[], text[], text[], bytea[], integer[], timestamptz';
