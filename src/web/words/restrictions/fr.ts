export const fr = {
  'restriction.title': 'Verrouillage',
  'restriction.in_force':
    'En vigueur depuis le {since}. Ce que nous détenions alors à votre sujet est conservé, et le public ne le voit pas. Ce que vous écrivez ensuite n’est pas concerné.',
  'restriction.lifting':
    'En vigueur depuis le {since}. Il prend fin le {at} ; ce qui était masqué sera alors de nouveau visible. Si vous vous y opposez, écrivez-nous d’ici là sur cette page.',
  'restriction.lifted':
    '{by, select, person {En vigueur du {since} au {at}, date à laquelle vous y avez mis fin.} erasure {En vigueur du {since} au {at}, date de l’effacement de vos données.} other {En vigueur du {since} au {at}, date à laquelle le bureau y a mis fin.}}',
  'restriction.before':
    'Le bureau vous prévient avant d’y mettre fin. Vous pouvez y mettre fin vous-même à tout moment.',
  'restriction.reason': 'Pourquoi il prend fin',
  'restriction.end': 'Mettre fin au verrouillage',
  'restriction.end.title': 'Mettre fin au verrouillage de {reference} ?',
  'restriction.end.text':
    'Ce qui était masqué redevient visible, tel qu’il était. Vous pouvez demander un autre verrouillage à tout moment.',
  'restriction.end.back': 'Garder le verrouillage',
  'done.restrictionEnded': 'Le verrouillage est levé. Ce qui était masqué redevient visible sous peu.',
  'data.restricted': 'Vos données sont verrouillées depuis le {since} : {reference}.',

  'step.restricted': 'Le verrouillage est entré en vigueur',
  'step.lift_announced': 'Le bureau vous a dit quand le verrouillage prend fin',
  'step.lift_called_off': 'Le bureau a décidé que le verrouillage continue',
  'step.restriction_lifted': 'Le verrouillage a pris fin',

  'case.step.restricted': 'Le verrouillage est entré en vigueur',
  'case.step.lift_announced': 'Sa fin a été annoncée à la personne',
  'case.step.lift_called_off': 'La fin annoncée a été annulée',
  'case.step.restriction_lifted': 'Le verrouillage a pris fin',
  'case.restriction': 'Verrouillage',
  'case.restriction.in_force': 'en vigueur depuis le {since}',
  'case.restriction.lifting': 'en vigueur depuis le {since} ; prend fin le {at}',
  'case.restriction.lifted':
    '{by, select, person {du {since} au {at}, levé par la personne} erasure {du {since} au {at}, levé par un effacement} other {du {since} au {at}, levé par le bureau}}',
  'case.restriction.reason': 'Motif de sa fin',
  'case.restriction.rows': 'Lignes masquées',
  'case.restriction.rowsIn': '{source}, {collection} : {rows}',
  'case.restriction.placing':
    'Le verrouillage est en vigueur. Le portail masque encore des lignes ; clôturez le dossier quand il aura fini.',
  'case.restriction.byHand':
    'Le portail ne masque rien dans {systems}. Veillez à ce que les données n’y soient plus que conservées avant de clore le dossier.',
  'case.restriction.partly':
    'Dans {system}, le portail ne masque que ceci : {collections}. Voyez ce qui s’y trouve d’autre de la personne avant de clore le dossier.',
  'case.restricted.before':
    'Les données de cette personne sont verrouillées depuis le {since} : {reference}. Elle a demandé cet effacement ensuite. Il emporte aussi ce que le verrouillage conserve, et y met fin ; assurez-vous qu’elle n’en a pas besoin, par exemple pour faire valoir un droit.',
  'case.restricted.since':
    'Les données de cette personne sont verrouillées depuis le {since} : {reference}. Le verrouillage a été demandé après cet effacement : elle veut que ses données soient conservées, et non effacées. Aucune approbation n’est prise tant qu’il est en vigueur ; demandez-lui ce qu’elle veut.',
  'decide.lift': 'Lever le verrouillage',
  'decide.keep': 'Annuler la fin du verrouillage',
  'approve.restriction':
    'Le verrouillage entre aussitôt en vigueur : les commentaires de la personne ne sont plus visibles, et ce que leurs cartes permettent est masqué dans les autres systèmes. Rien n’est effacé. La personne peut y mettre fin à tout moment ; le bureau la prévient avant de le faire.',
  'lift.title': 'Lever le verrouillage de {reference}',
  'lift.intro':
    '{wait, select, none {La personne reçoit le motif par courriel, et le verrouillage prend fin.} other {La personne reçoit le motif par courriel dès maintenant, avant la fin du verrouillage. Il prend fin de lui-même après {wait} et peut être maintenu jusque-là.}}',
  'lift.reason': 'Motif, tel que la personne le lira',
  'lift.button': 'Prévenir la personne et lever',
  'done.case.liftAnnounced':
    'La personne est prévenue. Le verrouillage prendra fin de lui-même le moment venu.',
  'done.case.restrictionKept': 'Le verrouillage continue, et le courriel qui le dit est en route.',
} as const;
