export const fr = {
  'banner.title': 'Cookies',
  'banner.text':
    'Nous utilisons ce qui est indispensable. Pour tout le reste, c’est vous qui décidez : accepter, refuser ou choisir. Vous pouvez changer d’avis à tout moment.',
  'banner.policy': 'Politique de confidentialité',
  'banner.signal':
    'Votre navigateur demande de ne pas communiquer vos données à d’autres. Nous respectons cette demande : contenus d’autres sites, mesure et publicité restent désactivés, sauf si vous les acceptez ici vous-même.',
  'banner.accept': 'Tout accepter',
  'banner.reject': 'Tout refuser',
  'banner.settings': 'Régler',
  'banner.save': 'Enregistrer les réglages',
  'done.choice': 'Votre choix est enregistré. Vous pouvez le modifier à tout moment sous « Cookies ».',
  'done.choiceWithdrawn':
    'Votre consentement est retiré. Désormais, seul ce qui est indispensable est utilisé.',

  'cookies.choice': 'Votre choix',
  'cookies.choice.none':
    'Vous n’avez pas encore choisi. D’ici là, seul ce qui est indispensable est utilisé.',
  'cookies.choice.accepted': 'Accepté : {categories}.',
  'cookies.choice.nothing': 'Vous n’avez rien accepté au-delà de l’indispensable.',
  'cookies.choice.at': 'Choisi le {at}',
  'cookies.choice.version': 'Version de la politique',
  'cookies.choice.until': 'Nous redemanderons après le',
  'cookies.choice.signal':
    'Votre navigateur demande de ne pas communiquer vos données. Cela l’emporte sur ce que vous aviez accepté avant : contenus d’autres sites, mesure et publicité sont désactivés. Si vous les acceptez maintenant, cela vaut.',
  'cookies.choice.signalNone':
    'Votre navigateur demande de ne pas communiquer vos données, et nous le respectons : contenus d’autres sites, mesure et publicité restent désactivés, sauf si vous les acceptez ici vous-même.',
  'cookies.choice.linked': 'Ce choix est gardé avec votre compte.',
  'cookies.choice.record': 'L’enregistrement de ce choix, sous forme de données',
  'cookies.withdraw': 'Retirer mon consentement',
  'cookies.change': 'Modifier votre choix',
  'cookies.always': 'toujours actifs',
  'cookies.allowed': 'autorisés',
  'cookies.off': 'désactivés',
  'cookies.state': 'Dans votre navigateur',
  'cookies.state.set': 'actif',
  'cookies.state.unset': 'inactif',
  'cookies.none': 'Cette catégorie ne contient aucun cookie.',

  'screen.title': 'Options d’affichage',
  'screen.rows': 'Lignes par page',
  'screen.compact': 'Lignes serrées',
  'screen.save': 'Enregistrer les options',
  'screen.reset': 'Revenir à l’affichage habituel',
  'screen.kept': 'Elles sont gardées {screenOptions} dans un cookie de ce navigateur.',
  'done.screen': 'Les options d’affichage sont enregistrées.',

  'login.cookies':
    'Votre navigateur n’a pas gardé un cookie déposé par cette page ; or, sans cookies, personne ne reste connecté. Autorisez les cookies de ce site dans les réglages du navigateur, rechargez cette page et connectez-vous. Rien n’a été vérifié ni enregistré.',

  'consents.withdraw': 'Retirer',
  'consents.over': 'Échu depuis le {at}',
  'consents.record': 'Enregistrement',
  'consents.actions': 'Ce que vous pouvez faire',
  'done.consentWithdrawn': 'Le consentement est retiré.',
} as const;
