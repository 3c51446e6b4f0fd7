import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'articles.title': 'Articles',
  'articles.none': 'Aucun article pour l’instant.',
  'articles.earlier': 'Articles plus anciens',
  'home.articles': 'Articles et commentaires',
  'home.articles.text': 'Lisez les commentaires et donnez votre avis, avec ou sans compte.',
  'comments.title': 'Commentaires',
  'comments.none': 'Personne n’a encore commenté.',
  'comments.later': 'Commentaires suivants',
  'comments.nobody': 'Sans nom',
  'comments.removed': 'Ce commentaire n’est plus affiché.',
  'comments.answersEarlier': 'Réponse à un commentaire d’une page précédente',
  'comments.answer': 'Répondre',
  'comment.write': 'Écrire un commentaire',
  'comment.answer': 'Répondre à ce commentaire',
  'comment.answerNone': 'Écrire plutôt un commentaire à part',
  'comment.asMember': 'Votre commentaire paraîtra sous le nom {name}, celui de votre compte.',
  'comment.body': 'Votre commentaire',
  'comment.name': 'Nom',
  'comment.name.hint': 'Affiché à côté de votre commentaire.',
  'comment.email': 'Adresse e-mail',
  'comment.email.hint': 'N’est pas montrée aux lecteurs.',
  'comment.website': 'Site web (facultatif)',
  'comment.website.hint': 'Votre nom y renverra.',
  'comment.remember': 'Retenir mes nom, adresse et site dans ce navigateur pendant {duration}',
  'comment.remember.hint':
    'Dans un cookie que seul ce site peut lire. Vous pouvez le faire supprimer ici à tout moment.',
  'comment.notice':
    'Un premier commentaire attend que quelqu’un l’ait lu. Nous gardons avec lui votre adresse IP et l’identification de votre navigateur pour repérer les indésirables ; ni l’une ni l’autre n’est affichée. Pour en savoir plus : {policy}.',
  'comment.send': 'Publier le commentaire',
  'comment.remembered': 'Ce navigateur retient vos nom, adresse et site.',
  'comment.forget': 'Les oublier maintenant',
  'comment.tooMany':
    'Beaucoup de commentaires sont arrivés d’ici en peu de temps. Patientez {minutes, plural, one {# minute} other {# minutes}}, puis renvoyez le vôtre : il est toujours dans le formulaire ci-dessous.',
  'done.commentPosted': 'Votre commentaire est publié.',
  'done.commentWaits': 'Votre commentaire est arrivé. Il paraîtra une fois relu.',
  'done.commenterForgotten': 'Vos nom, adresse et site ne sont plus retenus dans ce navigateur.',
  'error.commentBody': 'Écrivez votre commentaire.',
  'error.commentParent':
    'Le commentaire auquel vous répondez n’existe plus. Renvoyez le vôtre pour le publier à part.',
  'error.commentName': 'Donnez un nom de 80 caractères au plus.',
};
