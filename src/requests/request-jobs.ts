import { defineJob } from '../platform/jobs/define-job.js';

/** Work that follows from decisions; the rooms above answer it and report back through `RequestRuns`. */
export const requestJobs = {
  /** Build the bundle of an approved export. */
  export: defineJob<{ requestId: string }>('request.export', { attempts: 4, backoff: 5_000 }),
  /** Begin an approved erasure, or go on with one. */
  erase: defineJob<{ requestId: string }>('request.erase', { attempts: 8, backoff: 10_000 }),
  /** Forget whom an erasure was about that ended otherwise than by its run. */
  erasureDiscard: defineJob<{ requestId: string }>('request.erasure_discard', {
    attempts: 10,
    backoff: 10_000,
  }),
  /** Delete the bundle of a withdrawn export. */
  bundleDiscard: defineJob<{ requestId: string }>('request.bundle_discard', {
    attempts: 10,
    backoff: 10_000,
  }),
  /** Hide the rows of a person whose restriction is in force. */
  restrict: defineJob<{ requestId: string }>('request.restrict', { attempts: 8, backoff: 10_000 }),
  /** Show again what a restriction hid that is over. */
  unrestrict: defineJob<{ requestId: string }>('request.unrestrict', {
    // As long as it takes: a system may be away for days, and nothing else would show its rows.
    attempts: 100_000,
    backoff: 10_000,
    longestPause: 3_600_000,
  }),
  /** End a restriction at the time that its person was told. */
  restrictionEnd: defineJob<{ requestId: string }>('request.restriction_end', {
    // As long as it takes: the person was told that it ends.
    attempts: 100_000,
    backoff: 5_000,
    longestPause: 3_600_000,
  }),
};
