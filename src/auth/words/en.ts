export const en = {
  'reset.subject': '{site}: choose a new password',
  'reset.text':
    'Somebody, most likely you, asked for a new password for your account at {site}. The button works once, within {minutes, plural, one {# minute} other {# minutes}}. Below you see from where that was asked. If it was not you, do nothing: your password stays as it is.',
  'reset.action': 'Choose a new password',

  'done.subject': '{site}: your password was changed',
  'done.text':
    'Your account at {site} has a new password, and everybody who was signed in to it is signed out. Below you see from where that was done. If it was not you, press the button within {days, plural, one {# day} other {# days}}: the password is void at once, what your account asked for is withdrawn, and you choose a password of your own.',
  'done.action': 'It was not me: lock my account',

  'fact.ip': 'IP address',
  'fact.at': 'When',
  'fact.unknown': 'unknown',
} as const;
