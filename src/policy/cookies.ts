import { type Titles } from '../platform/i18n/locale.js';
import { type PromiseId } from './promises.js';
import { retentionSeconds } from './retention.js';

/** Only `necessary` is used before the visitor has chosen. */
export type CookieCategory = 'necessary' | 'preferences' | 'personalisation';

export interface CookiePolicy {
  /** As the browser shows it; under https the sign-in cookie carries the prefix `__Host-`. */
  readonly name: string;
  readonly category: CookieCategory;
  readonly purpose: Titles;
  /** Its `Max-Age`; null: it goes when the browser closes. */
  readonly seconds: number | null;
  /** Where there is a choice: how long it lasts if the person asks to be remembered. */
  readonly rememberedSeconds?: number;
  /** Whether the portal sets it today. */
  readonly active: boolean;
  readonly promises: readonly PromiseId[];
}

export const COOKIE_CATEGORIES: Readonly<Record<CookieCategory, Titles>> = {
  necessary: { ar: 'ضرورية', fr: 'Indispensables', en: 'Necessary' },
  preferences: { ar: 'تفضيلاتكم', fr: 'Préférences', en: 'Preferences' },
  personalisation: {
    ar: 'ملاءمة المحتوى والإعلانات',
    fr: 'Contenu et publicité personnalisés',
    en: 'Personalised content and advertisements',
  },
};

/** The sign-in cookie's name over http; `sessionCookieName` gives the one in use. */
const SESSION_COOKIE = 'athar_session';

/** Under https the browser itself then keeps the cookie to this host, this path and encrypted connections. */
export function sessionCookieName(https: boolean): string {
  return https ? `__Host-${SESSION_COOKIE}` : SESSION_COOKIE;
}

export const COOKIES: readonly CookiePolicy[] = [
  {
    name: SESSION_COOKIE,
    category: 'necessary',
    purpose: {
      ar: 'يُبقيكم داخل حسابكم أو داخل طلبكم بعد أن تثبتوا من أنتم.',
      fr: 'Vous garde dans votre compte, ou dans votre demande, une fois votre identité prouvée.',
      en: 'Keeps you in your account, or in your request, once you have proven who you are.',
    },
    seconds: retentionSeconds('session'),
    rememberedSeconds: retentionSeconds('rememberedSession'),
    active: true,
    promises: ['P09', 'P11', 'P12'],
  },
  {
    name: 'athar_cookie_check',
    category: 'necessary',
    purpose: {
      ar: 'يبين لصفحة الدخول ما إذا كان المتصفح يقبل ملفات الارتباط.',
      fr: 'Indique à la page de connexion si le navigateur accepte les cookies.',
      en: 'Tells the sign-in page whether the browser takes cookies.',
    },
    seconds: null,
    active: false,
    promises: ['P08'],
  },
  {
    name: 'athar_cookie_choice',
    category: 'necessary',
    purpose: {
      ar: 'يحفظ ما اخترتموه في شريط ملفات الارتباط.',
      fr: 'Garde votre réponse au bandeau des cookies.',
      en: 'Keeps your answer to the cookie banner.',
    },
    seconds: retentionSeconds('cookieChoice'),
    active: false,
    promises: ['P26'],
  },
  {
    name: 'athar_last_article',
    category: 'necessary',
    purpose: {
      ar: 'يحمل رقم المقال الذي حُرر أو نُشر أخيرا.',
      fr: 'Contient le numéro du dernier article modifié ou publié.',
      en: 'Holds the number of the article that was edited or published last.',
    },
    seconds: retentionSeconds('lastArticle'),
    active: false,
    promises: ['P13'],
  },
  {
    name: 'athar_commenter',
    category: 'preferences',
    purpose: {
      ar: 'يتذكر الاسم والبريد والموقع لتعليقكم المقبل، إذا طلبتم ذلك.',
      fr: 'Retient vos nom, adresse et site pour votre prochain commentaire, si vous le demandez.',
      en: 'Remembers your name, address and website for your next comment, if you ask for that.',
    },
    seconds: retentionSeconds('rememberedCommenter'),
    active: false,
    promises: ['P06', 'P07'],
  },
  {
    name: 'athar_screen_options',
    category: 'preferences',
    purpose: {
      ar: 'يحفظ طريقة ترتيبكم للشاشة.',
      fr: 'Garde la façon dont vous avez réglé l’affichage.',
      en: 'Keeps the way you arranged the screen.',
    },
    seconds: retentionSeconds('screenOptions'),
    active: false,
    promises: ['P10'],
  },
];
