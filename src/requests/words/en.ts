export const en = {
  'kind.export': 'a copy of your data',
  'kind.erasure': 'erasure of your data',
  'kind.rectification': 'correction of your data',
  'kind.restriction': 'restricting the use of your data',
  'kind.objection': 'an objection to the use of your data',
  'kind.consent_withdrawal': 'withdrawing your consent',
  'kind.complaint': 'a complaint',
  'kind.article': 'a request about an article',
  'kind.another.export': 'a copy of another person’s data',
  'kind.another.erasure': 'erasure of another person’s data',
  'kind.another.rectification': 'correction of another person’s data',
  'kind.another.restriction': 'restricting the use of another person’s data',
  'kind.another.objection': 'an objection to the use of another person’s data',
  'kind.another.consent_withdrawal': 'withdrawing another person’s consent',
  'kind.another.complaint': 'a complaint for another person',
  'kind.another.article': 'a request about an article, for another person',

  'confirm.subject': '{site}: confirm your request',
  'confirm.text':
    'Somebody, probably you, asked {site} for {kind} and gave this address. Press the button within {guestLink} to confirm it. If it was not you, do nothing: the request is dropped after {unconfirmedRequest}.',
  'confirm.action': 'Confirm my request',

  'received.subject': '{site}: we have your request',
  'received.text': 'We have received your request for {kind}. Somebody at {site} will now look at it.',

  'recorded.subject': '{site}: we have recorded your request',
  'recorded.text':
    'Your request for {kind} reached {site} and was entered here, so that you can follow it. Answers come to this address.',

  'link.subject': '{site}: a new link to your request',
  'link.text': 'Here is a new link to your request for {kind}. It works once.',

  'ready.subject': '{site}: your data are ready',
  'ready.text': 'The file with the data that {site} holds about you is ready to download.',

  'scheduled.subject': '{site}: when your data will be erased',
  'scheduled.text':
    'Your request for {kind} was approved. The work begins by itself at the time below. Until then you can still stop it on the page of your request; the public does not see your comments meanwhile.',

  'stopped.subject': '{site}: we look at your request again',
  'stopped.text':
    'The erasure that we announced was stopped before it began, and nothing was erased. We look at your request again and will answer it.',

  'restricted.subject': '{site}: the use of your data is restricted',
  'restricted.text':
    'We have granted your request for {kind}. From the time below on, what we hold about you is kept and used for nothing else, but with your consent, for legal claims, or to protect the rights of others. We tell you before that ends; on the page of your request you may end it yourself.',

  'restriction_ends.subject': '{site}: the restriction of your data will end',
  'restriction_ends.text':
    'You asked for {kind}. The restriction ends at the time below, and what was hidden is then shown again. The reason follows. If you object, write to us on the page of your request before.',

  'restriction_stays.subject': '{site}: the restriction of your data goes on',
  'restriction_stays.text':
    'You asked for {kind}. We told you that the restriction would end. It does not: it goes on until you hear from us again.',

  'restriction_lifted.subject': '{site}: the restriction of your data has ended',
  'restriction_lifted.text':
    'You asked for {kind}. The restriction is over, and what was hidden is shown again. You may ask for another one at any time.',

  'erased.subject': '{site}: our answer to your erasure request',
  'erased.text':
    'The work on your request for {kind} is done. The law may require some records to be kept. The attached record says what was done, and the link shows the state of your request for as long as we keep it.',

  'deferred.subject': '{site}: our answer to your erasure request',
  'deferred.text':
    'The work on your request for {kind} is done as far as it can be done now. The law may require some records to be kept. The attached record lists them, and what it says about them follows by itself as soon as it may. The link shows the state of your request.',

  'scheduledOffice.subject': '{site}: an erasure is scheduled',
  'scheduledOffice.text':
    'An erasure request was approved. The data go at the time below, for good. Whoever sees a reason against it opens the case and stops it before.',

  'operatorOffice.subject': '{site}: an operator works on a person’s data',
  'operatorOffice.export':
    'An operator at a terminal of {site} makes a copy of a person’s data. Nobody has to approve that. If you do not know of it, find out who does it.',
  'operatorOffice.erasure':
    'An operator at a terminal of {site} erases a person’s data. Nobody has to approve that, and it begins at once; what is under a hold is kept. If you do not know of it, find out who does it.',

  'office.action': 'Open the case',

  'completed.subject': '{site}: your request is done',
  'completed.text': 'We have done what you asked for: {kind}.',

  'withdrawn.subject': '{site}: your request was withdrawn',
  'withdrawn.text':
    'Your request for {kind} was withdrawn. Nothing more will be done about it; you may ask again at any time.',

  'refused.subject': '{site}: our answer to your request',
  'refused.text':
    'We looked at your request for {kind} and cannot grant it. The reason follows, and whom you can turn to.',

  'extended.subject': '{site}: we need more time for your request',
  'extended.text':
    'We need longer than planned for your request for {kind}. The reason and the new date follow.',

  'message.subject': '{site}: a message about your request',
  'message.text':
    'The office has written to you about your request for {kind}. The message is on the page of your request.',

  'question.subject': '{site}: a question about your request',
  'question.text':
    'The office needs something from you to go on with your request for {kind}. Its question is on the page of your request, where you can answer it.',

  'messageOffice.subject': '{site}: a message from a person',
  'messageOffice.text': 'Somebody wrote about their request. The message is in the case.',

  'open.action': 'Open my request',

  'fact.reference': 'Reference',
  'fact.dueByLaw': 'Answer due by law on',
  'fact.dueByTarget': 'We aim to answer by',
  'fact.begins': 'Begins',
  'fact.restrictedSince': 'In force since',
  'fact.restrictionEnds': 'Ends',
  'fact.salt': 'Key to the digest of your address in the record',
  'fact.until': 'Available until',
  'fact.ground': 'Ground',
  'fact.authority': 'You may complain to',

  'failure.plan-exceeded':
    'There is over 5 % more to erase than the approved plan says. Look at the plan again; it needs the same approvals anew.',
  'failure.source-read-only':
    'The person has records in {sources}, which Athar may read only. Nothing was erased in this run. Erase them there, or enable erasing, then retry.',
  'failure.rows-left':
    'Rows of this person are found again after each run: something goes on writing them. Find out what, then retry.',
  'failure.no-address': 'No confirmed address is known for this request, so there is nothing to search by.',
  'failure.source-inconsistent': 'The system "{source}" gave another number of records than it had counted.',
  'failure.storage-full': 'The file store is full. Free some space, or give it more, then try again.',
  'failure.storage-unavailable':
    'The file store cannot be reached or refuses the bundle. Check it and its settings, then retry.',
  'failure.interrupted':
    '{work, select, erasure {The erasure was begun several times, and each time the process ended before it was done. What is erased stays erased; retry goes on from there.} restriction {Hiding the rows was begun several times, and each time the process ended before it was done. What is hidden stays hidden; retry goes on from there.} other {The bundle was begun several times, and each time the process ended before it was done. Retry.}}',
  'failure.unexpected':
    '{work, select, erasure {The erasure stopped; the log of the worker says where. What is erased stays erased. Retry.} restriction {Hiding the rows stopped; the log of the worker says where. What is hidden stays hidden. Retry.} other {The bundle could not be built; the log of the worker says where it stopped. Retry.}}',
} as const;
