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
    'Nous avons envoyé un courriel à l’adresse indiquée. Ouvrez le lien qu’il contient pour continuer ; il est valable 24 heures.',
  'register.done.none':
    'Pas de courriel ? Regardez parmi les indésirables, vérifiez l’adresse et recommencez.',

  'error.username':
    'Indiquez un nom de 3 à 40 lettres latines ou arabes et chiffres, avec au plus des points ou tirets isolés.',
  'error.usernameTaken': 'Ce nom d’utilisateur est déjà pris : choisissez-en un autre.',
  'error.displayName': 'Indiquez un nom de 80 caractères au plus, sur une ligne.',
};
