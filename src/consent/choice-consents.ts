import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type CookieChoice } from './choice-rows.js';

/** The consents that stand in answers to the banner, by purpose. */
@Injectable()
export class ChoiceConsents {
  /** Purposes that this answer's consents allow at a moment. */
  async inForce(manager: EntityManager, choiceId: string, at: Date): Promise<string[]> {
    const rows = await manager.query<{ purpose: string }[]>(
      `SELECT DISTINCT purpose FROM consents
       WHERE choice_id = $1 AND withdrawn_at IS NULL AND (valid_until IS NULL OR valid_until > $2)`,
      [choiceId, at],
    );
    return rows.map(({ purpose }) => purpose);
  }

  /** Gives them with the answer. Those that went on from an earlier one under the same wording are not given twice. */
  async give(manager: EntityManager, choice: CookieChoice, purposes: readonly string[]): Promise<void> {
    await manager.query(
      `INSERT INTO consents (person_id, purpose, policy_version, given_at, choice_id, valid_until)
       SELECT $2, purpose, $3, $4, $1, $5 FROM unnest($6::text[]) AS purpose
       WHERE NOT EXISTS (SELECT FROM consents c WHERE c.choice_id = $1 AND c.purpose = purpose.purpose
         AND c.policy_version = $3 AND c.withdrawn_at IS NULL)`,
      [choice.id, choice.personId, choice.policyVersion, choice.decidedAt, choice.validUntil, purposes],
    );
  }

  /** Consents that another answer of the same browser and person affirms go on with that one, under the same wording for as long. */
  async carryOn(
    manager: EntityManager,
    former: string,
    choice: CookieChoice,
    purposes: readonly string[],
  ): Promise<void> {
    await manager.query(
      `UPDATE consents SET choice_id = $2,
              valid_until = CASE WHEN policy_version = $5 THEN $3 ELSE valid_until END
       WHERE choice_id = $1 AND withdrawn_at IS NULL AND purpose = ANY ($4)`,
      [former, choice.id, choice.validUntil, purposes, choice.policyVersion],
    );
  }

  /**
   * Takes them back at once.
   * @param purposes those alone; undefined for all
   * @returns the purposes that were in force until now
   */
  async withdraw(
    manager: EntityManager,
    choiceId: string,
    at: Date,
    purposes?: readonly string[],
  ): Promise<string[]> {
    const [rows] = await manager.query<[{ purpose: string }[], number]>(
      `UPDATE consents SET withdrawn_at = $2
       WHERE choice_id = $1 AND withdrawn_at IS NULL AND ($3::text[] IS NULL OR purpose = ANY ($3))
       RETURNING purpose`,
      [choiceId, at, purposes ?? null],
    );
    return [...new Set(rows.map(({ purpose }) => purpose))];
  }

  /** Answers by which a person agrees to a purpose now. */
  async choicesFor(manager: EntityManager, personId: string, purpose: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT choice_id AS id FROM consents
       WHERE person_id = $1 AND purpose = $2 AND withdrawn_at IS NULL AND choice_id IS NOT NULL ORDER BY 1`,
      [personId, purpose],
    );
    return rows.map(({ id }) => id);
  }
}
