import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'nav.retention': 'Conservation',
  'retention.title': 'Ce qui arrive à son terme',
  'retention.intro':
    'Ce que chaque règle supprimera à son prochain passage, et ce que les suspensions d’effacement en retiennent. Ouvrir cette page ne supprime rien.',
  'retention.indefinite':
    'Les commentaires sont conservés sans limite de temps : aucune règle ne les concerne.',
  'retention.records': 'Enregistrements',
  'retention.next': 'Prochain passage',
  'retention.next.none': 'En cours, ou en attente d’un opérateur',
  'retention.removed':
    '{count, plural, =0 {Rien n’est à terme} one {# enregistrement part} other {# enregistrements partent}}',
  'retention.removed.more': 'Plus de {count, plural, one {# enregistrement} other {# enregistrements}}',
  'retention.tooLong': 'Le décompte a pris trop de temps',
  'retention.rows': '{count, plural, one {# enregistrement} other {# enregistrements}}',
  'retention.kept': 'Retenu par une suspension',
  'retention.kept.none': 'Rien',
  'retention.before': 'Dernière fois',
  'retention.run': 'Dernier passage : {at}',
  'retention.run.none': 'pas ces derniers jours',
  'retention.last':
    '{count, plural, one {# enregistrement supprimé} other {# enregistrements supprimés}} le {at}',
  'retention.last.none': 'Rien n’a encore été supprimé',
  'retention.rule.requests': 'Demandes closes',
  'retention.rule.last_mails': 'Dernières adresses d’effacements',
  'retention.rule.audit_exports': 'Fichiers du journal',
  'retention.rule.comment_bans': 'Exclusions de commentaires',
  'retention.rule.reset_asks': 'Appels pour un nouveau mot de passe',
  'retention.until.last_mails': 'Jusqu’à l’envoi du dernier courriel, au plus {lastMailAddress}.',
  'retention.until.audit_exports': 'Une fois le fichier demandé : {auditExport}.',
  'retention.until.comment_bans': 'Jusqu’au jour fixé avec l’exclusion.',
  'retention.until.reset_asks': 'Jusqu’à leur traitement, au plus {resetAsk}.',
  'lasting.title': 'Conservé sans terme',
  'lasting.intro':
    'Ce que des descriptions de données gardent pour de bon quand la personne est effacée. Chaque motif est réexaminé après {retentionReview}, à compter du dernier réexamen ou de sa première application ici. Quelle que soit la date, cela reste tant que la description ne dit pas autre chose.',
  'lasting.why': 'Finalité et texte applicable',
  'lasting.lastReview': 'Dernier réexamen',
  'lasting.nextReview': 'Prochain réexamen',
  'lasting.overdue': 'En retard',
  'lasting.last': '{at}, par {name}',
  'lasting.last.none': 'Aucun ; en vigueur depuis le {at}',
  'lasting.form': 'Toujours nécessaire',
  'lasting.which': 'Ce qui doit encore être gardé',
  'lasting.choose': 'Choisissez…',
  'lasting.reason': 'Pourquoi il faut encore le garder',
  'lasting.button': 'Toujours nécessaire',
  'error.lastingChoice': 'Choisissez ce qui doit encore être gardé.',
  'done.retentionReviewed': 'Le réexamen est consigné, et le prochain a sa date.',
  'nav.evidence': 'Preuves',
  'evidence.title': 'Le portail tient-il sa politique ?',
  'evidence.intro':
    'Chaque engagement de la politique publiée, ce qui le fait tenir dans le portail, et le résultat du dernier contrôle : une fois par jour, et à chaque demande ci-dessous.',
  'evidence.summary':
    '{passed, plural, one {# engagement tenu} other {# engagements tenus}}, {failed, plural, one {# non tenu} other {# non tenus}}, {unknown, plural, one {# que le portail ne peut pas juger} other {# que le portail ne peut pas juger}}',
  'evidence.never': 'Rien n’a encore été contrôlé.',
  'evidence.check': 'Tout contrôler maintenant',
  'evidence.caption': 'Engagements et constats',
  'evidence.promise': 'Engagement',
  'evidence.result': 'Résultat',
  'evidence.found': 'Constat',
  'evidence.control': 'Comment il est tenu : {text}',
  'evidence.checkedAt': 'Contrôlé : {at}',
  'evidence.unchecked': 'Pas encore contrôlé',
  'evidence.log': 'Dans le journal : {action}',
  'evidence.outcome.passed': 'Tenu',
  'evidence.outcome.failed': 'Non tenu',
  'evidence.outcome.unknown': 'Le portail ne peut pas le contrôler',
  'done.checkAsked': 'Tous les engagements seront contrôlés d’ici une minute. Rouvrez alors cette page.',
  'evidence.reason.nothing_to_look_at': 'Rien ne permet encore de le voir.',
  'evidence.reason.not_in_use': 'Le portail ne le fait pas actuellement : il n’y a rien à contrôler.',
  'evidence.reason.not_visible': 'Seul un navigateur ou un autre système pourrait le voir.',
  'evidence.reason.error':
    'Le contrôle lui-même a échoué ; l’opérateur trouve l’erreur dans les traces du processus.',
  'evidence.reason.extra_columns': 'Les commentaires sont conservés avec plus que ce que dit la politique.',
  'evidence.reason.public_values':
    'Le public voit une adresse, une adresse IP ou un navigateur d’un commentateur.',
  'evidence.reason.unapproved_shown': 'Un commentaire est affiché sans avoir été approuvé.',
  'evidence.reason.lives_too_long': 'Une session dure plus que ne dit la politique.',
  'evidence.reason.cookie_differs': 'Le cookie n’est pas conforme à la politique.',
  'evidence.reason.session_stays': 'Une session a survécu à la déconnexion.',
  'evidence.reason.no_ip': 'Une demande de mot de passe figure au journal sans adresse IP.',
  'evidence.reason.ip_not_in_mail': 'Le courriel ne montre pas l’adresse IP du demandeur.',
  'evidence.reason.comments_purged': 'Une règle de conservation supprime des commentaires.',
  'evidence.reason.known_waits':
    'Un auteur dont un commentaire a été approuvé attendrait de nouveau une approbation.',
  'evidence.reason.unmapped':
    'Des colonnes personnelles ne sont montrées à personne par la carte des données.',
  'evidence.reason.not_editable': 'Un champ du profil ne peut pas être modifié.',
  'evidence.reason.username_editable': 'Le nom d’utilisateur pourrait être modifié.',
  'evidence.reason.not_erased': 'Un champ facultatif ne disparaît pas aussitôt.',
  'evidence.reason.no_reason':
    'Une consultation ou modification est consignée sans son auteur, ses champs ou sa raison.',
  'evidence.reason.checksum': 'Une archive du dépôt n’est pas celle qui a été consignée.',
  'evidence.reason.copy_lost': 'Une archive encore téléchargeable a disparu du dépôt.',
  'evidence.reason.not_in_ledger':
    'Une personne effacée qu’une sauvegarde peut encore ramener ne figure pas au registre des effacements.',
  'evidence.reason.not_searched': 'La recherche nocturne de données effacées revenues n’a pas eu lieu.',
  'evidence.reason.no_receipt': 'Un effacement est achevé sans attestation.',
  'evidence.reason.bad_hold': 'Quelque chose est gardé sans l’une des trois finalités ni texte applicable.',
  'evidence.reason.review_overdue': 'Le réexamen d’une suspension est en retard.',
  'evidence.reason.retention_overdue': 'Le réexamen d’une conservation sans terme est en retard.',
  'evidence.reason.embed_not_listed': 'Un article intègre un site absent des destinataires.',
  'evidence.reason.unknown_cookie': 'Le serveur dépose un cookie absent de la liste.',
  'evidence.reason.not_named':
    'Il manque à la politique le nom ou l’adresse du site, ou la politique de Gravatar.',
  'evidence.reason.unapproved_picture': 'Une image existe pour un commentaire que personne n’a approuvé.',
  'evidence.reason.session_differs': 'La session ne prend pas fin quand le dit la politique.',
  'evidence.reason.value_differs': 'Le cookie contient autre chose que ce que dit la politique.',
  'evidence.reason.set_unasked': 'Un cookie est déposé, ou sa case cochée, avant tout accord.',
  'evidence.reason.embed_loaded':
    'Une page charge un élément d’un autre site, ou le permet, avant l’accord du visiteur.',
  'evidence.reason.image_tells':
    'Une image est conservée avec plus que ses pixels, par exemple le lieu de la prise de vue.',
  'evidence.reason.not_warned': 'La personne qui envoie une image indiquant son lieu n’est pas prévenue.',
  'evidence.reason.payload_differs': 'Ce qui sort n’est pas exactement ce que nomme la politique.',
  'evidence.reason.recipient_missing':
    'Le destinataire des données n’est pas nommé parmi ceux que l’on peut désactiver.',
  'evidence.reason.published_unchecked': 'Un commentaire a paru alors que sa vérification était en cours.',
  'evidence.reason.banner_incomplete':
    'Il manque au bandeau un choix ou la politique, ou refuser est moins simple qu’accepter.',
  'evidence.reason.bare_record': 'Une réponse au bandeau est consignée sans version publiée.',
  'evidence.reason.counts_too_long': 'Une réponse au bandeau vaut plus longtemps que ne dit la politique.',
  'evidence.reason.not_listed':
    'Un cookie manque à la liste, ou elle ne montre pas ce que garde le navigateur.',
  'evidence.figure.columns': 'colonnes',
  'evidence.figure.extra': 'dont absentes de la politique',
  'evidence.figure.comments': 'commentaires lus',
  'evidence.figure.shown': 'affichés à tort',
  'evidence.figure.waiting': 'commentaires non approuvés',
  'evidence.figure.rules': 'règles de conservation',
  'evidence.figure.purged': 'suppressions à terme touchant des commentaires',
  'evidence.figure.oldest': 'commentaire le plus ancien',
  'evidence.figure.policySeconds': 'selon la politique',
  'evidence.figure.cookieSeconds': 'durée du cookie',
  'evidence.figure.sessionSeconds': 'durée de la session',
  'evidence.figure.sessions': 'sessions de ce type',
  'evidence.figure.longer': 'plus longues',
  'evidence.figure.signOuts': 'déconnexions au journal',
  'evidence.figure.left': 'sessions qui y ont survécu',
  'evidence.figure.resets': 'demandes examinées',
  'evidence.figure.withIp': 'avec une adresse IP',
  'evidence.figure.mails': 'courriels envoyés',
  'evidence.figure.fields': 'champs',
  'evidence.figure.unmapped': 'colonnes montrées à personne',
  'evidence.figure.changed': 'modifiés à l’essai',
  'evidence.figure.erased': 'champs facultatifs effacés à l’essai',
  'evidence.figure.erasures': 'effacements demandés par des membres',
  'evidence.figure.late': 'en retard',
  'evidence.figure.looks': 'consultations et modifications examinées',
  'evidence.figure.bare': 'incomplètes',
  'evidence.figure.copies': 'copies faites',
  'evidence.figure.guests': 'dont pour des invités',
  'evidence.figure.hashed': 'relues et comparées',
  'evidence.figure.completed': 'effacements achevés',
  'evidence.figure.unproven': 'sans attestation',
  'evidence.figure.ledgered': 'au registre des effacements',
  'evidence.figure.unledgered': 'absents de ce registre',
  'evidence.figure.searchedAt': 'dernière recherche d’après lui',
  'evidence.figure.bad': 'sans finalité ni texte',
  'evidence.figure.overdue': 'réexamens en retard',
  'evidence.figure.retentionsOverdue': 'réexamens de conservations en retard',
  'evidence.figure.groundless': 'retenus sans motif',
  'evidence.figure.hosts': 'sites intégrés',
  'evidence.figure.missing': 'absents des destinataires',
  'evidence.figure.cookies': 'cookies listés',
  'evidence.figure.active': 'en service',
  'evidence.figure.personalising': 'dont de personnalisation',
  'evidence.figure.languages': 'langues',
  'evidence.figure.version': 'version en vigueur',
  'evidence.figure.pictures': 'leurs images',
  'evidence.figure.known': 'auteurs connus essayés',
  'evidence.figure.strange': 'qui attendraient',
  'evidence.figure.on': 'activé',
  'evidence.figure.asked': 'adresses interrogées',
  'evidence.figure.others': 'avec une autre empreinte',
  'evidence.figure.sent': 'champs envoyés',
  'evidence.figure.declared': 'champs déclarés',
  'evidence.figure.unanswered': 'commentaires en attente faute de réponse',
  'evidence.figure.unchecked': 'parus pendant la vérification',
  'evidence.figure.images': 'images relues',
  'evidence.figure.telling': 'avec plus que leurs pixels',
  'evidence.figure.forms': 'formulaires ouverts',
  'evidence.figure.ticked': 'cochés d’avance, ou sans la case',
  'evidence.figure.visits': 'visites',
  'evidence.figure.values': 'valeurs différentes',
  'evidence.figure.articles': 'pages ouvertes',
  'evidence.figure.loaded': 'qui chargent d’ailleurs',
  'evidence.figure.choices': 'réponses consignées',
  'evidence.figure.seen': 'cookies déposés par les pages',
  'evidence.on.yes': 'oui',
  'evidence.on.no': 'non',
  'evidence.figureLine': '{name} : {value}',
  'evidence.control.P01': 'la table des commentaires a ces colonnes et aucune autre.',
  'evidence.control.P02':
    'ce que lit le public est fait sans ces colonnes ; le contrôle le lit et y cherche leurs valeurs.',
  'evidence.control.P03':
    'le contrôle compose l’appel comme la tâche et le lit ; il compare les empreintes envoyées à leurs adresses.',
  'evidence.control.P04':
    'un commentaire non approuvé n’est dans aucune réponse publique ; le contrôle en demande aussi les images.',
  'evidence.control.P05':
    'une image est réécrite à partir de ses pixels ; le contrôle en traite une qui indique un lieu, et relit les dernières conservées.',
  'evidence.control.P06':
    'le cookie n’est déposé que si la case est cochée ; le contrôle essaie les deux, et ouvre le formulaire du dernier article.',
  'evidence.control.P07':
    'la durée vient de la politique ; le contrôle intercepte le cookie et le compare à la politique en vigueur.',
  'evidence.control.P08':
    'le contrôle ouvre deux fois la page de connexion et lit le cookie : une constante, sans échéance propre.',
  'evidence.control.P09':
    'le serveur met lui-même fin à la session ; le contrôle en ouvre une, regarde sa fin et son cookie, puis l’annule.',
  'evidence.control.P10':
    'la durée vient de la politique ; le contrôle intercepte le cookie, et vérifie que rien d’autre ne le dépose.',
  'evidence.control.P11':
    'le serveur met lui-même fin à la session ; le contrôle en ouvre une, regarde sa fin et son cookie, puis l’annule.',
  'evidence.control.P12':
    'la déconnexion supprime la ligne de la session ; le contrôle l’essaie, et cherche des sessions qui auraient survécu.',
  'evidence.control.P13':
    'le contrôle intercepte le cookie d’un article fictif : son numéro et rien d’autre.',
  'evidence.control.P14':
    'le contrôle ouvre comme un inconnu des articles à contenus intégrés : rien ne vient d’ailleurs, et la page ne peut rien charger.',
  'evidence.control.P15':
    'les sites nommés dans les textes des articles publiés sont comparés aux destinataires de la politique.',
  'evidence.control.P16':
    'le courriel est écrit avec l’adresse du demandeur, et la demande est consignée ; le contrôle écrit un tel courriel, le lit et le jette.',
  'evidence.control.P17':
    'aucune règle de conservation ne vise les commentaires, le journal n’en relate aucune suppression à terme, et le contrôle soumet aux règles des auteurs connus.',
  'evidence.control.P18':
    'un profil a tous les champs que la carte des données connaît d’un compte, et la carte est comparée à toutes les colonnes des comptes.',
  'evidence.control.P19':
    'le contrôle modifie chaque champ d’un profil, puis l’annule ; changer le nom d’utilisateur est refusé.',
  'evidence.control.P20':
    'le contrôle efface les champs facultatifs d’un profil, puis l’annule ; supprimer le compte ouvre une demande.',
  'evidence.control.P21':
    'une consultation ou modification n’existe pas sans son événement ; le contrôle lit les mille dernières.',
  'evidence.control.P22':
    'les copies sont signées avec l’empreinte de chaque fichier ; le contrôle relit la plus récente et compare.',
  'evidence.control.P23':
    'l’attestation n’est écrite qu’après une dernière recherche partout, reprise chaque nuit d’après le registre des effacements ; le contrôle cherche les effacements sans attestation ou absents du registre.',
  'evidence.control.P24':
    'rien n’échappe à un effacement, sauf par une suspension ou une conservation motivée.',
  'evidence.control.P25':
    'le contrôle compose l’envoi et le compare aux champs déclarés ; sans réponse, un commentaire attend.',
  'evidence.control.P26':
    'chaque réponse est gardée avec version et heure ; le contrôle ouvre le bandeau, lit les enregistrements et essaie une réponse échue.',
  'evidence.control.P27':
    'le contrôle ouvre les pages publiques comme un inconnu et compare leurs cookies à la liste ; tout ce qui n’est pas indispensable doit être refusé.',
  'evidence.control.P28': 'le contrôle ouvre la page de la politique dans chaque langue.',
};
