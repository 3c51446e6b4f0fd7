import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Clock } from '../platform/clock/clock.js';
import { Cursors } from '../platform/http/cursors.js';

/** What a person agreed to once, under which wording, and until when it counts. */
export interface Consent {
  readonly id: string;
  /** Id of a purpose of the policy, or of an earlier version of it. */
  readonly purpose: string;
  readonly policyVersion: string;
  readonly givenAt: Date;
  /** Null for one that is in force. */
  readonly withdrawnAt: Date | null;
  /** When it stops to count by itself; null for one that counts until it is withdrawn. */
  readonly validUntil: Date | null;
  /** The answer to the cookie banner that it was given with; null for any other. */
  readonly choiceId: string | null;
}

/** When a consent was given, to the microsecond, and its id. */
const position = z.tuple([z.string(), z.uuid()]);
/** As many purposes at most are listed to choose from; a policy has fewer. */
const MOST_IN_FORCE = 50;

/** The consents that persons gave, each kept after its withdrawal too: the history proves what rested on it. */
@Injectable()
export class Consents {
  constructor(
    private readonly database: DataSource,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** What one person agrees to now: of each purpose the consent given last, the latest first. */
  inForce(personId: string): Promise<Consent[]> {
    return this.database.query<Consent[]>(
      `SELECT * FROM (
         SELECT DISTINCT ON (purpose) id, purpose, policy_version AS "policyVersion", given_at AS "givenAt",
                withdrawn_at AS "withdrawnAt", valid_until AS "validUntil", choice_id AS "choiceId"
         FROM consents WHERE person_id = $1 AND withdrawn_at IS NULL AND (valid_until IS NULL OR valid_until > $3)
         ORDER BY purpose, given_at DESC, id DESC LIMIT $2
       ) latest ORDER BY "givenAt" DESC, id DESC`,
      [personId, MOST_IN_FORCE, this.clock.now()],
    );
  }

  /** A page of one person's history, the latest given first. @throws Problem 422 for a cursor that cannot be used */
  async history(
    personId: string,
    limit: number,
    cursor?: string,
  ): Promise<{ items: Consent[]; next: string | null }> {
    const filter = { personId };
    const [givenAt, id] =
      cursor === undefined ? [null, null] : this.cursors.open('consents', filter, cursor, position);
    const found = await this.database.query<(Consent & { place: string })[]>(
      `SELECT id, purpose, policy_version AS "policyVersion", given_at AS "givenAt", withdrawn_at AS "withdrawnAt",
              valid_until AS "validUntil", choice_id AS "choiceId", given_at::text AS place
       FROM consents WHERE person_id = $1 AND ($2::timestamptz IS NULL OR (given_at, id) < ($2, $3::uuid))
       ORDER BY given_at DESC, id DESC LIMIT $4`,
      [personId, givenAt, id, limit + 1],
    );
    const items = found.slice(0, limit).map(({ place: _, ...consent }) => consent);
    const last = found.at(limit - 1);
    return {
      items,
      next:
        found.length > limit && last ? this.cursors.seal('consents', filter, [last.place, last.id]) : null,
    };
  }
}
