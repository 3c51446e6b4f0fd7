import { type Titles } from '../platform/i18n/locale.js';
import { type RequestKind } from './request-kinds.js';

/** What a person may do about their data. `kind` is the request that does it; null: a choice made on the spot. */
export interface PersonRight {
  readonly id: string;
  readonly kind: RequestKind | null;
  readonly title: Titles;
}

export const RIGHTS: readonly PersonRight[] = [
  {
    id: 'access',
    kind: 'export',
    title: {
      ar: 'الولوج إلى معطياتكم والحصول على نسخة منها في ملف يمكن استعماله في مكان آخر',
      fr: 'Accéder à vos données et en obtenir une copie, dans un fichier réutilisable ailleurs',
      en: 'See your data and get a copy of it, in a file that you can use elsewhere',
    },
  },
  {
    id: 'rectification',
    kind: 'rectification',
    title: { ar: 'تصحيح معطياتكم', fr: 'Faire rectifier vos données', en: 'Have your data corrected' },
  },
  {
    id: 'erasure',
    kind: 'erasure',
    title: { ar: 'محو معطياتكم', fr: 'Faire effacer vos données', en: 'Have your data erased' },
  },
  {
    id: 'restriction',
    kind: 'restriction',
    title: {
      ar: 'تقييد استعمال معطياتكم',
      fr: 'Faire verrouiller vos données',
      en: 'Have the use of your data restricted',
    },
  },
  {
    id: 'objection',
    kind: 'objection',
    title: {
      ar: 'التعرض على معالجة معطياتكم',
      fr: 'Vous opposer au traitement de vos données',
      en: 'Object to the use of your data',
    },
  },
  {
    id: 'consent_withdrawal',
    kind: 'consent_withdrawal',
    title: {
      ar: 'سحب موافقتكم متى شئتم، دون أثر على ما سبق',
      fr: 'Retirer votre consentement à tout moment, sans effet sur le passé',
      en: 'Withdraw your consent whenever you like, with no effect on what came before',
    },
  },
  {
    id: 'human_review',
    kind: 'objection',
    title: {
      ar: 'طلب نظر أحد العاملين في كل ما قُرر آليا',
      fr: 'Demander qu’une personne réexamine ce qui a été décidé automatiquement',
      en: 'Ask that a person looks at whatever was decided automatically',
    },
  },
  {
    id: 'complaint',
    kind: 'complaint',
    title: {
      ar: 'تقديم شكاية إلينا أو إلى سلطة المراقبة',
      fr: 'Adresser une réclamation, à nous ou à l’autorité de contrôle',
      en: 'Complain to us or to the supervisory authority',
    },
  },
];

/** What machines decide. None has a legal effect or one that weighs as much. */
export const AUTOMATED_DECISIONS: readonly { readonly id: string; readonly title: Titles }[] = [
  {
    id: 'spam_check',
    title: {
      ar: 'قد يُعتبر تعليق مزعجا فلا يُنشر قبل أن ينظر فيه أحد العاملين.',
      fr: 'Un commentaire jugé indésirable n’est pas publié avant qu’une personne l’ait examiné.',
      en: 'A comment taken for spam is not published before a person has looked at it.',
    },
  },
  {
    id: 'known_commenter',
    title: {
      ar: 'قد يُنشر تعليق من سبقت الموافقة على تعليقاته دون انتظار المراجعة.',
      fr: 'Le commentaire d’un auteur déjà approuvé peut paraître sans attendre la modération.',
      en: 'The comment of an author approved before may appear without waiting for moderation.',
    },
  },
  {
    id: 'rate_limit',
    title: {
      ar: 'بعد محاولات كثيرة من العنوان نفسه، تُرفض المحاولات الموالية لبضع دقائق.',
      fr: 'Après trop d’essais depuis une même adresse, les suivants sont refusés quelques minutes.',
      en: 'After too many attempts from one address, further ones are refused for some minutes.',
    },
  },
];

/** Where the data comes from. */
export const ORIGINS: readonly { readonly id: string; readonly title: Titles }[] = [
  {
    id: 'you',
    title: {
      ar: 'ما قدمتموه بأنفسكم: الحساب والتعليقات والطلبات والموافقات.',
      fr: 'Ce que vous avez fourni : compte, commentaires, demandes, consentements.',
      en: 'What you gave: account, comments, requests, consents.',
    },
  },
  {
    id: 'browser',
    title: {
      ar: 'ما يرسله متصفحكم: عنوان IP وتعريف المتصفح.',
      fr: 'Ce qu’envoie votre navigateur : adresse IP et identification du navigateur.',
      en: 'What your browser sends: IP address and browser identification.',
    },
  },
  {
    id: 'portal',
    title: {
      ar: 'ما ينشأ أثناء الاستعمال: التواريخ والأرقام وحالة التعليقات والطلبات وسجل العمليات.',
      fr: 'Ce qui naît de l’usage : dates, numéros, état des commentaires et des demandes, journal.',
      en: 'What arises in use: dates, numbers, the state of comments and requests, the log.',
    },
  },
  {
    id: 'letter',
    title: {
      ar: 'ما سجله أحد العاملين من رسالة أو طلب وصلنا خارج البوابة.',
      fr: 'Ce qu’une personne du bureau a saisi d’une lettre ou d’une demande reçue hors du portail.',
      en: 'What the office entered from a letter or a request that came in outside the portal.',
    },
  },
];

/** The sentence that goes with every erasure and every policy: none may claim that nothing is left. */
export const KEPT_BY_LAW: Titles = {
  ar: 'قد يفرض القانون الاحتفاظ ببعض السجلات.',
  fr: 'La loi peut exiger que certains éléments soient conservés.',
  en: 'The law may require some records to be kept.',
};
