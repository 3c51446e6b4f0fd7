import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  'desk.filter': 'Afficher',
  'desk.cancel': 'Annuler',

  'holds.title': 'Suspensions de l’effacement',
  'holds.intro':
    'Une suspension de l’effacement empêche d’effacer des données tant qu’une obligation ou une affaire l’exige. Elle n’empêche jamais personne de consulter ses données.',
  'holds.new': 'Décider une suspension de l’effacement',
  'holds.caption': 'Suspensions de l’effacement, les plus récentes d’abord',
  'holds.any': 'Toutes',
  'holds.matter': 'Affaire',
  'holds.state': 'État',
  'holds.state.placing': 'En cours de pose',
  'holds.state.in_force': 'En vigueur',
  'holds.state.releasing': 'Levée demandée',
  'holds.state.released': 'Levée',
  'holds.purpose': 'Finalité',
  'holds.purpose.administrative': 'Administrative',
  'holds.purpose.legal': 'Juridique',
  'holds.purpose.security': 'Sécurité',
  'holds.scope': 'Ce qui est conservé',
  'holds.review': 'Date de réexamen',
  'holds.review.over': 'Réexamen échu',
  'holds.visibility': 'Ce que la personne apprend',

  'scope.email': 'Adresse e-mail',
  'scope.forgotten': 'N’est plus lisible : le dossier de la personne est clos',
  'scope.source': 'Système',
  'scope.collection': 'Type d’enregistrement',
  'scope.category': 'Type de données',
  'scope.articleId': 'Numéro de l’article',
  'scope.recordIds': 'Numéros des enregistrements',
  'scope.from': 'Du',
  'scope.to': 'Au',

  'visibility.open': 'Le motif',
  'visibility.open.text': 'La personne apprend la finalité, le fondement juridique et la date de réexamen.',
  'visibility.reasonHidden': 'Que des données sont conservées',
  'visibility.reasonHidden.text':
    'La personne apprend que des données sont conservées pour un motif légal et quand ce sera réexaminé, mais pas pourquoi.',
  'visibility.existenceHidden': 'Rien de particulier',
  'visibility.existenceHidden.text':
    'La personne n’apprend rien de plus que la phrase présente dans toute réponse à une demande d’effacement : la loi peut imposer de conserver certaines données.',

  'hold.title': 'Suspension de l’effacement : {matter}',
  'hold.back': 'Toutes les suspensions de l’effacement',
  'hold.since': 'depuis le {at}',
  'hold.placing':
    'Aucun lot commencé à partir de maintenant ne touche à ce qu’elle vise. Un lot commencé avant peut encore effacer dans un autre système ; elle sera en vigueur une fois celui-ci terminé, sans autre intervention.',
  'hold.inForceSince': 'En vigueur depuis le {at}',
  'hold.releasedAt': 'le {at}',
  'hold.reviewOver':
    'La date de réexamen est arrivée. La suspension reste en vigueur jusqu’à sa levée ; veuillez vérifier si son motif tient encore.',
  'hold.citation': 'Fondement juridique',
  'hold.versions': 'Anciennes valeurs gardées',
  'hold.versions.count':
    '{n, plural, one {# valeur modifiée depuis est gardée pour cette suspension} other {# valeurs modifiées depuis sont gardées pour cette suspension}}',
  'hold.everybodys':
    'Cette suspension ne désigne ni personne, ni article, ni enregistrement précis : elle garde, de tout le monde, ce qu’elle décrit.',
  'hold.nobody': 'un compte qui n’existe plus',
  'hold.release': 'Levée',
  'hold.release.none': 'Personne n’a demandé la levée de cette suspension.',
  'hold.release.reason': 'Motif indiqué',
  'hold.release.asked':
    'La levée a été demandée. Un deuxième administrateur doit la confirmer ; elle prend effet au plus tôt le {at}. D’ici là, la suspension est en vigueur.',
  'hold.release.askedByYou':
    'Vous avez demandé la levée. Un deuxième administrateur doit la confirmer ; elle prend effet au plus tôt le {at}. D’ici là, la suspension est en vigueur.',
  'hold.release.confirmed':
    'La levée est confirmée et prendra effet d’elle-même le {at}. D’ici là, la suspension est en vigueur et tout administrateur peut annuler la levée.',
  'hold.history': 'Historique',
  'hold.history.placed': 'Décidée par {name}',
  'hold.history.release_asked': 'Levée demandée par {name}',
  'hold.history.release_confirmed': 'Levée confirmée par {name}',
  'hold.history.released': 'Suspension de l’effacement levée',
  'hold.step.ask': 'Demander la levée',
  'hold.step.confirm': 'Confirmer la levée',
  'hold.step.keep': 'Maintenir la suspension de l’effacement',
  'hold.button.ask': 'Demander la levée',
  'hold.button.confirm': 'Confirmer la levée',
  'hold.button.keep': 'Annuler la levée',
  'hold.text.ask':
    'Un deuxième administrateur doit confirmer la levée. Elle prend effet au plus tôt le {at}. Dès lors, les effacements qui attendaient reprennent d’eux-mêmes, et ce qu’ils effacent ne revient pas.',
  'hold.text.askAlone':
    'Dans ce service, la décision d’une seule personne suffit. La levée prend effet le {at}. Dès lors, les effacements qui attendaient reprennent d’eux-mêmes, et ce qu’ils effacent ne revient pas.',
  'hold.text.confirm':
    'La levée prend effet le {at}. Dès lors, les effacements qui attendaient reprennent d’eux-mêmes, et ce qu’ils effacent ne revient pas.',
  'hold.text.confirmNow':
    'La levée prend effet immédiatement : les effacements qui attendaient reprennent d’eux-mêmes, et ce qu’ils effacent ne revient pas.',
  'hold.text.keep': 'La levée demandée est annulée et la suspension reste en vigueur.',
  'hold.reason': 'Motif',
  'hold.reasonOptional': 'Motif (facultatif)',
  'hold.reason.hint': 'Les autres administrateurs et les vérificateurs le lisent.',
  'hold.busy': 'Un effacement est en cours : rien n’a été changé. Veuillez réessayer dans une minute.',

  'newHold.title': 'Décider une suspension de l’effacement',
  'newHold.intro':
    'Ce que vous décrivez ici ne sera pas effacé tant que la suspension est en vigueur, quelle que soit la demande. Restez aussi précis que le motif le permet.',
  'newHold.why': 'Pourquoi',
  'newHold.matter.hint':
    'Un nom court par lequel le service reconnaît l’affaire. Les personnes concernées ne le voient jamais.',
  'newHold.purpose.administrative': 'Une obligation de conservation, par exemple comptable.',
  'newHold.purpose.legal':
    'Une affaire, une réclamation, une décision de justice ou la liberté de la presse.',
  'newHold.purpose.security': 'L’examen d’une attaque ou d’un abus.',
  'newHold.citation.hint':
    'La règle ou la décision sur laquelle repose la suspension. La personne la lit si vous choisissez de lui dire le motif.',
  'newHold.scope': 'Ce qui est conservé',
  'newHold.scope.hint':
    'Remplissez au moins un champ. Un enregistrement est conservé lorsque tout ce que vous indiquez est vrai de lui.',
  'newHold.any': 'Indifférent',
  'newHold.email.hint': 'Une adresse qui est ou a été celle de la personne.',
  'newHold.category.hint': 'Seules ces parties de l’enregistrement sont alors conservées.',
  'newHold.records.hint': 'Un par ligne.',
  'newHold.to.hint': 'Ce jour est compris dans la période.',
  'newHold.told': 'Jusqu’à quand, et ce que la personne apprend',
  'newHold.review.hint':
    'Ce jour-là, les administrateurs doivent dire si la suspension est encore nécessaire. Elle ne prend pas fin d’elle-même.',
  'newHold.check': 'Vérifiez vos réponses',
  'newHold.effect':
    'La suspension attend que les effacements en cours soient passés : cela peut prendre une minute. Une fois décidée, rien ne la devance.',
  'newHold.place': 'Mettre la suspension de l’effacement en vigueur',
  'newHold.change': 'Modifier les réponses',

  'error.holdMatter': 'Donnez un nom à l’affaire.',
  'error.holdPurpose': 'Choisissez l’une des trois finalités.',
  'error.holdCitation': 'Indiquez la règle ou la décision.',
  'error.holdSource': 'Choisissez l’un des systèmes.',
  'error.holdCollection': 'Choisissez un type d’enregistrement qui existe dans le système choisi.',
  'error.holdCategory': 'Choisissez un type de données que ces enregistrements contiennent.',
  'error.holdArticle': 'Indiquez un numéro d’article de 200 caractères au plus.',
  'error.holdRecords': 'Indiquez 1000 numéros au plus, de 200 caractères au plus chacun.',
  'error.deskDay': 'Indiquez un jour, par exemple 2026-03-05.',
  'error.holdTo': 'Indiquez un jour qui ne précède pas le premier.',
  'error.holdScope': 'Dites ce qui est conservé : remplissez au moins un de ces champs.',
  'error.holdReview': 'Indiquez une date de réexamen à venir.',
  'error.holdVisibility': 'Choisissez ce que la personne apprend.',
  'error.deskReason': 'Indiquez un motif.',

  'done.holdPlaced':
    'La suspension de l’effacement est en vigueur : rien de ce qu’elle conserve ne peut plus être effacé.',
  'done.holdReleaseAsked': 'La levée est demandée ; les autres administrateurs en sont avertis par courriel.',
  'done.holdReleaseConfirmed': 'La levée est confirmée. Elle prendra effet d’elle-même le moment venu.',
  'done.holdReleased': 'La suspension de l’effacement est levée.',
  'done.holdKept': 'La levée est annulée ; la suspension reste en vigueur.',

  'problem.why.ownCase':
    'Il s’agit de vos propres données : vous ne pouvez ni les voir ici ni décider à leur sujet. Un autre administrateur le peut.',
  'problem.why.ownAccount':
    'Il s’agit de votre propre compte. Vous voyez et modifiez vos données sur la page « Mon compte ».',
  'problem.why.askedBefore': 'Vous l’avez demandé vous-même : une deuxième personne doit le confirmer.',
  'problem.why.releaseConfirmed': 'La levée a déjà été confirmée et prendra effet d’elle-même.',
  'problem.why.released': 'La suspension a déjà été levée.',
  'hold.history.reviewed': '{name} a reporté le réexamen au {day}',
  'hold.history.kept': '{name} a annulé la levée',
  'hold.step.review': 'Déplacer la date de réexamen',
  'hold.button.review': 'Enregistrer la nouvelle date',
  'hold.text.review':
    'La suspension reste en vigueur quelle que soit la date de réexamen. À la nouvelle date, les administrateurs sont de nouveau avertis.',
  'hold.newReviewOn': 'Nouvelle date de réexamen',
  'done.holdReviewed': 'La date de réexamen est déplacée.',
  'versions.at': 'Modifié le',
  'versions.where': 'Type d’enregistrement',
  'versions.number': 'Valeurs',
  'versions.caption': 'Modifications qui ont retiré des données conservées, les plus récentes d’abord',
  'versions.show': 'Voir les valeurs',
  'versions.title': 'Anciennes valeurs gardées',
  'versions.why':
    'Ces valeurs sont des données personnelles que leur titulaire a modifiées depuis. Indiquez pourquoi vous les consultez : le motif est consigné avec votre nom.',
  'versions.back': 'La suspension de l’effacement',
  'versions.record': 'Enregistrement',
  'versions.field': 'Champ',
  'versions.value': 'Ancienne valeur',
  'versions.more': 'Voir les plus anciennes',

  'sources.title': 'Systèmes',
  'sources.intro':
    'Les endroits qui détiennent des données personnelles. Chaque copie et chaque effacement les interroge tous.',
  'sources.state.ready': 'Répond, et sa carte des données convient',
  'sources.state.incomplete': 'Répond, mais sa carte des données est incomplète',
  'sources.state.misfit': 'Ne peut pas être lu',
  'sources.state.silent': 'N’a pas répondu en 2 secondes',
  'sources.mode.erase': 'Lu et effacé',
  'sources.mode.readOnly': 'Lu seulement',
  'sources.summary':
    '{collections, plural, one {# type d’enregistrement} other {# types d’enregistrement}} dans {tables, plural, one {# table} other {# tables}}',
  'sources.problems': 'Ce qui empêche de le lire',
  'sources.erasing': 'Ce qui empêche d’y effacer',
  'sources.warnings': 'Ce qui peut être lent',
  'sources.absent': 'Ce qui est laissé de côté, faute d’exister',
  'sources.unmapped': 'Colonnes qui semblent personnelles et ne figurent dans aucune carte',
  'sources.table': 'Table',
  'sources.rows': 'Lignes, estimation',
  'sources.rows.about': 'environ {n, number}',
  'sources.rows.none': 'aucune',
  'sources.rows.unknown': 'non connu',
  'sources.caption':
    'Ce que détient {source} ; les nombres sont des estimations tirées de ses statistiques, par table entière',
  'sources.command':
    'Les systèmes sont configurés par l’exploitant, qui retrouve les mêmes constats dans un terminal par la commande « source check ».',
};
