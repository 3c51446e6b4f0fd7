import { type PageKey } from '../words/words.js';

/** Refusals that say more than their status does, by code: the page of a problem says this instead. */
export const PROBLEM_SENTENCES: ReadonlyMap<string, PageKey> = new Map([
  ['own-case', 'problem.why.ownCase'],
  ['own-account', 'problem.why.ownAccount'],
  ['asked-before', 'problem.why.askedBefore'],
  ['release-confirmed', 'problem.why.releaseConfirmed'],
  ['released', 'problem.why.released'],
]);
