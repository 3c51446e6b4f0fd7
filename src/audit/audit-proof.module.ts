import { Module } from '@nestjs/common';
import { StorageModule } from '../platform/storage/storage.module.js';
import { AuditModule } from './audit.module.js';
import { CheckpointSigner } from './tree/checkpoint-signer.js';
import { CheckpointStore } from './tree/checkpoint-store.js';
import { Checkpoints } from './tree/checkpoints.js';
import { LogProofs } from './tree/log-proofs.js';
import { LogPruning } from './tree/log-pruning.js';
import { KeptChecks } from './verify/kept-checks.js';
import { LogVerification } from './verify/log-verification.js';
import { VerificationJob, Verifications } from './verify/verifications.js';

const LENT = [
  CheckpointSigner,
  Checkpoints,
  KeptChecks,
  LogProofs,
  LogPruning,
  LogVerification,
  Verifications,
];

/** What proves the log. The signer does not run by itself: the process's wiring starts it where its role has workers. */
@Module({
  imports: [AuditModule, StorageModule],
  providers: [...LENT, CheckpointStore, VerificationJob],
  exports: LENT,
})
export class AuditProofModule {}
