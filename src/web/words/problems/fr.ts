export const fr = {
  'problem.toCase': 'Aller à la demande',
  'problem.why.acknowledgedBefore': 'La personne a déjà été informée que sa demande est arrivée.',
  'problem.why.actingForAnother':
    'La demande concerne une autre personne, et seules les données de son auteur seraient trouvées. Vérifiez le mandat, enregistrez une demande avec l’adresse de cette personne, puis refusez ou clôturez celle-ci.',
  'problem.why.addressMissing':
    'Il n’y a pas d’adresse d’après laquelle chercher ni à laquelle écrire. Enregistrez la demande avec une adresse.',
  'problem.why.alreadyConfirmed': 'Cette adresse est déjà celle d’un compte. Connectez-vous.',
  'problem.why.usernameTaken':
    'Ce nom d’utilisateur a été pris entre-temps. Inscrivez-vous de nouveau avec un autre.',
  'problem.why.approvedBefore': 'Vous l’avez déjà approuvé ; il faut une seconde personne.',
  'problem.why.bundleNotReady': 'Le fichier n’est pas encore prêt.',
  'problem.why.bundleWaiting':
    'Le mot de passe ou l’adresse a changé récemment : le fichier attend un peu. La page de la demande dit jusqu’à quand.',
  'problem.why.bundleExpired': 'Le fichier a été supprimé. Une nouvelle demande en donnera un autre.',
  'problem.why.busy': 'Trop de personnes se connectent en ce moment. Réessayez dans un instant.',
  'problem.why.crossOrigin':
    'L’envoi venait d’une page d’un autre site : rien n’a été fait. Ouvrez la page ici et réessayez.',
  'problem.why.doneByThePortal': 'Le portail termine lui-même les copies de données et les effacements.',
  'problem.why.extendedBefore': 'Le délai a déjà été prolongé une fois.',
  'problem.why.erasureBegun':
    'Votre effacement a commencé : on ne peut plus changer à qui sont les enregistrements. La page de cette demande montre où il en est.',
  'problem.why.erasureUnderWay':
    'Un effacement des données de cette personne est décidé et se poursuit de lui-même. Arrêtez-le, ou demandez à la personne d’en retirer le reste, avant de verrouiller quoi que ce soit.',
  'problem.why.restrictedSince':
    'La personne a demandé un verrouillage après cet effacement, et il est en vigueur. Levez-le, ou faites-lui demander l’effacement à nouveau, avant d’approuver.',
  'problem.why.noRestriction': 'Aucun verrouillage de cette demande n’est en vigueur.',
  'problem.why.liftAnnounced': 'La fin du verrouillage est déjà annoncée.',
  'problem.why.notAnnounced': 'Aucune fin du verrouillage n’est annoncée.',
  'problem.why.recordsWaiting':
    'Le mot de passe ou l’adresse a changé récemment : ces enregistrements attendent un moment, comme les copies.',
  'problem.why.systemAway': 'Ce système ne répond pas pour l’instant. Réessayez plus tard.',
  'problem.why.tooManyRecords':
    'Il y a plus d’enregistrements qu’on ne peut en noter ainsi. Écrivez au bureau pour les autres.',
  'problem.why.sourceUnavailable':
    'Un système qui contient des données n’est pas utilisable en ce moment ; rien n’a été modifié. La page « Systèmes » dit pourquoi.',
  'problem.why.tooLate': 'L’échéance est passée ; une prolongation s’annonce avant.',
  'problem.why.noExtension': 'La loi applicable ne donne pas de délai plus long pour cela.',
  'problem.why.holdExists':
    'Un autre administrateur a placé une suspension de l’effacement par ce formulaire. Ouvrez-en un nouveau.',
  'problem.why.linkUsed':
    'Il y a déjà un administrateur, ou le lien est périmé. Redémarrez le portail pour en avoir un nouveau.',
  'problem.why.noSearch':
    'Personne n’est recherché dans cette demande en ce moment : elle n’est pas encore confirmée, ou elle est close.',
  'problem.why.noErasure': 'Seul un effacement a un plan.',
  'problem.why.logBroken':
    'L’arbre enregistré du journal est endommagé : rien ne peut en être prouvé. Un opérateur voit où avec la commande : athar audit verify',
  'problem.why.noPdf':
    'Le PDF ne peut pas être fait en ce moment. La page et le fichier signé restent disponibles.',
  'problem.why.noReceipt': 'Il n’y a pas encore d’attestation, ou cette demande n’en a pas.',
  'problem.why.noRelease': 'Personne n’a demandé la levée de cette suspension.',
  'problem.why.notReady': 'Le fichier n’est pas prêt, ou n’a pas pu être fait.',
  'problem.why.readOnlyLink':
    'Ce lien ne fait que montrer la demande. Demandez-en un nouveau pour la modifier ou pour écrire.',
  'problem.why.sessionRequired': 'Un jeton ne peut pas faire cela. Connectez-vous.',
  'problem.why.signInRequired': 'Cette adresse a changé récemment. Connectez-vous au compte pour continuer.',
  'problem.why.stepUpRequired':
    'Cela demande une connexion de moins de {stepUp}. Reconnectez-vous, puis réessayez.',
  'problem.why.tooMany': 'Il y en a autant qu’on peut en garder. Supprimez-en d’abord.',
};
