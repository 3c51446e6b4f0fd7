import { JobRefused, TriesUsedUp } from '../platform/jobs/job-errors.js';
import { type Failure, failure, failureText } from '../requests/failure.js';
import { StorageFull } from '../platform/storage/storage-errors.js';
import { SourceUnavailable } from '../sources/source-unavailable.js';

/** Work that cannot go on before a person did something: a code for the log, and what an admin reads. */
export class ErasureStopped extends JobRefused {
  readonly why: Failure;

  constructor(
    readonly code: 'plan-exceeded' | 'source-read-only' | 'rows-left' | 'no-address',
    values: Failure[number]['values'] = {},
  ) {
    const why = failure(code, values);
    super(failureText('en', why));
    this.name = 'ErasureStopped';
    this.why = why;
  }
}

/** Why an erasure or a restriction could not go on: a code for the log, and what admins read, without personal data. */
export function erasureFailure(
  error: unknown,
  kind: 'erasure' | 'restriction' = 'erasure',
): { readonly code: string; readonly why: Failure } {
  const work = { work: kind };
  if (error instanceof ErasureStopped) return error;
  if (error instanceof SourceUnavailable) return { code: 'source-unavailable', why: error.findings };
  if (error instanceof StorageFull) return { code: 'storage-full', why: failure('storage-full') };
  if (error instanceof TriesUsedUp) return { code: 'interrupted', why: failure('interrupted', work) };
  return { code: 'unexpected', why: failure('unexpected', work) };
}
