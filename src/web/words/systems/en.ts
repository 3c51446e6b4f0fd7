export const en = {
  'system.checkedAt': 'Last answered',
  'system.never': 'not since the portal was started',
  'system.pinned': 'Database accepted for erasing',
  'system.pinned.none': 'none yet: the first dry run accepts the one that is there',
  'system.state': 'Its state',
  'system.holds': 'What it holds',
  'system.back': 'All systems',

  'system.manual.intro':
    'They are no databases: an admin searches them for each request, and says on its page what was found.',
  'system.manual.task': 'What to search',
  'system.manual.rotates': 'Nobody searches it: what is in it goes by itself within',

  'system.try': 'Try it with one address',
  'system.try.intro':
    'How many records the address would find if somebody confirmed it, counted the way copies are read. Nothing of them is shown. Each look is logged, with the address and your name.',
  'system.try.email': 'E-mail address',
  'system.try.hint': 'Of somebody who is known to have records there; not your own.',
  'system.try.button': 'Count the records',
  'system.try.found':
    '{n, plural, =0 {The address finds nothing here. Where it should, look at the leads of the data map.} one {The address finds # record.} other {The address finds # records.}}',
  'system.try.silent': 'The system did not answer. Nothing was counted.',
  'system.try.caption': 'What the address finds in {source}',

  'system.guide': 'The way to being erased in',
  'system.step.done': 'Done',
  'system.step.doneAt': 'Done, last on {at}',
  'system.step.todo': 'To do',
  'system.step.connect': 'Read it',
  'system.step.connect.todo':
    'It does not answer, or refuses its user. Correct its entry in the sources file, with a user that may only read; then start the portal anew.',
  'system.step.check': 'Check its data map',
  'system.step.check.todo':
    'Complete the data map until no column is left that looks personal and nothing keeps it from being read. The operator finds the same at a terminal:',
  'system.step.try': 'Try an address',
  'system.step.try.todo': 'Above, with the address of somebody who has records there.',
  'system.step.plan': 'Make a dry run',
  'system.step.plan.todo':
    'On the page of a request for erasure: its dry run looks into this system as well, and changes nothing.',
  'system.step.plan.link': 'Requests for erasure',
  'system.step.erase': 'Allow erasing',
  'system.step.erase.todo':
    'Add these lines to its entry in the sources file, with a user that may delete what the map erases; then start the portal anew.',
  'system.step.erase.mend':
    'Erasing is allowed, and something keeps it from being done. Its state says what.',
  'system.step.erase.other':
    'It is another database than was accepted. Once you know that it is the right one, the operator accepts it:',
} as const;
