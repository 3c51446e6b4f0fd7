import { type Locale } from '../platform/i18n/locale.js';
import { type Repeatable } from './random.js';

const SUBJECTS = [
  'مشروع توسعة الميناء',
  'أشغال تهيئة الكورنيش',
  'خط الحافلات الجديد',
  'مهرجان المسرح المدرسي',
  'سوق السمك القديم',
  'المكتبة البلدية',
  'محطة القطار السريع',
  'حديقة الحي الشرقي',
  'مباراة الفريق المحلي',
  'موسم جني الزيتون',
  'دروس محو الأمية',
  'معرض الكتاب الجهوي',
] as const;

const ANGLES = [
  'ماذا تغير خلال سنة؟',
  'أسئلة السكان وأجوبة المجلس',
  'أرقام وتفاصيل',
  'شهادات من عين المكان',
  'بين الوعود والواقع',
] as const;

const PARAGRAPHS = [
  'تابعت الجريدة الموضوع على مدى أسابيع، والتقت عددا من السكان والتجار الذين تحدثوا عن انتظاراتهم وعن الصعوبات اليومية.',
  'وقال مسؤول محلي إن الأشغال تسير وفق البرنامج المعلن، وإن لقاء تواصليا سينظم قبل نهاية الشهر لتقديم الحصيلة.',
  'ويرى مهتمون أن نجاح المشروع رهين بإشراك الجمعيات وبنشر المعطيات المتعلقة بكلفته وآجاله.',
] as const;

const COMMENTS: Readonly<Record<Locale, readonly string[]>> = {
  ar: [
    'شكرا على هذا المقال، كنت أبحث عن هذه المعلومات منذ مدة.',
    'أسكن في الحي المعني وأؤكد أن الوضع تحسن قليلا لكنه ما زال بعيدا عن المطلوب.',
    'المرجو نشر الأرقام كاملة حتى يتمكن القراء من المقارنة.',
    'لا أتفق مع ما ورد في الفقرة الثانية، فقد حضرت الاجتماع ولم يقل ذلك أحد.',
    'متى سيصل هذا إلى أحياء أطراف المدينة؟',
    'تحية لفريق الجريدة على المتابعة.',
    'الصورة المنشورة قديمة، المكان تغير كثيرا منذ الصيف.',
  ],
  fr: [
    'Merci pour cet article, enfin des chiffres clairs.',
    'J’habite le quartier et je confirme, les travaux ont pris du retard.',
    'Quelqu’un sait-il quand la réunion publique aura lieu ?',
    'La photo ne montre pas l’état actuel de la place.',
    'Je ne suis pas d’accord avec la conclusion, mais le débat est utile.',
  ],
  en: [
    'Thank you, this is the first clear account I have read of it.',
    'I was there last week and the work has not started yet.',
    'Could you publish the full report as well?',
    'My family has lived in this street for forty years; we were never asked.',
  ],
};

const FIRST_NAMES = [
  'amina',
  'karim',
  'salma',
  'youssef',
  'nadia',
  'hamza',
  'imane',
  'rachid',
  'leila',
  'omar',
  'hind',
  'said',
] as const;
const SHOWN_NAMES = [
  'أمينة',
  'كريم',
  'سلمى',
  'يوسف',
  'نادية',
  'حمزة',
  'إيمان',
  'رشيد',
  'ليلى',
  'عمر',
  'هند',
  'سعيد',
] as const;

export interface DemoName {
  readonly latin: string;
  readonly shown: string;
}

export function demoName(random: Repeatable): DemoName {
  const which = random.below(FIRST_NAMES.length);
  return { latin: FIRST_NAMES[which] ?? '', shown: SHOWN_NAMES[which] ?? '' };
}

export function demoTitle(index: number): string {
  const subject = SUBJECTS[index % SUBJECTS.length];
  const angle = ANGLES[Math.floor(index / SUBJECTS.length) % ANGLES.length];
  return `${subject}: ${angle}`;
}

export function demoBody(): string {
  return PARAGRAPHS.join('\n\n');
}

/** Three in five comments are Arabic, the others French and English. */
export function demoComment(random: Repeatable): string {
  const share = random.next();
  const locale: Locale = share < 0.6 ? 'ar' : share < 0.85 ? 'fr' : 'en';
  const sentences = Array.from({ length: 1 + random.below(3) }, () => random.pick(COMMENTS[locale]));
  return [...new Set(sentences)].join(' ');
}
