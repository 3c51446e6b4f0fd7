import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { HoldGate, type HoldRule } from '../holds/hold-rules.js';
import { Sources } from '../sources/sources.js';
import { RequestPeople } from './request-people.js';

/** The holds in force that may keep something of a case's person. */
@Injectable()
export class CaseHolds {
  constructor(
    private readonly database: DataSource,
    private readonly gate: HoldGate,
    private readonly people: RequestPeople,
    private readonly sources: Sources,
  ) {}

  /** For admins to look at: outside the gate they hold for this moment only. */
  async of(requestId: string): Promise<HoldRule[]> {
    const { manager } = this.database;
    const { addresses } = await this.people.everybody(manager, requestId);
    const found = new Map<string, HoldRule>();
    for (const { id } of this.sources.all()) {
      for (const rule of await this.gate.rules(manager, id, { addresses })) found.set(rule.id, rule);
    }
    return [...found.values()];
  }
}
