import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { PersonsModule } from '../persons/persons.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { BatchEnding } from './batch-ending.js';
import { ForceDue } from './force-due.js';
import { Gates } from './gates.js';
import { HeldRows } from './held-rows.js';
import { HeldVersions } from './held-versions.js';
import { Hold } from './hold.js';
import { HoldAddresses } from './hold-addresses.js';
import { HoldForces } from './hold-forces.js';
import { HoldHistory } from './hold-history.js';
import { HoldLooks } from './hold-looks.js';
import { HoldMails } from './hold-mails.js';
import { HoldOwnCase } from './hold-own-case.js';
import { HoldQueries } from './hold-queries.js';
import { HoldRecord } from './hold-record.js';
import { HoldReleases } from './hold-releases.js';
import { HoldReviews } from './hold-reviews.js';
import { HoldGate } from './hold-rules.js';
import { HoldScopes } from './hold-scopes.js';
import { HoldSearch } from './hold-search.js';
import { HoldVisibilities } from './hold-visibilities.js';
import { Holds } from './holds.js';
import { HoldsOfPerson } from './holds-of-person.js';
import { HoldsInForce } from './holds-in-force.js';
import { KeptVersions } from './kept-versions.js';
import { OpenBatches } from './open-batches.js';
import { PgHoldGate } from './pg-hold-gate.js';
import { PurgeHolds } from './purge-holds.js';
import { ReleaseDue } from './release-due.js';
import { ReleaseEffect } from './release-effect.js';
import { ReleaseSteps } from './release-steps.js';
import { ReviewDue } from './review-due.js';
import { ValueExpiry } from './value-expiry.js';
import { VersionLook } from './version-look.js';
import { VersionsOfRows } from './versions-of-rows.js';

/**
 * Legal holds, and the gate that whoever erases or edits passes. Rooms above lend it the admins' addresses
 * (`AdminAddresses`) and whose a request is (`RequestsOfPeople`), and are told of releases (`HoldReleaseListener`, optional), each by a global module.
 */
@Module({
  imports: [TypeOrmModule.forFeature([Hold]), AuditModule, PersonsModule, SourcesModule],
  providers: [
    BatchEnding,
    ForceDue,
    Gates,
    HeldRows,
    HeldVersions,
    HoldAddresses,
    { provide: HoldGate, useClass: PgHoldGate },
    HoldForces,
    HoldHistory,
    HoldLooks,
    HoldMails,
    HoldOwnCase,
    HoldQueries,
    HoldRecord,
    HoldReleases,
    HoldReviews,
    Holds,
    HoldScopes,
    HoldSearch,
    HoldsInForce,
    HoldsOfPerson,
    HoldVisibilities,
    KeptVersions,
    OpenBatches,
    PurgeHolds,
    ReleaseDue,
    ReleaseEffect,
    ReleaseSteps,
    ReviewDue,
    ValueExpiry,
    VersionLook,
    VersionsOfRows,
  ],
  exports: [
    BatchEnding,
    HeldRows,
    HeldVersions,
    HoldAddresses,
    HoldGate,
    HoldLooks,
    HoldOwnCase,
    HoldQueries,
    HoldReleases,
    HoldReviews,
    Holds,
    HoldsOfPerson,
    HoldVisibilities,
    KeptVersions,
    OpenBatches,
    PurgeHolds,
    VersionsOfRows,
  ],
})
export class HoldsModule {}
