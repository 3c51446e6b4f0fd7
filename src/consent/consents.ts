import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
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
}

/** The consents that persons gave, each kept after its withdrawal too: the history proves what rested on it. */
@Injectable()
export class Consents {
  constructor(
    private readonly database: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /** A page of one person's history, the latest first. @throws Problem 422 for a cursor that cannot be used */
  async history(
    personId: string,
    limit: number,
    cursor?: string,
  ): Promise<{ items: Consent[]; next: string | null }> {
    const filter = { personId };
    const before = cursor === undefined ? null : this.cursors.open('consents', filter, cursor, z.uuid());
    const found = await this.database.query<Consent[]>(
      `SELECT id, purpose, policy_version AS "policyVersion", given_at AS "givenAt", withdrawn_at AS "withdrawnAt"
       FROM consents WHERE person_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [personId, before, limit + 1],
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      next: found.length > limit && last ? this.cursors.seal('consents', filter, last.id) : null,
    };
  }
}
