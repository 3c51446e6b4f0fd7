import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'ask.title': 'Faire une demande',
  'ask.step': 'Étape {step}',
  'ask.step.of': 'Étape {step} sur {steps}',
  'ask.kind.title': 'Que souhaitez-vous demander ?',
  'ask.kind.export':
    'Tout ce que nous détenons sur vous, dans un fichier que vous pouvez lire, garder et réutiliser ailleurs.',
  'ask.kind.erasure':
    'Ce que nous détenons sur vous est supprimé, compte compris. Personne ne peut revenir en arrière.',
  'ask.kind.rectification': 'Une donnée est fausse ou dépassée ; vous nous dites ce qui est juste.',
  'ask.kind.restriction':
    'Nous gardons vos données sans les utiliser, par exemple le temps de vérifier si elles sont justes.',
  'ask.kind.objection':
    'Vous ne voulez pas que vos données servent à quelque chose et vous nous dites pourquoi.',
  'ask.kind.consent_withdrawal': 'Vous reprenez un accord donné. Ce qui a été fait auparavant reste licite.',
  'ask.kind.complaint': 'Quelque chose ne va pas avec vos données et vous voulez que le bureau l’examine.',
  'ask.kind.article': 'Un article parle de vous ; vous demandez sa correction, un complément ou l’anonymat.',
  'ask.comments.title': 'Que deviennent vos commentaires ?',
  'ask.comments.hint':
    'Tout le reste est effacé dans les deux cas. Les réponses écrites par d’autres restent.',
  'ask.comments.delete': 'Les supprimer',
  'ask.comments.delete.hint': 'Le texte disparaît définitivement.',
  'ask.comments.detach': 'Garder le texte sans mon nom',
  'ask.comments.detach.hint':
    'La discussion reste lisible. Rien ne relie plus le texte à vous, sauf si vous vous y nommez.',
  'ask.message.title': 'Souhaitez-vous ajouter quelque chose ?',
  'ask.message.needed': 'De quoi s’agit-il ?',
  'ask.message.hint': 'Vous pouvez laisser ce champ vide. N’envoyez pas de pièce d’identité.',
  'ask.message.needed.hint': 'Dites ce que nous devons examiner, et où. N’envoyez pas de pièce d’identité.',
  'ask.message.none': 'Rien',
  'ask.actingAs.title': 'Pour qui faites-vous cette demande ?',
  'ask.actingAs.hint':
    'Les données sont cherchées avec l’adresse de la personne concernée. Qui demande pour autrui peut devoir le justifier.',
  'ask.actingAs.self': 'Pour moi',
  'ask.actingAs.representative': 'Pour une personne qui m’en a chargé',
  'ask.actingAs.guardian': 'Pour un enfant ou une personne sous ma responsabilité',
  'ask.actingAs.heir': 'Pour une personne décédée',
  'ask.article.title': 'De quel article s’agit-il ?',
  'ask.article.hint': 'Son adresse sur notre site, ou son titre tel que vous vous en souvenez.',
  'ask.article.message': 'Que faut-il y changer, et pourquoi ?',
  'ask.article.message.hint':
    'Indiquez le passage et ce qui serait juste. N’envoyez pas de pièce d’identité.',
  'ask.consent.title': 'Quel consentement retirez-vous ?',
  'ask.consent.hint':
    'Dites ce que vous avez accepté, et à peu près quand et où : formulaire, courriel, rencontre.',
  'ask.consent.given': 'Donné le {given}, version {version} de la politique',
  'ask.consent.every': 'Tous ceux-ci',
  'ask.consent.other': 'Un autre, que je décris ensuite',
  'ask.consent.none':
    'Aucun consentement de votre part n’est en vigueur chez nous ; il n’y en a donc pas à choisir. Décrivez ci-dessous celui que vous auriez donné ailleurs. Voulez-vous que vos données ne servent plus à quelque chose qui ne demande pas de consentement ?',
  'ask.consent.object': 'S’opposer à cet usage',
  'ask.told.article': 'Article :\n{article}',
  'ask.told.consent': 'Consentement à retirer :\n{consent}',
  'ask.open':
    'Vous avez demandé la même chose le {date}, et cette demande n’est pas close : {reference}. Vous y voyez où elle en est. Vous pouvez tout de même en faire une autre.',
  'ask.email.title': 'Sous quelle adresse e-mail vos données sont-elles enregistrées ?',
  'ask.email.hint':
    'Nous y envoyons un lien pour vérifier que c’est bien vous. La réponse arrive à la même adresse.',
  'ask.email.account': 'Si vous avez un compte, connectez-vous d’abord : aucun lien n’est alors nécessaire.',
  'ask.another.comments': 'Que deviennent les commentaires de cette personne ?',
  'ask.another.comments.hint': 'Les réponses écrites par d’autres restent dans les deux cas.',
  'ask.another.detach': 'Garder le texte sans le nom',
  'ask.another.detach.hint':
    'La discussion reste lisible. Rien ne relie plus le texte à la personne, sauf si le texte la nomme.',
  'ask.another.message':
    'De qui s’agit-il, et comment vérifier que vous pouvez demander pour cette personne ?',
  'ask.another.message.hint':
    'Donnez son nom et l’adresse e-mail sous laquelle ses données sont enregistrées, et dites ce qui vous autorise à agir : mandat, tutelle, succession, et qui peut le confirmer. N’envoyez pas de pièce d’identité.',
  'ask.another.email': 'Quelle est votre propre adresse e-mail ?',
  'ask.another.email.hint':
    'Nous y envoyons un lien pour vérifier que la demande vient bien de vous. Notre réponse arrive à la même adresse.',
  'ask.another.check.comments': 'Les commentaires de cette personne',
  'ask.another.check.then':
    'Si vous le pouvez, le bureau enregistre une demande avec l’adresse de cette personne et traite celle-là. Il vous dit sa décision par courriel.',
  'ask.another.send': 'Envoyer la demande pour cette personne',
  'error.askAnother':
    'Dites de qui il s’agit et comment vérifier que vous pouvez demander pour cette personne.',
  'ask.continue': 'Continuer',
  'ask.back': 'Retour',
  'ask.check.title': 'Vérifiez vos réponses',
  'ask.check.kind': 'Vous demandez',
  'ask.check.comments': 'Vos commentaires',
  'ask.check.article': 'L’article',
  'ask.check.consent': 'Le consentement',
  'ask.check.message': 'Votre message',
  'ask.check.actingAs': 'Pour qui',
  'ask.check.email': 'Adresse e-mail',
  'ask.check.change': 'Modifier',
  'ask.check.next': 'Ce qui se passe ensuite',
  'ask.check.due.law': 'Nous devons répondre au plus tard le {date} : la loi fixe cette date ({regime}).',
  'ask.check.due.target':
    'Nous visons une réponse d’ici le {date}. C’est notre propre objectif : la loi ne fixe pas de date ({regime}).',
  'ask.check.guest': 'Rien ne commence avant que vous ayez confirmé par le lien de notre courriel.',
  'ask.check.export':
    'Un courriel vous prévient quand le fichier est prêt. Vous le téléchargez sur la page de la demande.',
  'ask.check.erasure.wait':
    'Une fois la demande acceptée, l’effacement attend {wait}. D’ici là vous pouvez l’arrêter, et personne ne voit vos commentaires.',
  'ask.check.erasure.end':
    'Ensuite vos données et votre compte disparaissent définitivement. La loi peut imposer d’en conserver une partie ; l’attestation le précise.',
  'ask.check.other': 'Une personne du bureau l’examine et vous répond par courriel.',
  'ask.check.password': 'Votre mot de passe',
  'ask.check.password.hint':
    'Votre connexion date un peu. L’effacement demande encore une fois le mot de passe.',
  'ask.send.export': 'Demander ma copie',
  'ask.send.erasure': 'Demander l’effacement de mes données',
  'ask.send.rectification': 'Demander la rectification',
  'ask.send.restriction': 'Demander le verrouillage',
  'ask.send.objection': 'Envoyer mon opposition',
  'ask.send.consent_withdrawal': 'Retirer mon consentement',
  'ask.send.complaint': 'Envoyer ma réclamation',
  'ask.send.article': 'Envoyer ma demande',

  'sent.title': 'Votre demande nous est parvenue',
  'sent.reference': 'Votre référence',
  'sent.regime': 'Le texte applicable est : {regime}, car le bureau y est soumis.',
  'sent.keep':
    'Vous pouvez garder cette page dans vos favoris. Le courriel que nous avons envoyé dit la même chose.',
  'sent.open': 'Ouvrir ma demande',
  'sent.guest.title': 'Consultez votre messagerie',
  'sent.guest.text':
    'Nous envoyons un courriel à l’adresse indiquée. Ouvrez le lien qu’il contient et appuyez sur le bouton : votre demande compte alors comme reçue.',
  'sent.guest.link':
    'Le lien sert une fois, pendant {guestLink}. Une demande non confirmée est abandonnée au bout de {unconfirmedRequest}, sans que personne en soit informé.',
  'sent.guest.none': 'Pas de courriel ? Regardez parmi les indésirables ou faites renvoyer le lien.',
  'sent.guest.again': 'Renvoyer le lien',

  'own.title': 'Mes demandes',
  'own.none': 'Vous n’avez pas encore fait de demande.',
  'own.list': 'Vos demandes, les plus récentes d’abord',
  'own.reference': 'Référence',
  'own.kind': 'Objet',
  'own.state': 'État',
  'own.received': 'Reçue le',
  'own.due': 'Réponse d’ici le',
  'own.new': 'Faire une nouvelle demande',

  'error.askKind': 'Choisissez ce que vous demandez.',
  'error.askComments': 'Choisissez ce que deviennent vos commentaires.',
  'error.askArticle': 'Dites de quel article il s’agit : donnez son adresse ou son titre.',
  'error.askConsent': 'Dites quel consentement vous retirez.',
  'error.askMessage': 'Dites de quoi il s’agit.',
  'error.askActingAs': 'Choisissez pour qui vous demandez.',
  'error.wrongPassword': 'Ce n’est pas le mot de passe de votre compte.',
};
