import { type en } from './en.js';

export const ar: Readonly<Record<keyof typeof en, string>> = {
  statement:
    'قد يفرض القانون حفظ بعض السجلات لأغراض إدارية أو قانونية أو أمنية، ولا تُستعمل عندئذ في غير ذلك.',
  'page.title': 'شهادة المحو',
  'page.reference': 'الطلب',
  'page.received': 'وصل في',
  'page.done': 'أُنجز في',
  'page.erased': 'ما مُحي',
  'page.nothing': 'لم يُعثر على أي سجل.',
  'page.retained': 'ما يُحفظ، ولماذا',
  'page.system': 'النظام',
  'page.collection': 'السجلات',
  'page.action': 'ما جرى',
  'page.count': 'العدد',
  'page.reason': 'السبب',
  'page.review': 'المراجعة القادمة',
  'page.until': 'إلى غاية',
  'page.noreason': 'سبب لا يجوز الإفصاح عنه',
  'page.signature': 'توقيعنا على المحتوى نفسه في الملف {file}:',
  'page.key': 'المفتاح',
  'action.erased': 'مُحي',
  'action.anonymised': 'أُزيل منه كل ما يدل عليك',
  'purpose.administrative': 'إداري',
  'purpose.legal': 'قانوني',
  'purpose.security': 'أمني',
};
