import { type en } from './en.js';

export const fr: Readonly<Record<keyof typeof en, string>> = {
  statement:
    'La loi peut exiger que certaines données soient conservées à des fins administratives, juridiques ou de sécurité. Dans ce cas, elles ne servent à rien d’autre.',
  'page.title': 'La suite donnée à votre demande d’effacement',
  'page.reference': 'Demande',
  'page.received': 'Reçue le',
  'page.done': 'Faite le',
  'page.erased': 'Ce qui a été effacé',
  'page.nothing': 'Aucune donnée n’a été trouvée.',
  'page.retained': 'Ce qui est conservé, et pourquoi',
  'page.system': 'Système',
  'page.collection': 'Données',
  'page.action': 'Ce qui a été fait',
  'page.count': 'Nombre',
  'page.reason': 'Motif',
  'page.review': 'Prochain réexamen',
  'page.until': 'Jusqu’au',
  'page.noreason': 'Un motif qui ne peut pas être communiqué',
  'page.signature': 'Notre signature du même contenu, dans le fichier {file} :',
  'page.key': 'Clé',
  'action.erased': 'Effacé',
  'action.anonymised': 'Vidé de tout ce qui mène à vous',
  'purpose.administrative': 'Administration',
  'purpose.legal': 'Droit',
  'purpose.security': 'Sécurité',
};
