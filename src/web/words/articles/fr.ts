import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'nav.articles': 'Articles',
  'writing.all': 'Articles',
  'writing.new': 'Nouvel article',
  'writing.edit': 'Modifier l’article',
  'writing.title': 'Titre',
  'writing.slug': 'Fin de son adresse',
  'writing.slug.hint': 'Minuscules et chiffres séparés par des traits d’union, par exemple port-de-tanger.',
  'writing.body': 'Texte',
  'writing.body.hint':
    'Une ligne vide sépare les paragraphes. Seule sur une ligne, la ligne d’une image la montre, et une adresse qui commence par https:// montre un élément d’un autre site, alors nommé parmi les destinataires de la politique.',
  'writing.published': 'Publié',
  'writing.save': 'Enregistrer l’article',
  'writing.overtaken':
    'Quelqu’un a enregistré cet article pendant que vous écriviez. Votre texte se trouve ci-dessous et n’est pas encore enregistré. Reprenez ce que vous voulez garder de l’autre version : un nouvel enregistrement la remplace.',
  'writing.saved': 'Ce qui est enregistré maintenant',
  'writing.back': 'Retour aux articles',
  'writing.see': 'Le voir comme les lecteurs',
  'writing.last': 'Reprendre le dernier',
  'writing.state': 'Publication',
  'writing.draft': 'Brouillon',
  'writing.earlier': 'Articles précédents',
  'embed.from': 'L’article montre ici un élément de {host}.',
  'embed.what':
    'L’afficher revient à visiter ce site : il apprend votre adresse IP et peut déposer des cookies et vous suivre.',
  'embed.policy': 'Plus dans notre politique',
  'embed.load': 'Afficher cet élément de {host}',
  'embed.open': 'L’ouvrir sur ce site',
  'embed.title': 'Élément de {host}',
  'error.articleTitle': 'Donnez un titre de 200 caractères au plus, sur une ligne.',
  'error.articleSlug':
    'Donnez une fin d’adresse qu’aucun autre article n’a : minuscules et chiffres séparés par un seul trait d’union.',
  'error.articleBody':
    'Écrivez un texte. Chaque image citée doit avoir été envoyée ici, et une page de ce site ne peut pas y être intégrée.',
  'done.articleSaved': 'L’article est enregistré.',
};
