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
} as const;
