import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'system.checkedAt': 'Dernière réponse',
  'system.never': 'aucune depuis le démarrage du portail',
  'system.pinned': 'Base acceptée pour l’effacement',
  'system.pinned.none': 'aucune encore : la première simulation accepte celle qui s’y trouve',
  'system.state': 'Son état',
  'system.holds': 'Ce qu’il détient',
  'system.back': 'Tous les systèmes',

  'system.manual.intro':
    'Ce ne sont pas des bases de données : un administrateur les fouille pour chaque demande et indique sur sa page ce qu’il y a trouvé.',
  'system.manual.task': 'Ce qu’il faut chercher',
  'system.manual.rotates': 'Personne ne le fouille : ce qu’il contient disparaît de lui-même sous',

  'system.try': 'Essayer avec une adresse',
  'system.try.intro':
    'Combien d’enregistrements l’adresse trouverait si quelqu’un la confirmait, comptés comme pour une copie. Rien de leur contenu n’est montré. Chaque essai est consigné, avec l’adresse et votre nom.',
  'system.try.email': 'Adresse électronique',
  'system.try.hint': 'Celle d’une personne dont on sait qu’elle y a des enregistrements ; pas la vôtre.',
  'system.try.button': 'Compter les enregistrements',
  'system.try.found':
    '{n, plural, =0 {L’adresse ne trouve rien ici. Si elle le devrait, vérifiez les pistes de la carte des données.} one {L’adresse trouve # enregistrement.} other {L’adresse trouve # enregistrements.}}',
  'system.try.silent': 'Le système n’a pas répondu. Rien n’a été compté.',
  'system.try.caption': 'Ce que l’adresse trouve dans {source}',

  'system.guide': 'Les étapes jusqu’à l’effacement',
  'system.step.done': 'Fait',
  'system.step.doneAt': 'Fait, en dernier le {at}',
  'system.step.todo': 'À faire',
  'system.step.connect': 'Le lire',
  'system.step.connect.todo':
    'Il ne répond pas, ou refuse son utilisateur. Corrigez son entrée dans le fichier des systèmes, avec un utilisateur qui ne peut que lire ; puis redémarrez le portail.',
  'system.step.check': 'Vérifier sa carte des données',
  'system.step.check.todo':
    'Complétez la carte jusqu’à ce qu’il ne reste aucune colonne qui semble personnelle et que rien n’empêche de le lire. L’exploitant trouve la même chose au terminal :',
  'system.step.try': 'Essayer une adresse',
  'system.step.try.todo': 'Ci-dessus, avec l’adresse d’une personne qui y a des enregistrements.',
  'system.step.plan': 'Lancer une simulation',
  'system.step.plan.todo':
    'Sur la page d’une demande d’effacement : sa simulation cherche aussi dans ce système, et ne change rien.',
  'system.step.plan.link': 'Demandes d’effacement',
  'system.step.erase': 'Permettre l’effacement',
  'system.step.erase.todo':
    'Ajoutez ces lignes à son entrée dans le fichier des systèmes, avec un utilisateur qui peut supprimer ce que la carte efface ; puis redémarrez le portail.',
  'system.step.erase.mend': 'L’effacement est permis, mais quelque chose l’empêche. Son état dit quoi.',
  'system.step.erase.other':
    'Ce n’est pas la base qui a été acceptée. Une fois sûr que c’est la bonne, l’exploitant l’accepte :',
};
