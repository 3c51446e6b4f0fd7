export const fr = {
  'kind.export': 'une copie de vos données',
  'kind.erasure': 'l’effacement de vos données',
  'kind.rectification': 'la rectification de vos données',
  'kind.restriction': 'le verrouillage de vos données',
  'kind.objection': 'une opposition au traitement de vos données',
  'kind.consent_withdrawal': 'le retrait de votre consentement',
  'kind.complaint': 'une réclamation',
  'kind.article': 'une demande au sujet d’un article',
  'kind.another.export': 'une copie des données d’une autre personne',
  'kind.another.erasure': 'l’effacement des données d’une autre personne',
  'kind.another.rectification': 'la rectification des données d’une autre personne',
  'kind.another.restriction': 'le verrouillage des données d’une autre personne',
  'kind.another.objection': 'une opposition au traitement des données d’une autre personne',
  'kind.another.consent_withdrawal': 'le retrait du consentement d’une autre personne',
  'kind.another.complaint': 'une réclamation pour une autre personne',
  'kind.another.article': 'une demande au sujet d’un article, pour une autre personne',

  'confirm.subject': '{site} : confirmez votre demande',
  'confirm.text':
    'Quelqu’un, sans doute vous, a adressé à {site} une demande en donnant cette adresse. Objet : {kind}. Appuyez sur le bouton pour la confirmer, dans un délai de {guestLink}. Si ce n’était pas vous, ne faites rien : la demande est abandonnée au bout de {unconfirmedRequest}.',
  'confirm.action': 'Confirmer ma demande',

  'received.subject': '{site} : nous avons reçu votre demande',
  'received.text':
    'Votre demande nous est parvenue. Objet : {kind}. Une personne de {site} va maintenant l’examiner.',

  'recorded.subject': '{site} : votre demande est enregistrée',
  'recorded.text':
    'Votre demande est parvenue à {site} et a été saisie ici pour que vous puissiez la suivre. Objet : {kind}. Les réponses arrivent à cette adresse.',

  'link.subject': '{site} : un nouveau lien vers votre demande',
  'link.text': 'Voici un nouveau lien vers votre demande. Objet : {kind}. Il ne sert qu’une fois.',

  'ready.subject': '{site} : vos données sont prêtes',
  'ready.text': 'Le fichier des données que {site} détient à votre sujet peut être téléchargé.',

  'scheduled.subject': '{site} : date de l’effacement de vos données',
  'scheduled.text':
    'Votre demande est acceptée. Objet : {kind}. Le travail commence de lui-même à la date ci-dessous. D’ici là, vous pouvez encore l’arrêter sur la page de votre demande ; en attendant, le public ne voit pas vos commentaires.',

  'stopped.subject': '{site} : nous réexaminons votre demande',
  'stopped.text':
    'L’effacement annoncé a été arrêté avant de commencer, et rien n’a été effacé. Nous réexaminons votre demande et y répondrons.',

  'restricted.subject': '{site} : vos données sont verrouillées',
  'restricted.text':
    'Votre demande est acceptée. Objet : {kind}. À partir de la date ci-dessous, ce que nous détenons à votre sujet est conservé et ne sert plus à rien d’autre, sauf avec votre consentement, pour des droits à faire valoir en justice ou pour protéger les droits d’autrui. Nous vous prévenons avant que cela prenne fin ; vous pouvez y mettre fin vous-même sur la page de votre demande.',

  'restriction_ends.subject': '{site} : le verrouillage de vos données va prendre fin',
  'restriction_ends.text':
    'Objet de votre demande : {kind}. Le verrouillage prend fin à la date ci-dessous ; ce qui était masqué sera alors de nouveau visible. Le motif suit. Si vous vous y opposez, écrivez-nous d’ici là sur la page de votre demande.',

  'restriction_stays.subject': '{site} : le verrouillage de vos données continue',
  'restriction_stays.text':
    'Objet de votre demande : {kind}. Nous vous avions annoncé la fin du verrouillage. Il continue finalement, jusqu’à ce que nous vous prévenions de nouveau.',

  'restriction_lifted.subject': '{site} : le verrouillage de vos données a pris fin',
  'restriction_lifted.text':
    'Objet de votre demande : {kind}. Le verrouillage est terminé, et ce qui était masqué est de nouveau visible. Vous pouvez en demander un autre à tout moment.',

  'erased.subject': '{site} : notre réponse à votre demande d’effacement',
  'erased.text':
    'Le travail sur votre demande est terminé. Objet : {kind}. La loi peut imposer de conserver certaines données. L’attestation jointe dit ce qui a été fait, et le lien montre l’état de votre demande aussi longtemps que nous la gardons.',

  'deferred.subject': '{site} : notre réponse à votre demande d’effacement',
  'deferred.text':
    'Le travail sur votre demande est fait, autant qu’il peut l’être à présent. Objet : {kind}. La loi peut imposer de conserver certaines données. L’attestation jointe les énumère ; la suite se fera d’elle-même dès que possible. Le lien montre l’état de votre demande.',

  'scheduledOffice.subject': '{site} : un effacement est programmé',
  'scheduledOffice.text':
    'Une demande d’effacement est acceptée. Les données disparaissent définitivement à la date ci-dessous. Si vous y voyez un obstacle, ouvrez le dossier et arrêtez l’effacement avant.',

  'operatorOffice.subject': '{site} : un opérateur traite les données d’une personne',
  'operatorOffice.export':
    'Depuis un terminal de {site}, un opérateur fait une copie des données d’une personne. Cela ne demande l’accord de personne. Si vous n’en saviez rien, cherchez qui le fait.',
  'operatorOffice.erasure':
    'Depuis un terminal de {site}, un opérateur efface les données d’une personne. Cela ne demande l’accord de personne et commence aussitôt ; ce qui est sous suspension de l’effacement reste conservé. Si vous n’en saviez rien, cherchez qui le fait.',

  'office.action': 'Ouvrir le dossier',

  'completed.subject': '{site} : votre demande est traitée',
  'completed.text': 'Nous avons fait ce que vous demandiez. Objet : {kind}.',

  'withdrawn.subject': '{site} : votre demande est retirée',
  'withdrawn.text':
    'Votre demande a été retirée. Objet : {kind}. Elle n’aura pas de suite ; vous pouvez en faire une autre à tout moment.',

  'refused.subject': '{site} : notre réponse à votre demande',
  'refused.text':
    'Nous avons examiné votre demande et ne pouvons y donner suite. Objet : {kind}. Vous trouverez ci-dessous le motif et l’autorité à laquelle vous adresser.',

  'extended.subject': '{site} : un délai supplémentaire pour votre demande',
  'extended.text':
    'Votre demande nous prend plus de temps que prévu. Objet : {kind}. Vous trouverez ci-dessous le motif et la nouvelle date.',

  'message.subject': '{site} : un message au sujet de votre demande',
  'message.text':
    'Le bureau vous a écrit au sujet de votre demande. Objet : {kind}. Le message se trouve sur la page de la demande.',

  'question.subject': '{site} : une question au sujet de votre demande',
  'question.text':
    'Le bureau a besoin d’une réponse de votre part pour poursuivre. Objet : {kind}. La question se trouve sur la page de la demande ; vous pouvez y répondre.',

  'messageOffice.subject': '{site} : le message d’une personne',
  'messageOffice.text': 'Une personne a écrit au sujet de sa demande. Le message se trouve dans le dossier.',

  'open.action': 'Ouvrir ma demande',

  'fact.reference': 'Référence',
  'fact.dueByLaw': 'Réponse due selon la loi le',
  'fact.dueByTarget': 'Nous comptons répondre le',
  'fact.begins': 'Début',
  'fact.restrictedSince': 'En vigueur depuis le',
  'fact.restrictionEnds': 'Fin',
  'fact.salt': 'Clé de l’empreinte de votre adresse dans l’attestation',
  'fact.until': 'Disponible jusqu’au',
  'fact.ground': 'Motif',
  'fact.authority': 'Vous pouvez saisir',

  'failure.plan-exceeded':
    'Il y a plus de 5 % de plus à effacer que ne le dit le plan approuvé. Revoyez le plan : il lui faut de nouveau les mêmes approbations.',
  'failure.source-read-only':
    'La personne a des données dans {sources}, que le portail ne peut que lire. Rien n’a été effacé cette fois. Effacez-les là-bas, ou autorisez l’effacement, puis relancez.',
  'failure.rows-left':
    'Des lignes de cette personne reparaissent après chaque passage : quelque chose continue de les écrire. Trouvez quoi, puis relancez.',
  'failure.no-address':
    'Aucune adresse confirmée n’est connue pour cette demande : il n’y a rien d’après quoi chercher.',
  'failure.source-inconsistent':
    'Le système « {source} » a donné un autre nombre d’enregistrements que celui qu’il avait compté.',
  'failure.storage-full':
    'L’espace des fichiers est plein. Libérez de la place ou agrandissez-le, puis relancez.',
  'failure.storage-unavailable':
    'L’espace des fichiers est injoignable ou refuse l’archive. Vérifiez-le ainsi que ses réglages, puis relancez.',
  'failure.interrupted':
    '{work, select, erasure {L’effacement a été commencé plusieurs fois, et le processus s’est chaque fois arrêté avant la fin. Ce qui est effacé le reste ; relancer reprend à partir de là.} restriction {Le masquage a été commencé plusieurs fois, et le processus s’est chaque fois arrêté avant la fin. Ce qui est masqué le reste ; relancer reprend à partir de là.} other {L’archive a été commencée plusieurs fois, et le processus s’est chaque fois arrêté avant la fin. Relancez.}}',
  'failure.unexpected':
    '{work, select, erasure {L’effacement s’est arrêté ; le journal du serveur dit où. Ce qui est effacé le reste. Relancez.} restriction {Le masquage s’est arrêté ; le journal du serveur dit où. Ce qui est masqué le reste. Relancez.} other {L’archive n’a pas pu être faite ; le journal du serveur dit où le travail s’est arrêté. Relancez.}}',
} as const;
