export const en = {
  'problem.toCase': 'Go to the request',
  'problem.why.acknowledgedBefore': 'The person was told before that the request has arrived.',
  'problem.why.actingForAnother':
    'This was asked for another person, and only the asker’s own data would be found. Check the mandate, record a request with that person’s address, then refuse or close this one.',
  'problem.why.addressMissing':
    'There is no address to search by and to write to. Record the request with one.',
  'problem.why.alreadyConfirmed': 'This address belongs to an account already. Sign in.',
  'problem.why.usernameTaken':
    'Somebody else has taken this user name meanwhile. Register again with another.',
  'problem.why.approvedBefore': 'You approved this already; a second person is needed.',
  'problem.why.bundleNotReady': 'The file is not ready yet.',
  'problem.why.bundleWaiting':
    'The password or the address was changed lately, so the file waits for a while. The page of the request says until when.',
  'problem.why.bundleExpired': 'The file was deleted. A new request brings a new one.',
  'problem.why.busy': 'Too many people sign in at this moment. Try again shortly.',
  'problem.why.crossOrigin':
    'This came from a page of another site, so nothing was done. Open the page here and try again.',
  'problem.why.doneByThePortal': 'The portal itself completes copies of data and erasures.',
  'problem.why.extendedBefore': 'The time was extended once already.',
  'problem.why.erasureBegun':
    'Your erasure has begun, so whose records are whose cannot be changed any more. The page of that request shows how far it is.',
  'problem.why.erasureUnderWay':
    'An erasure of this person’s data was decided and goes on by itself. Stop it, or ask the person to withdraw what is left, before anything is restricted.',
  'problem.why.restrictedSince':
    'The person asked for a restriction after this erasure, and it is in force. End it, or let them ask for the erasure anew, before this is approved.',
  'problem.why.noRestriction': 'No restriction of this request is in force.',
  'problem.why.liftAnnounced': 'The end of the restriction is announced already.',
  'problem.why.notAnnounced': 'No end of the restriction is announced.',
  'problem.why.recordsWaiting':
    'The password or the address was changed lately, so these records wait for a while, as copies do.',
  'problem.why.systemAway': 'This system cannot be asked just now. Try again later.',
  'problem.why.tooManyRecords':
    'More records than can be noted this way. Write to the office about the others.',
  'problem.why.sourceUnavailable':
    'A system that holds data cannot be used just now, so nothing was changed. The page “Systems” says why.',
  'problem.why.tooLate': 'The date has passed; an extension is announced before it.',
  'problem.why.noExtension': 'The law that applies gives no longer time for this.',
  'problem.why.holdExists': 'Another admin placed a hold by this form. Open a new form.',
  'problem.why.linkUsed':
    'There is an admin already, or the link is out of date. Start the portal again for a new one.',
  'problem.why.noSearch': 'Nobody is searched for in this case now: it is not confirmed yet, or closed.',
  'problem.why.noErasure': 'Only an erasure has a plan.',
  'problem.why.logBroken':
    'The stored tree of the log is broken, so nothing can be proven from it. An operator sees where with the command: athar audit verify',
  'problem.why.noPdf':
    'The PDF cannot be made at this moment. The page and the signed file are there as before.',
  'problem.why.noReceipt': 'There is no receipt yet, or none for this kind of request.',
  'problem.why.noRelease': 'Nobody asked for the release of this hold.',
  'problem.why.notReady': 'The file is not ready, or could not be made.',
  'problem.why.readOnlyLink':
    'This link only shows the request. Ask for a new link to change it or to write.',
  'problem.why.sessionRequired': 'A token cannot do this. Sign in.',
  'problem.why.signInRequired': 'This address was changed lately. Sign in to the account to go on.',
  'problem.why.stepUpRequired': 'This needs a sign-in newer than {stepUp}. Sign in again, then try again.',
  'problem.why.tooMany': 'There are as many as may be kept. Delete one first.',
} as const;
