import { type Titles } from '../platform/i18n/locale.js';

/** Only `necessary` is used before the visitor has chosen. */
export const COOKIE_CATEGORY_IDS = [
  'necessary',
  'preferences',
  'embeds',
  'measurement',
  'personalisation',
] as const;

export type CookieCategory = (typeof COOKIE_CATEGORY_IDS)[number];

/** A category that a visitor may accept or reject. */
export type OptionalCategory = Exclude<CookieCategory, 'necessary'>;

export const OPTIONAL_CATEGORIES = COOKIE_CATEGORY_IDS.filter((id) => id !== 'necessary');

export interface CookieCategoryPolicy {
  readonly title: Titles;
  /** What it means to accept it, and what stands in it today. */
  readonly text: Titles;
  /** The purpose of the policy that accepting it is a consent to; null where none is asked for. */
  readonly purpose: string | null;
  /** Whether the browser's signal not to sell or share data (Global Privacy Control, `Sec-GPC: 1`) counts as a refusal. */
  readonly refusedBySignal: boolean;
}

export const COOKIE_CATEGORIES: Readonly<Record<CookieCategory, CookieCategoryPolicy>> = {
  necessary: {
    title: { ar: 'ضرورية', fr: 'Indispensables', en: 'Necessary' },
    text: {
      ar: 'بدونها لا يعمل الدخول ولا حفظ اختياركم. ومنها ما يحفظ إعدادا تختارونه بأنفسكم، ولا يوضع إلا حين تختارونه.',
      fr: 'Sans eux, ni la connexion ni l’enregistrement de votre choix ne fonctionnent. Certains gardent un réglage que vous faites vous-même ; ils ne sont déposés qu’à ce moment-là.',
      en: 'Without them neither the sign-in nor keeping your choice works. Some keep a setting that you make yourself, and are set only when you make it.',
    },
    purpose: null,
    refusedBySignal: false,
  },
  preferences: {
    title: { ar: 'تفضيلاتكم', fr: 'Préférences', en: 'Preferences' },
    text: {
      ar: 'تتذكر ما كتبتموه لتجدوه في زيارتكم المقبلة. لا شيء منها يوضع اليوم إلا إذا وضعتم أيضا علامة في خانته.',
      fr: 'Ils retiennent ce que vous avez saisi, pour votre prochaine visite. Aujourd’hui, aucun n’est déposé sans que vous cochiez en plus sa case.',
      en: 'They remember what you typed for your next visit. None is set today unless you also tick its own box.',
    },
    purpose: 'remembering',
    refusedBySignal: false,
  },
  embeds: {
    title: { ar: 'محتوى مواقع أخرى', fr: 'Contenus d’autres sites', en: 'Content of other sites' },
    text: {
      ar: 'تُعرض مباشرة داخل المقالات مقاطع الفيديو والخرائط وما شابهها من مواقع أخرى. وقد تضع تلك المواقع ملفات ارتباط خاصة بها وتتبعكم.',
      fr: 'Les vidéos, cartes et autres éléments de sites tiers s’affichent directement dans les articles. Ces sites peuvent déposer leurs propres cookies et vous suivre.',
      en: 'Videos, maps and the like from other sites are shown in articles straight away. Those sites may set cookies of their own and follow you.',
    },
    purpose: 'embeds',
    refusedBySignal: true,
  },
  measurement: {
    title: { ar: 'قياس الزيارات', fr: 'Mesure d’audience', en: 'Measurement' },
    text: {
      ar: 'تحصي الصفحات المقروءة. لا نحصي شيئا اليوم، ولا يوجد ملف ارتباط من هذا الصنف.',
      fr: 'Ils comptent les pages lues. Aujourd’hui nous ne mesurons rien : cette catégorie ne contient aucun cookie.',
      en: 'They count which pages are read. We measure nothing today: no cookie stands in this category.',
    },
    purpose: 'measurement',
    refusedBySignal: true,
  },
  personalisation: {
    title: {
      ar: 'الإعلانات وملاءمة المحتوى',
      fr: 'Publicité et personnalisation',
      en: 'Advertising and personalisation',
    },
    text: {
      ar: 'تلائم المحتوى والإعلانات مع اهتماماتكم. لا يوجد اليوم أي ملف ارتباط من هذا الصنف، ولا تعرض هذه البوابة إعلانات. ويبقى الصنف متوقفا ما لم تقبلوه.',
      fr: 'Ils adaptent le contenu et la publicité à vos centres d’intérêt. Aujourd’hui cette catégorie ne contient aucun cookie et ce portail n’affiche aucune publicité. Elle reste désactivée tant que vous ne l’acceptez pas.',
      en: 'They fit content and advertisements to your interests. No cookie stands in this category today, and this portal shows no advertisements. It stays off until you accept it.',
    },
    purpose: 'personalisation',
    refusedBySignal: true,
  },
};
