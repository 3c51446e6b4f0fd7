export const en = {
  'site.title': 'My data',
  'site.skip': 'Skip to the content',
  'site.home': 'Home',
  'site.languages': 'Languages',
  'site.demo': 'Demo: nothing here is real, and mails are only kept in the {mailbox}.',
  'site.mailbox': 'demo mailbox',
  'site.signedIn': 'Signed in as {name}',
  'site.signOut': 'Sign out',

  'home.heading': 'Your personal data at {site}',
  'home.intro':
    'Here you can ask for a copy of the data we hold about you, or for its correction or erasure, and follow your request until it is answered.',
  'home.member': 'You have an account',
  'home.member.text': 'Sign in to see your data and your requests.',
  'home.guest': 'You only left comments',
  'home.guest.text':
    'No account is needed. The link we mail you when you make a request opens its page; it shows what happens next and when.',
  'home.requests': 'Your requests',
  'home.none': 'You have no request yet.',
  'home.api': 'For programs: description of the interface',

  'login.title': 'Sign in',
  'login.login': 'Username or e-mail address',
  'login.password': 'Password',
  'login.rememberMe': 'Stay signed in on this device for two weeks',
  'login.rememberMe.hint': 'Otherwise you are signed out after two days.',
  'login.button': 'Sign in',
  'login.forgot': 'I forgot my password',
  'login.refused': 'The username, the address or the password is not right.',
  'login.again': 'Sign in once more to go on: this step needs a recent sign-in.',

  'forgot.title': 'Forgot your password?',
  'forgot.intro': 'Give the e-mail address of your account. We mail you a link to choose a new password.',
  'forgot.email': 'E-mail address',
  'forgot.button': 'Send the link',
  'forgot.done.title': 'Look into your mailbox',
  'forgot.done.text':
    'If this address belongs to an account, a mail with a link is on its way. The link works once, for 30 minutes.',

  'reset.title': 'Choose a new password',
  'reset.intro': 'Afterwards you are signed out everywhere, and a mail tells you that the password changed.',

  'setUp.title': 'Choose your password',
  'setUp.intro': 'This is the first password of your account.',

  'reset.password': 'New password',
  'reset.hint':
    'At least {least} characters. Several words in a row are easy to keep in mind. Pasting is fine.',
  'reset.button': 'Save the password',
  'reset.done.title': 'Your password is saved',
  'reset.done.text': 'You can sign in with it now.',

  'confirmEmail.title': 'Confirm your e-mail address',
  'confirmEmail.text': 'One more step, and your account is made.',
  'confirmEmail.button': 'Confirm the address',
  'confirmEmail.done.title': 'Your address is confirmed',
  'confirmEmail.done.text': 'Your account is ready. You can sign in now.',

  'confirmAddress.title': 'Confirm your new address',
  'confirmAddress.text': 'From then on, mails for your account go to this address.',
  'confirmAddress.button': 'Use the new address',
  'confirmAddress.done.title': 'Your new address is in use',
  'confirmAddress.done.text': 'We told your former address about the change.',

  'stop.title': 'Undo a change of your account',
  'stop.text':
    'If the address or the password of your account was changed, and not by you, undo it here: everybody is signed out, the password is void, and a replaced address is put back. Then choose a new password.',
  'stop.button': 'Undo the change',
  'stop.done.title': 'The change is undone',
  'stop.done.text': 'Everybody is signed out, and the password is void. Choose a new one now.',

  'mailbox.title': 'Mailbox of the demo',
  'mailbox.intro': 'Mails that would have been sent, newest first.',
  'mailbox.none': 'No mail yet.',
  'mailbox.to': 'To',
  'mailbox.at': 'Time',
  'mailbox.subject': 'Subject',
  'mailbox.back': 'All mails',

  'errors.title': 'Please correct this first',
  'errors.mark': 'Error: {title}',

  'error.login': 'Give your username or e-mail address.',
  'error.password': 'Give your password.',
  'error.newPassword': 'Give a password of at least {least} characters.',
  'error.longPassword': 'Choose a shorter password.',
  'error.guessable': 'Choose another password: this one is too easily guessed.',
  'error.email': 'Give an e-mail address, such as name@example.org.',

  'problem.title.401': 'Sign in first',
  'problem.text.401': 'This page can be seen after signing in only.',
  'problem.title.403': 'Not allowed',
  'problem.text.403': 'This cannot be done from this sign-in.',
  'problem.title.404': 'Nothing here',
  'problem.text.404':
    'There is no such page, or it is not yours to see. A link from a mail may have been cut off.',
  'problem.title.409': 'Not possible now',
  'problem.text.409': 'The state of things has changed meanwhile. Go back, load the page again and look.',
  'problem.title.410': 'No longer valid',
  'problem.text.410': 'This link was used already, or its time is over. Ask for a new one.',
  'problem.title.429': 'Too many tries',
  'problem.text.429':
    'Please wait {minutes, plural, one {# minute} other {# minutes}} and try again. This protects your account.',
  'problem.title.other': 'That did not work',
  'problem.text.other': 'The page could not read what was sent. Go back and try again.',
  'problem.title.500': 'A fault on our side',
  'problem.text.500': 'Nothing was changed. Please try again later.',
  'problem.title.503': 'Not available for the moment',
  'problem.text.503': 'The service is starting or being maintained. Please try again in a few minutes.',
  'problem.number': 'If you write to us about it, name this number: {number}',
} as const;
