import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { conflict, invalidFields } from '../platform/http/problem.js';
import { Gates } from './gates.js';
import { Hold, type HoldForm, type HoldOfficial } from './hold.js';
import { HoldRecord, saysThat } from './hold-record.js';
import { HoldScopes } from './hold-scopes.js';

/** Placing holds. */
@Injectable()
export class Holds {
  constructor(
    private readonly database: DataSource,
    private readonly scopes: HoldScopes,
    private readonly gates: Gates,
    private readonly record: HoldRecord,
  ) {}

  /** Whether a hold can be placed by this form. @throws Problem 422 as `place` does */
  check(form: HoldForm): void {
    const problems = [...this.scopes.problems(form.scope), ...this.record.problems(form)];
    if (problems.length > 0) throw invalidFields(...problems);
  }

  /**
   * Waits for the batches that are under way in the sources in scope. What is committed here no batch overtakes: the hold
   * is in force when this answers. A form of an id that the same admin placed before gives that hold and changes nothing.
   * @throws Problem 409 `hold-exists` for the id of a hold that another placed, that says something else or is released; 422 for a scope that names nothing or what is nowhere, and for a review date that has come; 503 where a
   * batch is not done within a minute
   */
  async place(official: HoldOfficial, form: HoldForm): Promise<Hold> {
    this.check(form);
    const placedAt = this.record.now();
    const sources = this.scopes.sourcesOf(form.scope);
    return this.database.transaction(async (manager) => {
      await this.gates.close(manager, sources);
      const before = form.id === undefined ? null : await manager.findOneBy(Hold, { id: form.id });
      if (before !== null) return placedBefore(before, official, form);
      await this.gates.raise(manager, sources);
      return this.record.add(manager, official, form, placedAt);
    });
  }
}

function placedBefore(hold: Hold, official: HoldOfficial, form: HoldForm): Hold {
  if (hold.placedBy === official.accountId && hold.releasedAt === null && saysThat(hold, form)) return hold;
  throw conflict('hold-exists', 'There is a hold of this id already.');
}
