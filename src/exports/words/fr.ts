import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  title: 'Vos données chez {site}',
  intro:
    'Voici la copie de vos données personnelles que vous avez demandée à {site}. Tout s’ouvre ici sans connexion à Internet.',
  reference: 'Demande',
  madeAt: 'Établie le',
  records: 'Enregistrements',
  private:
    'Ces fichiers parlent de vous. Gardez-les là où personne d’autre ne peut les ouvrir, et supprimez-les quand vous n’en avez plus besoin.',

  'how.title': 'Comment lire cette copie',
  'how.pages':
    'Vous trouvez plus bas les systèmes interrogés et ce que chacun contient à votre sujet. Chaque ligne ouvre des pages faites pour la lecture ; les champs vides n’y figurent pas.',
  'how.files':
    'Pour d’autres programmes, les mêmes enregistrements se trouvent dans le dossier data, en JSON et en CSV, avec tous les champs. Dans les fichiers CSV, une cellule qu’un tableur pourrait exécuter comme formule commence par une apostrophe.',
  'how.about':
    'Pourquoi ces données sont utilisées, combien de temps elles sont conservées, qui les reçoit et quels sont vos droits :',
  'how.check':
    'Le fichier manifest.json donne la taille et l’empreinte SHA-256 de chaque autre fichier, et manifest.sig est notre signature Ed25519 de cette liste. Ils montrent si quelque chose a été modifié par la suite.',

  system: 'Système',
  'system.empty': 'Ce système a été interrogé ; il ne contient rien à votre sujet.',
  'column.collection': 'Type d’enregistrement',
  'column.category': 'Catégorie',
  'column.records': 'Enregistrements',
  'column.files': 'Fichiers',
  'categories.title': 'Par catégorie',
  'withheld.title': 'Ce qui n’est pas remis, et pourquoi',
  'fields.title': 'Noms des champs dans les fichiers',

  'page.of': 'Page {page} sur {pages}',
  'page.previous': 'Page précédente',
  'page.next': 'Page suivante',
  'page.contents': 'Sommaire',
  'page.record': 'Enregistrement',
  'page.toolong':
    'Cet enregistrement est trop long pour une page. Il figure en entier dans le fichier {file}.',

  'category.identity': 'Identité',
  'category.contact': 'Coordonnées',
  'category.content': 'Contenus',
  'category.technical': 'Données techniques',
  'category.media': 'Médias',
  'category.behaviour': 'Comportement',
  'category.credentials': 'Accès',
  'category.editorial': 'Rédaction',
};
