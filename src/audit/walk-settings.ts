/**
 * Settings for the transaction of a search, which is a walk along indexes. What helps long analyses would sort before
 * the first row, or let one question take the whole machine.
 */
export const WALK: Readonly<Record<string, string>> = {
  jit: 'off',
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  max_parallel_workers_per_gather: '0',
};
