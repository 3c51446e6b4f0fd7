export const en = {
  'confirm.subject': '{site}: confirm your e-mail address',
  'confirm.text':
    'Somebody, most likely you, asked {site} for an account with this address. Press the button within {hours, plural, one {# hour} other {# hours}} to make the account. If it was not you, or if the user name below is not the one you chose, do nothing: then no account is made, and what was typed is deleted.',
  'confirm.action': 'Confirm my address',

  'known.subject': '{site}: you have an account already',
  'known.registration':
    'Somebody, perhaps you, tried to make an account with this address. It belongs to your account already, and nothing was changed. If it was you, sign in; if you do not remember the password, choose a new one.',
  'known.change':
    'Somebody tried to give another account this address. It belongs to your account, and nothing was changed. There is nothing you need to do.',
  'known.signIn': 'Sign in',
  'known.reset': 'Choose a new password',

  'address.subject': '{site}: confirm your new address',
  'address.text':
    'Somebody, most likely you, wants to use this address for an account at {site}. Press the button within {hours, plural, one {# hour} other {# hours}} to use it. Until then mails go to the former address. If it was not you, do nothing.',
  'address.action': 'Use this address',

  'changed.subject': '{site}: the address of your account was changed',
  'changed.text':
    'Mails for your account at {site} go to another address from now on. If you changed it, there is nothing to do. If you did not, press the button within {days, plural, one {# day} other {# days}}: your account gets this address back, everybody is signed out, and you choose a new password.',
  'changed.action': 'It was not me: undo this',

  'fact.username': 'User name',
  'fact.at': 'When',

  'office.subject': '{site}: your profile was changed by the office',
  'office.text':
    'An admin of {site} changed the parts of your profile named below. If that is not right, open your account and change it, or write to us in answer to this mail.',
  'office.action': 'Open my account',
  'office.and': ', ',
  'fact.fields': 'Changed',
  'field.displayName': 'Displayed name',
  'field.website': 'Website',
  'field.about': 'About',
  'field.locale': 'Language',

  'log.checkpoint.subject': '{site}: today’s checkpoint of the log',
  'log.checkpoint.text':
    'The attached file is the signed state of the log of {site}. Keep it: with it you, or anybody you give it to, can prove later that no event before it was changed or taken out.',
  'log.size': 'Events',
  'log.root': 'Root',
  'log.signedAt': 'Signed',
  'log.contradicted.subject': '{site}: the log contradicts its last checkpoint',
  'log.contradicted.text':
    'The log of {site} no longer holds what was signed before. Nothing more is signed until somebody finds out why. An operator sees more with the command: athar audit verify',
  'log.shorter':
    'It has fewer events than were signed: the database was restored from a backup, or events were taken out.',
  'log.changed': 'It has other events than were signed: somebody changed the database beside the portal.',
  'log.anotherKey': 'The last checkpoint was signed by another key: the secret of the portal was replaced.',

  'promises.subject': '{site}: a promise of the privacy policy is not kept',
  'promises.text':
    'The portal of {site} checked its own policy and found that it does not keep the sentences below. The page of evidence says what was found.',
  'promises.action': 'See the evidence',

  'policy.subject': '{site}: our privacy policy changes on {day}',
  'policy.text':
    'From {day} on {site} keeps to a new version of its privacy policy. The page below shows what changes, sentence by sentence, beside what holds until then. Your rights stay: you can ask for your data, or have it erased, at any time.',
  'policy.action': 'See what changes',
} as const;
