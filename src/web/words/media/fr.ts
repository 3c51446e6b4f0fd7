import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'picture.title': 'Votre image',
  'picture.manage': 'Voir ou changer votre image',
  'picture.text':
    'Elle est facultative. Les autres la voient à côté de vos commentaires, et seulement quand l’un d’eux a été approuvé.',
  'picture.none': 'Vous n’avez pas d’image ici.',
  'picture.alt': 'Votre image telle qu’elle est conservée',
  'picture.toldPlace':
    'Le fichier envoyé indiquait le lieu de la prise de vue. La copie conservée ne l’indique plus. Pensez-y si vous publiez ce fichier ailleurs.',
  'picture.add': 'Ajouter une image',
  'picture.replace': 'Remplacer l’image',
  'picture.delete': 'Supprimer l’image',
  'image.file': 'Image',
  'image.file.hint': 'JPEG, PNG, WebP ou GIF, 10 Mo au plus. Seuls ses pixels sont conservés.',
  'image.send': 'Envoyer l’image',
  'images.title': 'Images des articles',
  'images.text': 'Le public voit une image dès qu’un article publié la montre.',
  'images.description': 'Ce qu’elle montre',
  'images.description.hint': 'Pour les lecteurs qui ne voient pas l’image.',
  'images.all': 'Toutes les images',
  'images.none': 'Il n’y a pas encore d’image.',
  'images.line': 'Ligne qui la montre dans un article :',
  'images.delete': 'Supprimer l’image',
  'images.earlier': 'Images précédentes',
  'error.image':
    'Choisissez une image JPEG, PNG, WebP ou GIF qui s’ouvre, de 10 Mo, 50 millions de pixels et 300 vues au plus.',
  'error.imageDescription': 'Dites en quelques mots ce que montre l’image.',
  'problem.why.mediaUsed': 'Un article montre cette image. Retirez-la d’abord de l’article.',
  'done.pictureSaved': 'Votre image est enregistrée.',
  'done.pictureDeleted': 'Votre image est supprimée.',
  'done.imageSaved': 'L’image est enregistrée.',
  'done.imageDeleted': 'L’image est supprimée.',
};
