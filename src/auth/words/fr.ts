export const fr = {
  'reset.subject': '{site} : choisissez un nouveau mot de passe',
  'reset.text':
    'Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte de {site}. Le bouton ne sert qu’une fois, dans {minutes, plural, one {la minute} other {les # minutes}}. Vous voyez ci-dessous d’où vient la demande. Si ce n’était pas vous, ne faites rien : votre mot de passe ne change pas.',
  'reset.action': 'Choisir un nouveau mot de passe',

  'done.subject': '{site} : votre mot de passe a changé',
  'done.text':
    'Votre compte de {site} a un nouveau mot de passe, et toutes les connexions ouvertes ont pris fin. Vous voyez ci-dessous d’où cela a été fait. Si ce n’était pas vous, appuyez sur le bouton dans {days, plural, one {la journée} other {les # jours}} : ce mot de passe ne vaut plus rien aussitôt, les demandes en cours de votre compte sont retirées et vous choisissez vous-même un mot de passe.',
  'done.action': 'Ce n’était pas moi : bloquer mon compte',

  'fact.ip': 'Adresse IP',
  'fact.at': 'Date',
  'fact.unknown': 'inconnue',
} as const;
