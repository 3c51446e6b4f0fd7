import { StorageFull } from '../platform/storage/storage-errors.js';
import { JobRefused, TriesUsedUp } from '../platform/jobs/job-errors.js';
import { type Failure, failure, type FailureCode, failureText } from '../requests/failure.js';
import { SourceUnavailable } from '../sources/source-unavailable.js';
import { CountMismatch } from './bundle/bundle-facts.js';

/** Why a bundle could not be built: a code for the log, and what admins read, without personal data. */
export interface ExportFailure {
  readonly code: string;
  readonly why: Failure;
}

/** No confirmed address is known, so there is nothing to search by. */
export class NoAddress extends JobRefused {
  constructor() {
    super(failureText('en', failure('no-address')));
    this.name = 'NoAddress';
  }
}

/** The store failed, but is not full. What it said stays out: it may name addresses and keys. */
export class StoreFailed extends Error {
  constructor(cause: unknown) {
    super('The file store could not keep the bundle.', { cause });
    this.name = 'StoreFailed';
  }
}

const work = { work: 'export' };

/** Only what is made for admins passes; everything else is told in general words. */
export function exportFailure(error: unknown): ExportFailure {
  if (error instanceof SourceUnavailable) return { code: 'source-unavailable', why: error.findings };
  if (error instanceof CountMismatch) return told('source-inconsistent', { source: error.source });
  if (error instanceof StorageFull) return told('storage-full');
  if (error instanceof StoreFailed) return told('storage-unavailable');
  if (error instanceof NoAddress) return told('no-address');
  if (error instanceof TriesUsedUp) return told('interrupted', work);
  return told('unexpected', work);
}

function told(code: FailureCode, values: Failure[number]['values'] = {}): ExportFailure {
  return { code, why: failure(code, values) };
}
