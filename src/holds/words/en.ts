export const en = {
  'release.subject': '{site}: somebody asked to release a legal hold',
  'release.text':
    'An admin of {site} asked to release the legal hold below. A second admin must confirm it. Until the time given, and until it is confirmed, the hold stays in force, and any admin can call the release off.',

  'review.subject': '{site}: legal holds to review',
  'review.text':
    'The review date of these legal holds has come. They stay in force until they are released; please check whether their reason still stands.',

  'open.action': 'Open the holds',

  'purpose.administrative': 'Administrative',
  'purpose.legal': 'Legal',
  'purpose.security': 'Security',

  'fact.citation': 'Citation',
  'fact.purpose': 'Purpose',
  'fact.reviewOn': 'Review on',
  'fact.releaseAt': 'Released at the earliest',
} as const;
