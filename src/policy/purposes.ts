import { type Titles } from '../platform/i18n/locale.js';

/** The kinds of personal data, as data maps name them. */
export const DATA_CATEGORIES = {
  identity: { ar: 'الهوية', fr: 'Identité', en: 'Identity' },
  contact: { ar: 'وسائل الاتصال', fr: 'Coordonnées', en: 'Contact details' },
  content: { ar: 'المحتويات', fr: 'Contenus', en: 'Content' },
  technical: { ar: 'معطيات تقنية', fr: 'Données techniques', en: 'Technical data' },
  media: { ar: 'الصور والملفات', fr: 'Images et fichiers', en: 'Images and files' },
  behaviour: { ar: 'الاختيارات والاستعمال', fr: 'Choix et usage', en: 'Choices and use' },
  credentials: { ar: 'وسائل إثبات الهوية', fr: 'Moyens de connexion', en: 'Means of signing in' },
  editorial: { ar: 'معطيات تحريرية', fr: 'Données éditoriales', en: 'Editorial data' },
} as const satisfies Readonly<Record<string, Titles>>;

export type DataCategory = keyof typeof DATA_CATEGORIES;

/** Their names, in the order in which people are told of them. */
export const CATEGORIES = Object.keys(DATA_CATEGORIES) as [DataCategory, ...DataCategory[]];

export const LAWFUL_BASES = {
  contract: {
    ar: 'تنفيذ ما طلبتموه منا',
    fr: 'Exécution du service demandé',
    en: 'The service you asked for',
  },
  consent: { ar: 'موافقتكم', fr: 'Votre consentement', en: 'Your consent' },
  legal_obligation: { ar: 'التزام قانوني', fr: 'Obligation légale', en: 'A legal obligation' },
  legitimate_interest: {
    ar: 'مصلحة مشروعة لنا لا تمس حقوقكم',
    fr: 'Notre intérêt légitime, dans le respect de vos droits',
    en: 'Our legitimate interest, weighed against your rights',
  },
} as const satisfies Readonly<Record<string, Titles>>;

export type LawfulBasis = keyof typeof LAWFUL_BASES;

export interface Purpose {
  readonly id: string;
  readonly title: Titles;
  readonly basis: LawfulBasis;
  readonly categories: readonly DataCategory[];
}

export const PURPOSES: readonly Purpose[] = [
  {
    id: 'account',
    title: {
      ar: 'فتح الحساب وإدارته والدخول إليه',
      fr: 'Ouvrir un compte, le gérer et s’y connecter',
      en: 'Opening and keeping an account, and signing in to it',
    },
    basis: 'contract',
    categories: ['identity', 'contact', 'credentials', 'content', 'behaviour', 'technical'],
  },
  {
    id: 'comments',
    title: {
      ar: 'نشر التعليقات وحفظ النقاش حول المقالات والتعرف على أصحابها',
      fr: 'Publier les commentaires, garder la discussion sous les articles et en reconnaître les auteurs',
      en: 'Publishing comments, keeping the discussion under articles and recognising its authors',
    },
    basis: 'legitimate_interest',
    categories: ['identity', 'contact', 'content', 'technical'],
  },
  {
    id: 'spam',
    title: {
      ar: 'كشف التعليقات المزعجة',
      fr: 'Repérer les commentaires indésirables',
      en: 'Recognising spam among comments',
    },
    basis: 'legitimate_interest',
    categories: ['identity', 'contact', 'content', 'technical'],
  },
  {
    id: 'avatar',
    title: {
      ar: 'إظهار صورة صاحب التعليق',
      fr: 'Afficher l’image de l’auteur d’un commentaire',
      en: 'Showing the picture of a comment’s author',
    },
    basis: 'legitimate_interest',
    categories: ['contact', 'media'],
  },
  {
    id: 'requests',
    title: {
      ar: 'معالجة الطلبات المتعلقة بالمعطيات ذات الطابع الشخصي وإثبات معالجتها',
      fr: 'Traiter les demandes relatives aux données personnelles et pouvoir le prouver',
      en: 'Handling requests about personal data, and being able to prove it',
    },
    basis: 'legal_obligation',
    categories: ['identity', 'contact', 'content', 'technical', 'credentials', 'behaviour'],
  },
  {
    id: 'security',
    title: {
      ar: 'حماية الحسابات والبوابة وتسجيل العمليات المهمة',
      fr: 'Protéger les comptes et le portail, et consigner les opérations importantes',
      en: 'Protecting accounts and the portal, and logging what matters',
    },
    basis: 'legitimate_interest',
    categories: ['identity', 'contact', 'technical', 'credentials'],
  },
  {
    id: 'remembering',
    title: {
      ar: 'تذكر معطيات صاحب التعليق في متصفحه',
      fr: 'Retenir les coordonnées d’un commentateur dans son navigateur',
      en: 'Remembering a commenter’s details in the browser',
    },
    basis: 'consent',
    categories: ['identity', 'contact'],
  },
  {
    id: 'embeds',
    title: {
      ar: 'عرض محتوى مواقع أخرى داخل المقالات',
      fr: 'Afficher des éléments d’autres sites dans les articles',
      en: 'Showing parts of other sites in articles',
    },
    basis: 'consent',
    categories: ['technical', 'behaviour'],
  },
  {
    id: 'measurement',
    title: {
      ar: 'إحصاء الصفحات المقروءة',
      fr: 'Compter les pages lues',
      en: 'Counting which pages are read',
    },
    basis: 'consent',
    categories: ['behaviour', 'technical'],
  },
  {
    id: 'personalisation',
    title: {
      ar: 'ملاءمة المحتوى والإعلانات',
      fr: 'Adapter le contenu et la publicité',
      en: 'Fitting content and advertisements to the visitor',
    },
    basis: 'consent',
    categories: ['behaviour', 'technical'],
  },
];
