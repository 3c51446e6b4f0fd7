import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'register.title': 'Créer un compte',
  'register.intro':
    'Avec un compte, vous voyez ce que nous détenons sur vous, vous le modifiez et vous suivez vos demandes.',
  'register.username': 'Nom d’utilisateur',
  'register.username.hint': 'De 3 à 40 lettres latines ou arabes et chiffres. Il ne change plus ensuite.',
  'register.email': 'Adresse e-mail',
  'register.email.hint': 'Nous y envoyons un lien avant de créer le compte.',
  'register.password': 'Mot de passe',
  'register.displayName': 'Nom affiché avec vos commentaires',
  'register.displayName.hint': 'Vous pouvez laisser ce champ vide : le nom d’utilisateur est alors affiché.',
  'register.button': 'Créer le compte',
  'register.have': 'Vous avez un compte ?',
  'register.none': 'Pas encore de compte ? Créez-en un',
  'register.done.title': 'Consultez votre messagerie',
  'register.done.text':
    'Nous avons envoyé un courriel à l’adresse indiquée. Ouvrez le lien qu’il contient pour continuer ; il est valable {registration}.',
  'register.done.none':
    'Pas de courriel ? Regardez parmi les indésirables, vérifiez l’adresse et recommencez.',

  'error.username':
    'Indiquez un nom de 3 à 40 lettres latines ou arabes et chiffres, avec au plus des points ou tirets isolés.',
  'error.usernameTaken': 'Ce nom d’utilisateur est déjà pris : choisissez-en un autre.',
  'error.displayName': 'Indiquez un nom de 80 caractères au plus, sur une ligne.',

  'account.title': 'Mon compte',
  'account.username.why': 'Il ne peut pas être changé : des commentaires et des décisions s’y rapportent.',
  'account.pending': 'En attente de confirmation :',
  'account.empty': 'Rien',
  'account.since': 'Compte ouvert le',
  'account.signIn': 'Vos moyens de connexion',
  'account.delete': 'Effacer mon compte',
  'account.delete.text':
    'Avec le compte disparaît ce que nous détenons sur vous. Quelques questions sont posées d’abord ; rien n’est effacé avant l’accord du bureau.',
  'account.back': 'Retour à mon compte',

  'profile.title': 'Profil',
  'profile.edit': 'Modifier le profil',
  'profile.intro': 'Tout est facultatif. Ce que vous videz est effacé aussitôt.',
  'profile.website': 'Site web',
  'profile.about': 'À propos de vous',
  'profile.locale': 'Langue',
  'profile.locale.hint': 'Des pages et des courriels.',
  'profile.save': 'Enregistrer le profil',

  'address.title': 'Changer d’adresse e-mail',
  'address.intro':
    'Nous envoyons un lien à la nouvelle adresse. D’ici là l’adresse actuelle reste en usage ; ensuite nous prévenons l’ancienne.',
  'address.new': 'Nouvelle adresse e-mail',
  'address.password.hint': 'Votre connexion date un peu ; nous le demandons encore une fois.',
  'address.save': 'Envoyer le lien',

  'password.title': 'Changer de mot de passe',
  'password.current': 'Mot de passe actuel',

  'sessions.title': 'Où vous êtes connecté',
  'sessions.table': 'Sessions ouvertes, les plus récentes d’abord',
  'sessions.device': 'Navigateur et système',
  'sessions.on': '{browser} sous {system}',
  'sessions.unknown': 'Navigateur inconnu',
  'sessions.this': 'Celle-ci',
  'sessions.ip': 'Adresse IP',
  'sessions.opened': 'Connexion',
  'sessions.until': 'Fin',
  'sessions.end': 'Se déconnecter partout',
  'sessions.endOne': 'Fermer',

  'tokens.title': 'Jetons d’accès',
  'tokens.text': 'Vos programmes agissent pour vous avec ces jetons.',
  'tokens.name': 'Nom',
  'tokens.revoke': 'Révoquer',
  'tokens.manage': 'Voir et créer des jetons',
  'tokens.intro':
    'Avec un jeton, un programme peut faire pour vous ce que vous pouvez faire, sauf ce qui demande votre mot de passe. Quiconque l’a peut le faire aussi : gardez-le secret.',
  'tokens.none': 'Vous n’avez pas de jeton.',
  'tokens.table': 'Jetons valables, les plus récents d’abord',
  'tokens.since': 'Créé le',
  'tokens.new': 'Créer un jeton',
  'tokens.name.hint': 'À quoi il sert, en 80 caractères au plus.',
  'tokens.days': 'Valable',
  'tokens.life': '{days, plural, one {# jour} other {# jours}}',
  'tokens.make': 'Créer le jeton',
  'tokens.made': 'Le nouveau jeton',
  'tokens.once': 'Le jeton est créé. Copiez-le maintenant : il n’est montré que cette fois.',
  'error.tokenName': 'Donnez un nom au jeton, sur une ligne.',
  'error.tokenDays': 'Choisissez la durée de validité du jeton.',

  'consents.title': 'Vos consentements',
  'consents.see': 'Voir ce que vous avez accepté',
  'consents.intro':
    'Ce que vous avez accepté, quand, et sous quelle version de la politique. Un consentement retiré reste dans la liste : il montre ce qui était permis jusque-là.',
  'consents.none': 'Vous n’avez donné aucun consentement ici.',
  'consents.caption': 'Consentements, les plus récents d’abord',
  'consents.purpose': 'Pour quoi',
  'consents.version': 'Version de la politique',
  'consents.given': 'Donné le',
  'consents.withdrawn': 'Retiré le',
  'consents.inForce': 'En vigueur',
  'consents.ways':
    'Vous pouvez retirer un consentement à tout moment ; ce qui a été fait avant reste licite.',

  'data.title': 'Ce que nous détenons sur vous',
  'data.intro':
    'Compté à l’instant, à partir des adresses que vous avez confirmées. La copie de vos données contient les données elles-mêmes.',
  'data.table': '{source} : nombre d’enregistrements',
  'data.what': 'Quoi',
  'data.category': 'Catégorie',
  'data.count': 'Nombre',
  'data.nothing': 'Rien n’y est détenu sur vous.',
  'data.unreachable':
    'Ce système est injoignable en ce moment. Cela ne veut pas dire qu’il ne contient rien : réessayez plus tard ou demandez votre copie, qui l’attendra.',
  'doubt.title': 'Enregistrements qui ne sont peut-être pas à vous',
  'doubt.intro':
    'N’importe qui peut saisir une adresse. Personne n’avait confirmé la vôtre quand ces enregistrements ont été écrits, et rien d’autre ne mène d’eux à vous.',
  'doubt.effect':
    'Dites lesquels ne sont pas à vous : les copies de vos données les omettent, et un effacement les laisse tels quels. Vous pouvez revenir là-dessus jusqu’au début d’un effacement.',
  'doubt.none': 'Il n’y a pas de tels enregistrements.',
  'doubt.said':
    '{count, plural, =0 {aucun déclaré à autrui} one {un déclaré à autrui} other {# déclarés à autrui}}',
  'doubt.list': '{title} : peut-être pas à vous',
  'doubt.record': 'Enregistrement {number}',
  'doubt.notMine': 'Ce n’est pas à moi',
  'doubt.save': 'Enregistrer ce qui n’est pas à moi',
  'doubt.begun':
    'Votre effacement {reference} a commencé : on ne peut plus changer à qui sont les enregistrements.',
  'doubt.back': 'Tous les enregistrements qui ne sont peut-être pas à vous',
  'error.doubt':
    'La liste a changé, ou elle était vide. Regardez-la de nouveau, puis enregistrez encore une fois.',
  'data.doubt':
    'Certains enregistrements ne mènent à vous que par une adresse que personne n’avait confirmée quand ils ont été écrits. Vous pouvez dire lesquels ne sont pas à vous :',
  'data.notMine':
    '{count, plural, one {Vous avez dit qu’un enregistrement n’est pas à vous ; il n’est pas compté ici.} other {Vous avez dit que # enregistrements ne sont pas à vous ; ils ne sont pas comptés ici.}}',
  'done.doubt': 'Votre déclaration est enregistrée.',
  'data.ways':
    'Vous pouvez tout obtenir en un fichier, le faire rectifier ou effacer, ou vous opposer à son usage.',
  'data.other': 'Faire une autre demande',

  'done.profileSaved': 'Votre profil est enregistré.',
  'done.addressAsked': 'Un lien est en route vers la nouvelle adresse. Ouvrez-le pour l’utiliser.',
  'done.passwordChanged':
    'Votre mot de passe est changé et vous êtes déconnecté partout. Connectez-vous avec le nouveau.',
  'done.signedOutEverywhere': 'Vous êtes déconnecté partout.',
  'done.sessionEnded': 'La session est fermée.',
  'done.tokenRevoked': 'Le jeton est révoqué.',

  'error.website': 'Indiquez une adresse complète, comme https://example.org, ou rien.',
  'error.about': 'Écrivez 2 000 caractères au plus, ou rien.',
  'error.locale': 'Choisissez l’une des langues.',
};
