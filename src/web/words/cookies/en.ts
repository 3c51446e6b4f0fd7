export const en = {
  'banner.title': 'Cookies',
  'banner.text':
    'We use what is necessary. Whatever else we would use, you decide: you can accept it, reject it or choose. You can change this at any time.',
  'banner.policy': 'Privacy policy',
  'banner.signal':
    'Your browser asks not to share your data with others. We keep to that: content of other sites, measurement and advertising stay off, unless you accept them here yourself.',
  'banner.accept': 'Accept all',
  'banner.reject': 'Reject all',
  'banner.settings': 'Settings',
  'banner.save': 'Save settings',
  'done.choice': 'Your choice is saved. You can change it at any time under “Cookies”.',
  'done.choiceWithdrawn': 'Your consent is withdrawn. From now on only what is necessary is used.',

  'cookies.choice': 'Your choice',
  'cookies.choice.none': 'You have not chosen yet. Until you do, only what is necessary is used.',
  'cookies.choice.accepted': 'Accepted: {categories}.',
  'cookies.choice.nothing': 'You accepted nothing beyond what is necessary.',
  'cookies.choice.at': 'Chosen on {at}',
  'cookies.choice.version': 'Version of the policy',
  'cookies.choice.until': 'We ask again after',
  'cookies.choice.signal':
    'Your browser asks not to share your data. That counts for more than what you accepted before it did: content of other sites, measurement and advertising are off. If you accept them now, that counts.',
  'cookies.choice.signalNone':
    'Your browser asks not to share your data, and we keep to it: content of other sites, measurement and advertising stay off unless you accept them here yourself.',
  'cookies.choice.linked': 'This choice is kept with your account.',
  'cookies.choice.record': 'The record of this choice, as data',
  'cookies.withdraw': 'Withdraw my consent',
  'cookies.change': 'Change your choice',
  'cookies.always': 'always on',
  'cookies.allowed': 'allowed',
  'cookies.off': 'off',
  'cookies.state': 'In your browser now',
  'cookies.state.set': 'active',
  'cookies.state.unset': 'not active',
  'cookies.none': 'No cookie stands in this category.',

  'screen.title': 'Screen options',
  'screen.rows': 'Rows on a page',
  'screen.compact': 'Close rows',
  'screen.save': 'Save the options',
  'screen.reset': 'Back to the usual ones',
  'screen.kept': 'They are kept in a cookie of this browser for {screenOptions}.',
  'done.screen': 'The screen options are saved.',

  'login.cookies':
    'Your browser did not keep a cookie that this page set, and without cookies nobody stays signed in. Allow cookies for this site in the settings of your browser, load this page again and sign in. Nothing was checked or saved.',

  'consents.withdraw': 'Withdraw',
  'consents.over': 'Over since {at}',
  'consents.record': 'Record',
  'consents.actions': 'What you can do',
  'done.consentWithdrawn': 'The consent is withdrawn.',
} as const;
