import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Gates } from './gates.js';
import { type HeldPerson, HoldGate, type HoldRule } from './hold-rules.js';
import { HoldsInForce } from './holds-in-force.js';

/** The gates as the portal's own database keeps them. */
@Injectable()
export class PgHoldGate extends HoldGate {
  constructor(
    private readonly gates: Gates,
    private readonly holds: HoldsInForce,
  ) {
    super();
  }

  pass(manager: EntityManager, sources: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.gates.share(manager, sources);
  }

  async rules(manager: EntityManager, source: string, person: HeldPerson): Promise<readonly HoldRule[]> {
    const found = await this.holds.find(manager, source, person.addresses, person.owns);
    return found.map(({ rule }) => rule);
  }
}
