export const fr = {
  'finding.noTable': '{collection} : la table {table} n’existe pas.',
  'finding.absent': '{collection} : la table {table}, facultative, n’existe pas.',
  'finding.noColumn': '{collection} : la colonne {column} n’existe pas.',
  'finding.noReadableColumn': '{collection} : aucune colonne {column} ne peut être lue.',
  'finding.unreadable': '{collection} : la base de données n’autorise pas la lecture de {column}.',
  'finding.keyNotUnique': '{collection} : la clé ({key}) de {table} n’est pas unique.',
  'finding.notUnique': '{collection} : {column} n’est pas unique.',
  'finding.noDate': '{collection} : {column} n’est pas une date.',
  'finding.view': '{collection} : {table} est une vue, où rien n’est effacé.',
  'finding.notEmpty':
    '{collection} : {column} ne peut pas être vide ; il lui faut une règle d’effacement propre.',
  'finding.noBytes':
    '{collection} : {column} ne contient pas de données binaires et ne peut pas contenir un tel pseudonyme.',
  'finding.noText':
    '{collection} : {column} n’est pas un texte et ne peut pas contenir un pseudonyme de texte.',
  'finding.noStructure': '{collection} : {column} n’est pas du texte ; rien ne peut y être vidé en partie.',
  'finding.noAddress':
    '{collection} : {column} ne contient ni texte ni adresses ; aucune adresse IP ne peut y être tronquée.',
  'finding.tooShort':
    '{collection} : {column} est trop court pour un pseudonyme, qui a {length, plural, one {# caractère} other {# caractères}}.',
  'finding.noUndo':
    '{collection} : le moteur de {table} ne sait rien annuler ; rien n’est effacé dans des tables autres qu’InnoDB.',
  'finding.versioned':
    '{collection} : {table} garde d’anciennes versions de ses lignes, où rien n’est effacé.',
  'finding.generated':
    '{collection} : {column} est calculé à partir d’autres colonnes ; son erase doit être keep.',
  'finding.noFit': '{collection} : {column} ne peut pas contenir la constante que l’effacement y écrit.',
  'finding.onlyOnce':
    '{collection} : {column} est unique ; il lui faut un pseudonyme au lieu d’une constante ou d’une adresse tronquée.',
  'finding.fewBytes':
    '{collection} : {column} est trop court pour un pseudonyme binaire, qui a {bytes, plural, one {# octet} other {# octets}}.',
  'finding.triggers':
    '{collection} : des déclencheurs de {table} s’exécutent quand des lignes sont effacées ({triggers}) ; vérifiez qu’ils ne copient rien.',
  'finding.notWritable': '{collection} : l’utilisateur qui efface n’en a pas le droit dans {table} ({code}).',
  'finding.cascade':
    '{collection} : effacer dans {table} efface aussi dans {other}, que unlessReferredBy doit nommer.',
  'finding.noIndex': '{collection} : aucun index ne trouve {column} ; toute la table est lue.',
  'finding.noFoldedIndex':
    '{collection} : aucun index ne trouve {column} par sa valeur normalisée (voir docs/data-maps.md) ; toute la table est lue.',
  'finding.misfit': 'La carte des données du système « {source} » ne correspond pas à sa base.',
  'finding.unerasable': 'La carte des données du système « {source} » ne permet pas d’y effacer.',
  'finding.noEnd':
    'La recherche par la carte des données ne s’achève pas en {steps, plural, one {# étape} other {# étapes}}.',
  'finding.tooMany':
    'La carte des données trouve plus de {most, plural, one {# valeur} other {# valeurs}} de « {identifier} » dans {collection} pour une seule personne.',
  'finding.tooLarge':
    'Une ligne du système « {source} » est plus longue que ce que sa base de données livre ; il faut y augmenter max_allowed_packet.',
  'finding.noSite':
    'L’adresse du site est introuvable dans le système « {source} » : {column} doit la contenir une seule fois.',
  'finding.otherDatabase':
    'Le système « {source} » n’est pas la base ou le site où l’effacement a été autorisé ({pinned}), mais {found}. Rien n’y est effacé tant qu’un exploitant ne l’a pas acceptée (npx athar source pin {source})',
  'finding.cannotEnd':
    'Le système « {source} » ne permet pas de mettre fin à une connexion sur laquelle un effacement a été interrompu. Son utilisateur d’écriture a besoin du droit {grant}.',
  'finding.pooled':
    'Le système « {source} » est atteint à travers un répartiteur de connexions. L’effacement a besoin de l’adresse du serveur lui-même.',
  'finding.noWriter':
    'Un effacement a été interrompu dans le système « {source} », qui ne peut plus qu’être lu. Autorisez-y de nouveau l’effacement, afin que l’on puisse savoir ce qu’il en est advenu.',
  'finding.closed': 'La connexion au système « {source} » est fermée.',
  'finding.silent': 'Le système « {source} » ne répond pas.',
  'finding.unavailable':
    '{doing, select, read {Le système « {source} » ne peut pas être lu.} other {Rien ne peut être effacé dans le système « {source} ».}} {fault, select, nobody {Personne ne répond à son adresse.} unknownHost {Son nom d’hôte est inconnu.} late {Il n’a pas répondu à temps.} user {Il refuse l’utilisateur ou son mode de connexion.} password {Il refuse le nom d’utilisateur ou le mot de passe.} database {Il n’a pas de base de ce nom.} empty {Une colonne que la carte des données vide ne peut pas être vide.} referred {Des lignes dont la carte des données ne parle pas renvoient à une ligne à effacer.} deadlock {Les mêmes lignes étaient modifiées par ailleurs.} forbidden {Il ne l’autorise pas dans une table que nomme la carte des données.} full {Il n’a plus de connexion libre.} stopped {C’était trop long, et a été arrêté.} ended {Il a mis fin à la connexion.} starting {Il démarre ou s’arrête.} other {{doing, select, read {La lecture a échoué.} other {L’effacement a échoué.}}}}{code, select, none {} other { ({code})}}',
  'finding.noUploads': 'Le dossier des fichiers du système « {source} » est absent ou illisible.',
  'finding.fileStays':
    'Un fichier du système « {source} » ne peut être ni supprimé ni réécrit : le portail doit y être autorisé dans le dossier options.uploadsDir.',
  'finding.imageStays':
    'Une image de {width} × {height} pixels du système « {source} » dit qui l’a faite et est trop grande pour être réécrite. Retirez-en les données EXIF, XMP et IPTC à la main, puis relancez.',
  'finding.fileSpeaks':
    'Une image du système « {source} » indique où ou par qui elle a été prise, dans un format qui ne peut pas être réécrit ici (HEIC) : il faut la convertir, ou lui ôter ces indications, à la main.',
  'finding.tooLong':
    'Un enregistrement du système « {source} » est trop long pour que des noms de fichiers y soient cherchés.',
  'finding.storeAway':
    'Le stockage d’objets du portail ne répond pas : les fichiers que nomment ses enregistrements ne peuvent être ni lus ni supprimés.',
  'finding.noUploadsDir':
    'Des enregistrements du système « {source} » nomment des fichiers, et options.uploadsDir ne dit pas où ils se trouvent : les copies sont faites sans eux, et aucun effacement qui rencontre un tel enregistrement ne s’achève.',
};
