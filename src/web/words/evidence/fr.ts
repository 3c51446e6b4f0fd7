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
  'retention.until.last_mails': 'Jusqu’à l’envoi du dernier courriel, au plus {time}.',
  'retention.until.audit_exports': 'Une fois le fichier demandé : {time}.',
  'retention.until.comment_bans': 'Jusqu’au jour fixé avec l’exclusion.',
  'retention.until.reset_asks': 'Jusqu’à leur traitement, au plus un jour.',
};
