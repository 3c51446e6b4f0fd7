import { type en } from './en.js';

export const ar: Readonly<Record<keyof typeof en, string>> = {
  title: 'معطياتك لدى {site}',
  intro: 'هذه نسخة من معطياتك الشخصية التي طلبتها من {site}. كل ما فيها يُفتح دون اتصال بالإنترنت.',
  reference: 'الطلب',
  madeAt: 'تاريخ الإعداد',
  records: 'السجلات',
  private: 'هذه الملفات تخصك. احفظها حيث لا يستطيع غيرك فتحها، واحذفها حين لا تعود في حاجة إليها.',

  'how.title': 'كيف تقرأ هذه النسخة',
  'how.pages':
    'تجد أدناه الأنظمة التي سُئلت وما يحفظه كل نظام عنك. كل سطر يفتح صفحات مُعدّة للقراءة، ولا تظهر فيها الحقول الفارغة.',
  'how.files':
    'وللبرامج الأخرى تجد السجلات نفسها في المجلد data، بصيغتي JSON وCSV، وبجميع حقولها. وفي ملفات CSV تبدأ بفاصلة علوية كل خانة قد ينفّذها برنامج الجداول على أنها معادلة.',
  'how.about': 'لماذا تُستعمل هذه المعطيات، وكم تُحفظ، ومن يتلقاها، وما هي حقوقك:',
  'how.check':
    'يبيّن الملف manifest.json حجم كل ملف آخر وبصمته SHA-256، والملف manifest.sig هو توقيعنا عليه بخوارزمية Ed25519. وبهما يُعرف هل تغيّر شيء بعد ذلك.',

  system: 'النظام',
  'system.empty': 'سُئل هذا النظام، ولا يحفظ عنك شيئًا.',
  'column.collection': 'نوع السجل',
  'column.category': 'الفئة',
  'column.records': 'السجلات',
  'column.files': 'الملفات',
  'categories.title': 'حسب الفئة',
  'withheld.title': 'ما لا يُسلَّم، وسبب ذلك',
  'fields.title': 'أسماء الحقول في الملفات',

  'page.of': 'الصفحة {page} من {pages}',
  'page.previous': 'الصفحة السابقة',
  'page.next': 'الصفحة التالية',
  'page.contents': 'المحتويات',
  'page.record': 'السجل',
  'page.toolong': 'هذا السجل أطول من أن تسعه صفحة. تجده كاملًا في الملف {file}.',

  'category.identity': 'الهوية',
  'category.contact': 'الاتصال',
  'category.content': 'المحتوى',
  'category.technical': 'معطيات تقنية',
  'category.media': 'الوسائط',
  'category.behaviour': 'السلوك',
  'category.credentials': 'معطيات الدخول',
  'category.editorial': 'التحرير',
};
