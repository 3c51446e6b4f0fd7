import { Module } from '@nestjs/common';
import { AuditEvents } from './audit-events.js';
import { AuditLog } from './audit-log.js';
import { AuditLooks } from './audit-looks.js';
import { AuditPseudonyms } from './audit-pseudonyms.js';
import { AuditSearch } from './audit-search.js';
import { AuditSequencer } from './audit-sequencer.js';
import { CheckpointSigner } from './tree/checkpoint-signer.js';
import { CheckpointStore } from './tree/checkpoint-store.js';
import { Checkpoints } from './tree/checkpoints.js';
import { LogProofs } from './tree/log-proofs.js';
import { KeptChecks } from './verify/kept-checks.js';
import { LogVerification } from './verify/log-verification.js';
import { VerificationJob, Verifications } from './verify/verifications.js';
import { LogPruning } from './tree/log-pruning.js';
import { ValueExpiry } from './value-expiry.js';

const LENT = [
  AuditEvents,
  AuditLog,
  AuditLooks,
  AuditPseudonyms,
  AuditSearch,
  AuditSequencer,
  CheckpointSigner,
  Checkpoints,
  LogProofs,
  KeptChecks,
  LogVerification,
  Verifications,
  LogPruning,
];

/** The log. Sequencer and signer do not run by themselves: the process's wiring starts them where its role has workers. */
@Module({
  providers: [...LENT, CheckpointStore, ValueExpiry, VerificationJob],
  exports: LENT,
})
export class AuditModule {}
