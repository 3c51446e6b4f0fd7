import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { conflict, invalidFields } from '../platform/http/problem.js';
import { Gates } from './gates.js';
import { Hold, type HoldForm, type HoldOfficial } from './hold.js';
import { HoldForces } from './hold-forces.js';
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
    private readonly forces: HoldForces,
  ) {}

  /** Whether a hold can be placed by this form. @throws Problem 422 as `place` does */
  check(form: HoldForm): void {
    const problems = [...this.scopes.problems(form.scope), ...this.record.problems(form)];
    if (problems.length > 0) throw invalidFields(...problems);
  }

  /**
   * Waits for the batches that are under way in the sources in scope. What is committed here no batch overtakes: the hold
   * is in force when this answers, unless a batch was about to commit in another database and does not come to an end;
   * then it has no `inForceAt` yet. A form of an id that the same admin placed before gives that hold and changes nothing.
   * @throws Problem 409 `hold-exists` for the id of a hold that another placed, that says something else or is released; 422 for a scope that names nothing or what is nowhere, and for a review date that has come; 503 where a
   * batch is not done within a minute
   */
  async place(official: HoldOfficial, form: HoldForm): Promise<Hold> {
    this.check(form);
    const placedAt = this.record.now();
    const sources = this.scopes.sourcesOf(form.scope);
    const hold = await this.database.transaction(async (manager) => {
      await this.gates.close(manager, sources);
      const before = form.id === undefined ? null : await manager.findOneBy(Hold, { id: form.id });
      if (before !== null) return placedBefore(before, official, form);
      await this.gates.raise(manager, sources);
      return this.add(manager, official, form, placedAt, sources);
    });
    return this.forces.await(hold);
  }

  private async add(
    manager: EntityManager,
    official: HoldOfficial,
    form: HoldForm,
    placedAt: Date,
    sources: readonly string[],
  ): Promise<Hold> {
    const awaits = await this.forces.awaited(manager, sources);
    const hold = await this.record.add(manager, official, form, placedAt, awaits);
    await this.forces.follow(manager, hold);
    return hold;
  }
}

function placedBefore(hold: Hold, official: HoldOfficial, form: HoldForm): Hold {
  if (hold.placedBy === official.accountId && hold.releasedAt === null && saysThat(hold, form)) return hold;
  throw conflict('hold-exists', 'There is a hold of this id already.');
}
