export const en = {
  'ask.title': 'Make a request',
  'ask.step': 'Step {step}',
  'ask.step.of': 'Step {step} of {steps}',
  'ask.kind.title': 'What do you want to ask for?',
  'ask.kind.export': 'Everything we hold about you, in a file that you can read, keep and use elsewhere.',
  'ask.kind.erasure': 'What we hold about you is deleted, your account with it. Nobody can undo that.',
  'ask.kind.rectification':
    'Something we hold about you is wrong or out of date, and you tell us what is right.',
  'ask.kind.restriction':
    'We keep your data but do not use them, for example while it is checked whether they are right.',
  'ask.kind.objection': 'You do not want your data to be used for something, and tell us why.',
  'ask.kind.consent_withdrawal':
    'You agreed to something and take that back. What was done before stays lawful.',
  'ask.kind.complaint': 'Something about your data went wrong, and you want the office to look into it.',
  'ask.kind.article':
    'An article is about you, and you ask for it to be corrected, completed or made anonymous.',
  'ask.comments.title': 'What should become of your comments?',
  'ask.comments.hint':
    'Everything else we hold about you is erased in either case. Answers that other people wrote stay.',
  'ask.comments.delete': 'Delete them',
  'ask.comments.delete.hint': 'The text goes, for good.',
  'ask.comments.detach': 'Keep the text without my name',
  'ask.comments.detach.hint':
    'The discussion stays readable. Nothing leads from the text to you any more, unless you name yourself in it.',
  'ask.message.title': 'Do you want to tell us anything about it?',
  'ask.message.needed': 'What is it about?',
  'ask.message.hint': 'You can leave this empty. Do not send copies of identity papers.',
  'ask.message.needed.hint':
    'Say what you want us to look at, and where. Do not send copies of identity papers.',
  'ask.message.none': 'Nothing',
  'ask.actingAs.title': 'For whom do you ask?',
  'ask.actingAs.hint':
    'The data are looked for under the address of the person they belong to. Whoever asks for somebody else may be asked to show that they may.',
  'ask.actingAs.self': 'For myself',
  'ask.actingAs.representative': 'For somebody who asked me to',
  'ask.actingAs.guardian': 'For a child or person in my care',
  'ask.actingAs.heir': 'For somebody who has died',
  'ask.email.title': 'Which e-mail address are your data held under?',
  'ask.email.hint': 'We mail a link there to make sure that it is you. The answer comes to the same address.',
  'ask.email.account': 'If you have an account, sign in first: then no link is needed.',
  'ask.another.comments': 'What should become of this person’s comments?',
  'ask.another.comments.hint': 'Answers that other people wrote stay in either case.',
  'ask.another.detach': 'Keep the text without the name',
  'ask.another.detach.hint':
    'The discussion stays readable. Nothing leads from the text to the person any more, unless the text names them.',
  'ask.another.message': 'Who is it about, and how can we check that you may ask?',
  'ask.another.message.hint':
    'Give the person’s name and the e-mail address their data are held under, and say what allows you to act: a mandate, a guardianship, an inheritance, and who can confirm it. Do not send copies of identity papers.',
  'ask.another.email': 'What is your own e-mail address?',
  'ask.another.email.hint':
    'We mail a link there to make sure that it is you who asks. We answer you at the same address.',
  'ask.another.check.comments': 'This person’s comments',
  'ask.another.check.then':
    'If you may, the office records a request with this person’s address and works on that one. It tells you by mail what it decided.',
  'ask.another.send': 'Send the request for this person',
  'error.askAnother':
    'Say who it is about and how we can check that you may ask, in at most 5,000 characters.',
  'ask.continue': 'Continue',
  'ask.back': 'Back',
  'ask.check.title': 'Check your answers',
  'ask.check.kind': 'You ask for',
  'ask.check.comments': 'Your comments',
  'ask.check.message': 'Your message',
  'ask.check.actingAs': 'You ask',
  'ask.check.email': 'E-mail address',
  'ask.check.change': 'Change',
  'ask.check.next': 'What happens then',
  'ask.check.due.law': 'We have to answer by {date} at the latest: the law sets that date ({regime}).',
  'ask.check.due.target':
    'We aim to answer by {date}. That is our own target: the law sets no date for this ({regime}).',
  'ask.check.guest': 'Nothing begins before you have pressed the button that our mail leads to.',
  'ask.check.export':
    'When the file is ready, a mail tells you so. You fetch it on the page of your request.',
  'ask.check.erasure.wait':
    'Once the office has approved it, erasing waits for {wait}. Until then you can stop it, and nobody sees your comments.',
  'ask.check.erasure.end':
    'Then your data and your account go, for good. The law may require some records to be kept; the receipt says which.',
  'ask.check.other': 'Somebody in the office looks at it and answers you by mail.',
  'ask.check.password': 'Your password',
  'ask.check.password.hint': 'You signed in some time ago. Erasing asks for the password once more.',
  'ask.send.export': 'Ask for my copy',
  'ask.send.erasure': 'Ask for my data to be erased',
  'ask.send.rectification': 'Ask for the correction',
  'ask.send.restriction': 'Ask for the restriction',
  'ask.send.objection': 'Send my objection',
  'ask.send.consent_withdrawal': 'Withdraw my consent',
  'ask.send.complaint': 'Send my complaint',
  'ask.send.article': 'Send my request',

  'sent.title': 'Your request has reached us',
  'sent.reference': 'Your reference',
  'sent.regime': '{regime} applies, since the office works under it.',
  'sent.keep': 'You can keep this page as a bookmark. The same is in the mail we have sent you.',
  'sent.open': 'Open my request',
  'sent.guest.title': 'Look into your mailbox',
  'sent.guest.text':
    'We are sending a mail to the address you gave. Open the link in it and press the button: only then does your request count as received.',
  'sent.guest.link':
    'The link works once, for 24 hours. A request that nobody confirms is dropped after two days, and nobody is told of it.',
  'sent.guest.none': 'No mail? Look among unwanted mail, or have the link sent once more.',
  'sent.guest.again': 'Send the link once more',

  'own.title': 'My requests',
  'own.none': 'You have made no request yet.',
  'own.list': 'Your requests, newest first',
  'own.reference': 'Reference',
  'own.kind': 'What for',
  'own.state': 'State',
  'own.received': 'Received',
  'own.due': 'Answer by',
  'own.new': 'Make a new request',

  'error.askKind': 'Choose what you ask for.',
  'error.askComments': 'Choose what should become of your comments.',
  'error.askMessage':
    'Say what your request is about: the text is missing, or has more than 5,000 characters.',
  'error.askActingAs': 'Choose for whom you ask.',
  'error.wrongPassword': 'This is not the password of your account.',
} as const;
