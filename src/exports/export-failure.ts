import { StorageFull } from '../platform/storage/storage-errors.js';
import { JobRefused, TriesUsedUp } from '../platform/jobs/job-errors.js';
import { SourceUnavailable } from '../sources/source-unavailable.js';
import { CountMismatch } from './bundle/bundle-facts.js';

/** Why a bundle could not be built: a code for the log, and a sentence for admins, without personal data. */
export interface ExportFailure {
  readonly code: string;
  readonly sentence: string;
}

/** The store failed, but is not full. What it said stays out: it may name addresses and keys. */
export class StoreFailed extends Error {
  constructor(cause: unknown) {
    super('The file store could not keep the bundle.', { cause });
    this.name = 'StoreFailed';
  }
}

/** Only sentences made for admins pass; everything else is told in general words. */
export function exportFailure(error: unknown): ExportFailure {
  if (error instanceof SourceUnavailable) return { code: 'source-unavailable', sentence: error.message };
  if (error instanceof CountMismatch) return { code: 'source-inconsistent', sentence: error.message };
  if (error instanceof StorageFull) return { code: 'storage-full', sentence: error.message };
  if (error instanceof StoreFailed) {
    return {
      code: 'storage-unavailable',
      sentence:
        'The file store cannot be reached or refuses the bundle. Check it and its settings, then retry.',
    };
  }
  if (error instanceof JobRefused) return { code: 'refused', sentence: error.message };
  if (error instanceof TriesUsedUp) {
    return {
      code: 'interrupted',
      sentence:
        'The bundle was begun several times, and each time the process ended before it was done. Retry.',
    };
  }
  return {
    code: 'unexpected',
    sentence: 'The bundle could not be built; the log of the worker says where it stopped. Retry.',
  };
}
