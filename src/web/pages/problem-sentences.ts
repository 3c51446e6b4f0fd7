import { type Problem } from '../../platform/http/problem.js';
import { type PageKey } from '../words/words.js';

/** What the page of a refusal says, by code, where that is more than its status says. */
export const PROBLEM_SENTENCES: Readonly<Record<string, PageKey>> = {
  'acknowledged-before': 'problem.why.acknowledgedBefore',
  'acting-for-another': 'problem.why.actingForAnother',
  'address-missing': 'problem.why.addressMissing',
  'already-confirmed': 'problem.why.alreadyConfirmed',
  'approved-before': 'problem.why.approvedBefore',
  'asked-before': 'problem.why.askedBefore',
  'bundle-expired': 'problem.why.bundleExpired',
  'bundle-not-ready': 'problem.why.bundleNotReady',
  'bundle-waiting': 'problem.why.bundleWaiting',
  busy: 'problem.why.busy',
  'cross-origin': 'problem.why.crossOrigin',
  'done-by-the-portal': 'problem.why.doneByThePortal',
  'erasure-under-way': 'problem.why.erasureUnderWay',
  'erasure-begun': 'problem.why.erasureBegun',
  'extended-before': 'problem.why.extendedBefore',
  'gate-busy': 'hold.busy',
  'hold-exists': 'problem.why.holdExists',
  'link-used': 'problem.why.linkUsed',
  'no-erasure': 'problem.why.noErasure',
  'no-search': 'problem.why.noSearch',
  'no-extension': 'problem.why.noExtension',
  'no-pdf': 'problem.why.noPdf',
  'no-receipt': 'problem.why.noReceipt',
  'no-restriction': 'problem.why.noRestriction',
  'lift-announced': 'problem.why.liftAnnounced',
  'not-announced': 'problem.why.notAnnounced',
  'not-hidden-yet': 'case.restriction.placing',
  'no-release': 'problem.why.noRelease',
  'not-ready': 'problem.why.notReady',
  'own-account': 'problem.why.ownAccount',
  'own-case': 'problem.why.ownCase',
  'read-only-link': 'problem.why.readOnlyLink',
  'records-waiting': 'problem.why.recordsWaiting',
  'release-confirmed': 'problem.why.releaseConfirmed',
  released: 'problem.why.released',
  'session-required': 'problem.why.sessionRequired',
  'sign-in-required': 'problem.why.signInRequired',
  'source-unavailable': 'problem.why.sourceUnavailable',
  'step-up-required': 'problem.why.stepUpRequired',
  'system-away': 'problem.why.systemAway',
  'too-late': 'problem.why.tooLate',
  'too-many-exports': 'problem.why.tooMany',
  'too-many-records': 'problem.why.tooManyRecords',
  'too-many-searches': 'problem.why.tooMany',
  'too-many-tokens': 'problem.why.tooMany',
  'too-many-views': 'problem.why.tooMany',
  'username-taken': 'problem.why.usernameTaken',
  'wrong-state': 'problem.text.409',
};

/** Undefined where the status says it all, as it does of every 401: sign in. */
export function problemSentence({ status, code }: Problem): PageKey | undefined {
  return status === 401 ? undefined : PROBLEM_SENTENCES[code];
}
