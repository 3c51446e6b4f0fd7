export const en = {
  'restriction.title': 'Restriction',
  'restriction.in_force':
    'In force since {since}. What we held about you by then is kept, and the public does not see it. What you write afterwards is not concerned.',
  'restriction.lifting':
    'In force since {since}. It ends on {at}, and what was hidden is then shown again. If you object, write to us on this page before.',
  'restriction.lifted':
    '{by, select, person {It was in force from {since} to {at}, when you ended it.} erasure {It was in force from {since} to {at}, when your data were erased.} other {It was in force from {since} to {at}, when the office ended it.}}',
  'restriction.before': 'You are told before the office ends it. You may end it yourself at any time.',
  'restriction.reason': 'Why it ends',
  'restriction.end': 'End the restriction',
  'restriction.end.title': 'End the restriction of {reference}?',
  'restriction.end.text':
    'What was hidden is shown again as it was before. You can ask for another restriction at any time.',
  'restriction.end.back': 'Keep the restriction',
  'done.restrictionEnded': 'The restriction is ended. What was hidden is shown again within moments.',
  'data.restricted': 'A restriction of your data has been in force since {since}: {reference}.',

  'step.restricted': 'The restriction came into force',
  'step.lift_announced': 'The office told you when the restriction ends',
  'step.lift_called_off': 'The office decided that the restriction goes on',
  'step.restriction_lifted': 'The restriction ended',

  'case.step.restricted': 'The restriction came into force',
  'case.step.lift_announced': 'Its end was announced to the person',
  'case.step.lift_called_off': 'Its announced end was called off',
  'case.step.restriction_lifted': 'The restriction ended',
  'case.restriction': 'Restriction',
  'case.restriction.in_force': 'in force since {since}',
  'case.restriction.lifting': 'in force since {since}; ends on {at}',
  'case.restriction.lifted':
    '{by, select, person {from {since} to {at}, ended by the person} erasure {from {since} to {at}, ended by an erasure} other {from {since} to {at}, ended by the office}}',
  'case.restriction.reason': 'Reason for its end',
  'case.restriction.rows': 'Rows hidden',
  'case.restriction.rowsIn': '{source}, {collection}: {rows}',
  'case.restriction.placing':
    'The restriction is in force. The portal still hides rows; close the case once it is done.',
  'case.restriction.byHand':
    'The portal hides nothing in {systems}. See to it there that the data are stored only, before you close the case.',
  'case.restriction.partly':
    'In {system} the portal hides only this: {collections}. See to what else is there of the person, before you close the case.',
  'case.restricted.before':
    'A restriction of this person’s data has been in force since {since}: {reference}. They asked for this erasure afterwards. It takes what the restriction keeps as well, and ends it; make sure that they need none of it, for example for a claim of theirs.',
  'case.restricted.since':
    'A restriction of this person’s data has been in force since {since}: {reference}. It was asked for after this erasure: they want their data kept, and not erased. No approval is taken as long as it is in force; ask them which of the two they want.',
  'decide.lift': 'Lift the restriction',
  'decide.keep': 'Call the end of the restriction off',
  'approve.restriction':
    'The restriction comes into force at once: the person’s comments are no longer shown, and what their data maps allow is hidden in other systems. Nothing is erased. The person may end it at any time; the office tells them before it does.',
  'lift.title': 'Lift the restriction of {reference}',
  'lift.intro':
    '{wait, select, none {The person is mailed the reason, and the restriction ends.} other {The person is mailed the reason now, before the restriction ends. It ends by itself after {wait}, and can be called off until then.}}',
  'lift.reason': 'Reason, as the person is told',
  'lift.button': 'Tell the person and lift it',
  'done.case.liftAnnounced': 'The person is told. The restriction ends by itself when its time has come.',
  'done.case.restrictionKept': 'The restriction goes on, and the mail that says so is on its way.',
} as const;
