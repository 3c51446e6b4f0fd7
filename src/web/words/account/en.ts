export const en = {
  'register.title': 'Make an account',
  'register.intro': 'With an account you see what we hold about you, change it, and follow your requests.',
  'register.username': 'Username',
  'register.username.hint': '3 to 40 Latin or Arabic letters and digits. It cannot be changed later.',
  'register.email': 'E-mail address',
  'register.email.hint': 'We mail a link there before the account is made.',
  'register.password': 'Password',
  'register.displayName': 'Name shown with your comments',
  'register.displayName.hint': 'You can leave this empty: then your username is shown.',
  'register.button': 'Make the account',
  'register.have': 'You have an account?',
  'register.none': 'No account yet? Make one',
  'register.done.title': 'Look into your mailbox',
  'register.done.text':
    'We have sent a mail to the address you gave. Open the link in it to go on; it works for 24 hours.',
  'register.done.none': 'No mail? Look among unwanted mail, check the address, and try again.',

  'error.username':
    'Give a username of 3 to 40 Latin or Arabic letters and digits, with single dots or dashes between them at most.',
  'error.usernameTaken': 'Somebody has this username already: choose another.',
  'error.displayName': 'Give a name of at most 80 characters, on one line.',

  'account.title': 'My account',
  'account.username.why': 'It cannot be changed: comments and decisions refer to it.',
  'account.pending': 'Waits for the link in our mail:',
  'account.empty': 'Nothing',
  'account.since': 'Account since',
  'account.signIn': 'How you sign in',
  'account.delete': 'Erase my account',
  'account.delete.text':
    'With the account goes what we hold about you. You are asked a few questions first, and nothing is erased before the office has approved it.',
  'account.back': 'Back to my account',

  'profile.title': 'Profile',
  'profile.edit': 'Edit the profile',
  'profile.intro': 'Everything here is voluntary. What you empty is erased at once.',
  'profile.website': 'Website',
  'profile.about': 'About you',
  'profile.locale': 'Language',
  'profile.locale.hint': 'Of pages and mails.',
  'profile.save': 'Save the profile',

  'address.title': 'Change the e-mail address',
  'address.intro':
    'We mail a link to the new address. Until you open it, the present one stays in use; afterwards we tell the former address.',
  'address.new': 'New e-mail address',
  'address.password.hint': 'You signed in some time ago, so we ask for it once more.',
  'address.save': 'Send the link',

  'password.title': 'Change the password',
  'password.current': 'Present password',

  'sessions.title': 'Where you are signed in',
  'sessions.table': 'Open sessions, newest first',
  'sessions.device': 'Browser',
  'sessions.this': 'This one',
  'sessions.ip': 'IP address',
  'sessions.opened': 'Signed in',
  'sessions.until': 'Ends',
  'sessions.end': 'Sign out everywhere',

  'tokens.title': 'Access tokens',
  'tokens.text': 'Programs of yours act for you with these.',
  'tokens.name': 'Name',
  'tokens.revoke': 'Revoke',

  'data.title': 'What we hold about you',
  'data.intro':
    'Counted just now, by the addresses that you confirmed. The copy of your data has the records themselves.',
  'data.table': '{source}: number of records',
  'data.what': 'What',
  'data.category': 'Kind of data',
  'data.count': 'Records',
  'data.nothing': 'Nothing is held about you here.',
  'data.unreachable':
    'This system could not be reached just now. That does not mean that it holds nothing: try again later, or ask for your copy, which waits for it.',
  'data.ways': 'You can have all of it as a file, have it corrected or erased, or object to its use.',
  'data.other': 'Make another request',

  'done.profileSaved': 'Your profile is saved.',
  'done.addressAsked': 'A link is on its way to the new address. Open it to use that address.',
  'done.passwordChanged':
    'Your password is changed, and you are signed out everywhere. Sign in with the new one.',
  'done.signedOutEverywhere': 'You are signed out everywhere.',
  'done.tokenRevoked': 'The token is revoked.',

  'error.website': 'Give a whole address, such as https://example.org, or nothing.',
  'error.about': 'Write at most 2,000 characters, or nothing.',
  'error.locale': 'Choose one of the languages.',
} as const;
