import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'site.title': 'Mes données',
  'site.skip': 'Aller au contenu',
  'site.home': 'Accueil',
  'site.languages': 'Langues',
  'site.demo': 'Démonstration : rien n’est réel ici, et les courriels restent dans la {mailbox}.',
  'site.mailbox': 'boîte de démonstration',
  'site.signedIn': 'Connecté en tant que {name}',
  'site.signOut': 'Se déconnecter',

  'home.heading': 'Vos données personnelles chez {site}',
  'home.intro':
    'Vous pouvez demander ici une copie des données que nous détenons sur vous, leur rectification ou leur effacement, et suivre votre demande jusqu’à la réponse.',
  'home.member': 'Vous avez un compte',
  'home.member.text': 'Connectez-vous pour voir vos données et vos demandes.',
  'home.guest': 'Vous avez seulement laissé des commentaires',
  'home.guest.text':
    'Aucun compte n’est nécessaire. Le lien que nous vous envoyons lors d’une demande ouvre sa page ; elle indique les étapes et les dates.',
  'home.requests': 'Vos demandes',
  'home.none': 'Vous n’avez pas encore de demande.',
  'home.api': 'Pour les programmes : description de l’interface',

  'login.title': 'Connexion',
  'login.login': 'Nom d’utilisateur ou adresse e-mail',
  'login.password': 'Mot de passe',
  'login.rememberMe': 'Rester connecté sur cet appareil pendant deux semaines',
  'login.rememberMe.hint': 'Sinon, vous êtes déconnecté au bout de deux jours.',
  'login.button': 'Se connecter',
  'login.forgot': 'J’ai oublié mon mot de passe',
  'login.refused': 'Le nom d’utilisateur, l’adresse ou le mot de passe est inexact.',
  'login.again': 'Connectez-vous encore une fois : cette étape exige une connexion récente.',

  'forgot.title': 'Mot de passe oublié ?',
  'forgot.intro':
    'Indiquez l’adresse e-mail de votre compte. Nous vous envoyons un lien pour choisir un nouveau mot de passe.',
  'forgot.email': 'Adresse e-mail',
  'forgot.button': 'Envoyer le lien',
  'forgot.done.title': 'Consultez votre messagerie',
  'forgot.done.text':
    'Si cette adresse correspond à un compte, un courriel contenant un lien est en route. Le lien sert une seule fois, pendant 30 minutes.',

  'reset.title': 'Choisir un nouveau mot de passe',
  'reset.intro':
    'Vous serez ensuite déconnecté partout, et un courriel vous informera du changement de mot de passe.',

  'setUp.title': 'Choisir votre mot de passe',
  'setUp.intro': 'C’est le premier mot de passe de votre compte.',

  'reset.password': 'Nouveau mot de passe',
  'reset.hint':
    'Au moins {least} caractères. Plusieurs mots à la suite se retiennent facilement. Vous pouvez le coller.',
  'reset.button': 'Enregistrer le mot de passe',
  'reset.done.title': 'Votre mot de passe est enregistré',
  'reset.done.text': 'Vous pouvez maintenant vous connecter.',

  'confirmEmail.title': 'Confirmer votre adresse e-mail',
  'confirmEmail.text': 'Encore une étape, et votre compte est créé.',
  'confirmEmail.button': 'Confirmer l’adresse',
  'confirmEmail.done.title': 'Votre adresse est confirmée',
  'confirmEmail.done.text': 'Votre compte est prêt. Vous pouvez vous connecter.',

  'confirmAddress.title': 'Confirmer votre nouvelle adresse',
  'confirmAddress.text': 'Ensuite, les courriels de votre compte iront à cette adresse.',
  'confirmAddress.button': 'Utiliser la nouvelle adresse',
  'confirmAddress.done.title': 'Votre nouvelle adresse est en service',
  'confirmAddress.done.text': 'Nous avons prévenu votre ancienne adresse de ce changement.',

  'stop.title': 'Annuler un changement de votre compte',
  'stop.text':
    'Si l’adresse ou le mot de passe de votre compte a été changé, et pas par vous, annulez ce changement ici : tout le monde est déconnecté, le mot de passe ne vaut plus, et l’adresse remplacée est rétablie. Choisissez ensuite un nouveau mot de passe.',
  'stop.button': 'Annuler le changement',
  'stop.done.title': 'Le changement est annulé',
  'stop.done.text':
    'Tout le monde est déconnecté, et le mot de passe ne vaut plus. Choisissez-en un nouveau maintenant.',

  'mailbox.title': 'Boîte de la démonstration',
  'mailbox.intro': 'Les courriels qui auraient été envoyés, les plus récents d’abord.',
  'mailbox.none': 'Aucun courriel pour l’instant.',
  'mailbox.to': 'À',
  'mailbox.at': 'Heure',
  'mailbox.back': 'Tous les courriels',

  'errors.title': 'À corriger d’abord',
  'errors.mark': 'Erreur : {title}',

  'error.login': 'Indiquez votre nom d’utilisateur ou votre adresse e-mail.',
  'error.password': 'Indiquez votre mot de passe.',
  'error.newPassword': 'Indiquez un mot de passe d’au moins {least} caractères.',
  'error.longPassword': 'Choisissez un mot de passe plus court.',
  'error.guessable': 'Choisissez un autre mot de passe : celui-ci est trop facile à deviner.',
  'error.email': 'Indiquez une adresse e-mail, telle que nom@example.org.',

  'problem.title.401': 'Connectez-vous d’abord',
  'problem.text.401': 'Cette page n’est visible qu’après connexion.',
  'problem.title.403': 'Non autorisé',
  'problem.text.403': 'Cette connexion ne permet pas cette action.',
  'problem.title.404': 'Rien ici',
  'problem.text.404':
    'Cette page n’existe pas, ou elle ne vous est pas destinée. Un lien reçu par courriel a peut-être été coupé.',
  'problem.title.409': 'Impossible pour le moment',
  'problem.text.409': 'La situation a changé entre-temps. Revenez en arrière et rechargez la page.',
  'problem.title.410': 'Plus valable',
  'problem.text.410': 'Ce lien a déjà servi, ou son délai est passé. Demandez-en un nouveau.',
  'problem.title.429': 'Trop de tentatives',
  'problem.text.429':
    'Attendez {minutes, plural, one {# minute} other {# minutes}} avant de réessayer. Cela protège votre compte.',
  'problem.title.other': 'Cela n’a pas fonctionné',
  'problem.text.other': 'La page n’a pas pu lire ce qui a été envoyé. Revenez en arrière et réessayez.',
  'problem.title.500': 'Une erreur de notre côté',
  'problem.text.500': 'Rien n’a été modifié. Réessayez plus tard.',
  'problem.title.503': 'Indisponible pour le moment',
  'problem.text.503': 'Le service démarre ou est en maintenance. Réessayez dans quelques minutes.',
  'problem.number': 'Si vous nous écrivez à ce sujet, citez ce numéro : {number}',

  'site.oneApproval':
    'Ce service fonctionne avec une seule approbation : personne ne vérifie une décision une seconde fois.',
  'nav.label': 'Pages',
  'nav.home': 'Accueil',
  'nav.newRequest': 'Faire une demande',
  'nav.privacy': 'Politique de confidentialité',
  'nav.cookies': 'Cookies',
  'nav.signIn': 'Se connecter',
  'nav.requests': 'Mes demandes',
  'nav.data': 'Ce que nous détenons sur vous',
  'nav.account': 'Mon compte',
  'nav.dashboard': 'Vue d’ensemble',
  'nav.queue': 'Demandes',
  'nav.holds': 'Suspensions',
  'nav.sources': 'Systèmes',
  'nav.people': 'Personnes',
  'nav.log': 'Le journal',
  'nav.saved': 'Recherches enregistrées',
  'nav.figures': 'Chiffres',
  'table.next': 'Page suivante',
  'table.first': 'Première page',
  'table.pages': 'Pages de la liste',
  'table.none': 'Rien ici.',
  'progress.label': 'Progression',
  'progress.done': '{done, number} sur {total, number}',
  'progress.reload': 'Actualiser',
  'progress.leave': 'Vous pouvez quitter cette page et y revenir.',
  'error.field': 'Corrigez ce qui a été donné pour « {field} ».',
};
