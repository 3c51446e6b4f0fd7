export const fr = {
  'release.subject': '{site} : levée demandée d’une suspension de l’effacement',
  'release.text':
    'Un administrateur de {site} a demandé de lever la suspension de l’effacement ci-dessous. Un second administrateur doit confirmer. Jusqu’au moment indiqué, et tant que rien n’est confirmé, la suspension reste en vigueur et tout administrateur peut annuler la levée.',

  'review.subject': '{site} : suspensions de l’effacement à réexaminer',
  'review.text':
    'La date de réexamen de ces suspensions de l’effacement est arrivée. Elles restent en vigueur tant qu’elles ne sont pas levées ; vérifiez si leur motif tient toujours.',

  'open.action': 'Voir les suspensions de l’effacement',

  'purpose.administrative': 'Administrative',
  'purpose.legal': 'Juridique',
  'purpose.security': 'Sécurité',

  'fact.citation': 'Référence légale',
  'fact.purpose': 'Finalité',
  'fact.reviewOn': 'Réexamen le',
  'fact.releaseAt': 'Levée au plus tôt',
} as const;
