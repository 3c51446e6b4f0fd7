import { type Titles } from '../platform/i18n/locale.js';
import { type CookieCategory } from './cookie-categories.js';
import { type PromiseId } from './promises.js';
import { retentionSeconds } from './retention.js';

/** Every cookie there is, by its name over http. */
export type CookieName =
  | 'athar_session'
  | 'athar_cookie_check'
  | 'athar_cookie_choice'
  | 'athar_last_article'
  | 'athar_commenter'
  | 'athar_screen_options';

export interface CookiePolicy {
  /** Its name over http; `servedName` gives the one in use. */
  readonly name: CookieName;
  readonly category: CookieCategory;
  readonly purpose: Titles;
  /** Its `Max-Age`; null: it goes when the browser closes. */
  readonly seconds: number | null;
  /** Where there is a choice: how long it lasts if the person asks to be remembered. */
  readonly rememberedSeconds?: number;
  /** How long it lasts for a guest, whom a link in a mail let into one request. */
  readonly guestSeconds?: number;
  /** Whether the portal sets it today. */
  readonly active: boolean;
  /** It is set by nothing but the visitor's own act of asking for just this: that act is the consent to it. */
  readonly onRequest?: true;
  readonly promises: readonly PromiseId[];
}

/**
 * A cookie's name as the browser has it. Under https each carries the prefix `__Host-`: the browser itself then keeps it to
 * this host and to encrypted connections, and takes none of that name from a neighbouring host.
 */
export function servedName(name: CookieName, https: boolean): string {
  return https ? `__Host-${name}` : name;
}

export const COOKIES: readonly CookiePolicy[] = [
  {
    name: 'athar_session',
    category: 'necessary',
    purpose: {
      ar: 'يُبقيكم داخل حسابكم أو داخل طلبكم بعد أن تثبتوا من أنتم.',
      fr: 'Vous garde dans votre compte, ou dans votre demande, une fois votre identité prouvée.',
      en: 'Keeps you in your account, or in your request, once you have proven who you are.',
    },
    seconds: retentionSeconds('session'),
    rememberedSeconds: retentionSeconds('rememberedSession'),
    guestSeconds: retentionSeconds('requestSession'),
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
    active: true,
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
    active: true,
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
    active: true,
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
    active: true,
    onRequest: true,
    promises: ['P06', 'P07'],
  },
  {
    name: 'athar_screen_options',
    category: 'necessary',
    purpose: {
      ar: 'يحفظ طريقة ترتيبكم للشاشة، إذا حفظتم إعداداتها: عدد الأسطر وتقاربها في لوائح المكتب.',
      fr: 'Garde la façon dont vous avez réglé l’affichage, si vous enregistrez ce réglage : nombre et densité des lignes dans les listes du bureau.',
      en: 'Keeps the way you arranged the screen, if you save that: how many rows the office’s lists have, and how close.',
    },
    seconds: retentionSeconds('screenOptions'),
    active: true,
    onRequest: true,
    promises: ['P10'],
  },
];

/** The policy of a cookie. */
export function cookiePolicy(name: CookieName): CookiePolicy {
  const found = COOKIES.find((cookie) => cookie.name === name);
  if (found === undefined) throw new Error(`the policy does not declare ${name}`);
  return found;
}
