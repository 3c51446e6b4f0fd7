import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { Gates } from './gates.js';
import { Hold } from './hold.js';
import { HoldRecord } from './hold-record.js';
import { HoldGate } from './hold-rules.js';
import { HoldScopes } from './hold-scopes.js';
import { Holds } from './holds.js';
import { HoldsInForce } from './holds-in-force.js';
import { PgHoldGate } from './pg-hold-gate.js';

/** Legal holds, and the gate that whoever erases or edits passes. */
@Module({
  imports: [TypeOrmModule.forFeature([Hold]), AuditModule, PersonsModule, SourcesModule],
  providers: [
    Gates,
    { provide: HoldGate, useClass: PgHoldGate },
    HoldRecord,
    Holds,
    HoldScopes,
    HoldsInForce,
  ],
  exports: [HoldGate, Holds],
})
export class HoldsModule {}
