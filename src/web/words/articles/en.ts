export const en = {
  'nav.articles': 'Articles',
  'writing.all': 'Articles',
  'writing.new': 'New article',
  'writing.edit': 'Edit the article',
  'writing.title': 'Title',
  'writing.slug': 'End of its address',
  'writing.slug.hint': 'Small letters and digits with hyphens between them, such as port-of-tangier.',
  'writing.body': 'Text',
  'writing.body.hint':
    'Empty lines divide paragraphs. Alone on a line, the line of an image shows it, and an address that starts with https:// shows content of another site, which is then named as a recipient in the policy.',
  'writing.published': 'Published',
  'writing.save': 'Save the article',
  'writing.overtaken':
    'Somebody saved this article while you were writing. What you wrote stands below and is not saved yet. Take over what you want to keep of theirs; saving again overwrites it.',
  'writing.saved': 'What is saved now',
  'writing.back': 'Back to the articles',
  'writing.see': 'See it as readers do',
  'writing.last': 'Go on with the last one',
  'writing.state': 'Published',
  'writing.draft': 'Draft',
  'writing.earlier': 'Earlier articles',
  'embed.from': 'Here the article shows something of {host}.',
  'embed.what':
    'Showing it is like a visit there: that site learns your IP address and may set cookies and follow you.',
  'embed.policy': 'More in our policy',
  'embed.load': 'Show this one of {host}',
  'embed.open': 'Open it at that site',
  'embed.title': 'Content of {host}',
  'error.articleTitle': 'Give a title of at most 200 characters on one line.',
  'error.articleSlug':
    'Give an end of the address that no other article has: small letters and digits with single hyphens between them.',
  'error.articleBody':
    'Write a text. Each image in it must have been uploaded here, and no page of this site can be embedded.',
  'done.articleSaved': 'The article is saved.',
} as const;
