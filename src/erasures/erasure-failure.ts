import { JobRefused, TriesUsedUp } from '../platform/jobs/job-errors.js';
import { StorageFull } from '../platform/storage/storage-errors.js';
import { SourceUnavailable } from '../sources/source-unavailable.js';

/** Work that cannot go on before a person did something: a code for the log, and what an admin reads. */
export class ErasureStopped extends JobRefused {
  constructor(
    readonly code: 'plan-exceeded' | 'source-read-only' | 'rows-left' | 'no-address',
    sentence: string,
  ) {
    super(sentence);
    this.name = 'ErasureStopped';
  }
}

/** Why an erasure could not go on: a code for the log, and a sentence for admins, without personal data. */
export function erasureFailure(error: unknown): { readonly code: string; readonly sentence: string } {
  if (error instanceof ErasureStopped) return { code: error.code, sentence: error.message };
  if (error instanceof SourceUnavailable) return { code: 'source-unavailable', sentence: error.message };
  if (error instanceof StorageFull) return { code: 'storage-full', sentence: error.message };
  if (error instanceof TriesUsedUp) {
    return {
      code: 'interrupted',
      sentence:
        'The erasure was begun several times, and each time the process ended before it was done. What is erased stays erased; retry goes on from there.',
    };
  }
  return {
    code: 'unexpected',
    sentence: 'The erasure stopped; the log of the worker says where. What is erased stays erased. Retry.',
  };
}
