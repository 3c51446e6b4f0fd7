import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HoldAddresses } from '../holds/hold-addresses.js';
import { Clock } from '../platform/clock/clock.js';
import { RequestClosing } from '../requests/request-closing.js';
import { casePeople } from './case-people.js';
import { DeferredPeople } from './deferred-people.js';
import { type EndedRun } from './ended-run.js';
import { ErasureRows } from './erasure-rows.js';
import { scopeOf } from './erasure-scope.js';
import { KeptRecords } from './kept-records.js';

/** What the portal itself keeps of a case once its erasure has come to an outcome. */
@Injectable()
export class ErasureClosing {
  constructor(
    private readonly rows: ErasureRows,
    private readonly kept: KeptRecords,
    private readonly holds: HoldAddresses,
    private readonly requests: RequestClosing,
    private readonly people: DeferredPeople,
    private readonly clock: Clock,
  ) {}

  /**
   * Locks the cases of the person. Inside the gates.
   * @returns the person's other cases; undefined where the run's own came to an end meanwhile
   */
  begin(manager: EntityManager, { run, erasure, subject }: EndedRun): Promise<readonly string[] | undefined> {
    return this.requests.begin(manager, run.requestId, casePeople(subject, erasure));
  }

  /**
   * Nothing is kept of the person: whoever it was is forgotten everywhere. Another erasure of theirs that left rows to a
   * hold, or files that could not be deleted, goes on by itself, since it alone knows these.
   * @param others the person's other cases
   */
  async close(
    manager: EntityManager,
    { run, erasure, subject }: EndedRun,
    others: readonly string[],
  ): Promise<void> {
    const keeping = await this.kept.requestsKeeping(manager, others);
    await this.rows.finished(manager, erasure.id, this.clock.now());
    await this.people.forget(manager, erasure.id);
    await this.holds.close(manager, subject.addresses);
    await this.requests.close(manager, run.requestId, casePeople(subject, erasure), {}, keeping);
  }

  /**
   * Something is kept: who it was stays known, so that the rest can follow; to the portal's doors the person is gone.
   * @param others the person's other cases
   */
  async defer(
    manager: EntityManager,
    { run, erasure, subject }: EndedRun,
    shownAs: 'completed' | 'deferred',
    others: readonly string[],
  ): Promise<void> {
    const person = casePeople(subject, erasure);
    const keeping = await this.kept.requestsKeeping(manager, others);
    await this.rows.deferred(manager, erasure.id, this.clock.now());
    const { comments } = scopeOf(run.scope);
    await this.people.close(manager, { id: erasure.id, requestId: run.requestId, comments }, person);
    await this.requests.defer(manager, run.requestId, person, shownAs, keeping);
  }
}
