import { type en } from './en.js';

export const ar: Readonly<Record<keyof typeof en, string>> = {
  'nav.retention': 'مدد الحفظ',
  'retention.title': 'ما تنتهي مدة حفظه',
  'retention.intro':
    'ما ستحذفه كل قاعدة في المرة المقبلة، وما تُبقيه قرارات تعليق المحو. فتح هذه الصفحة لا يحذف شيئا.',
  'retention.indefinite': 'تُحفظ التعليقات دون حد زمني، ولا تمسها أي قاعدة.',
  'retention.records': 'السجلات',
  'retention.next': 'المرة المقبلة',
  'retention.next.none': 'قيد التنفيذ الآن، أو في انتظار المشغل',
  'retention.removed':
    '{count, plural, =0 {لا شيء انتهت مدته} one {سيُحذف سجل واحد} two {سيُحذف سجلان} few {ستُحذف # سجلات} many {سيُحذف # سجلا} other {سيُحذف # سجل}}',
  'retention.removed.more':
    'أكثر من {count, plural, one {سجل واحد} two {سجلين} few {# سجلات} many {# سجلا} other {# سجل}}',
  'retention.tooLong': 'استغرق العد وقتا أطول من اللازم',
  'retention.rows': '{count, plural, one {سجل واحد} two {سجلان} few {# سجلات} many {# سجلا} other {# سجل}}',
  'retention.kept': 'ما يُبقيه تعليق المحو',
  'retention.kept.none': 'لا شيء',
  'retention.before': 'آخر مرة',
  'retention.run': 'آخر تنفيذ: {at}',
  'retention.run.none': 'ليس في الأيام الأخيرة',
  'retention.last':
    '{count, plural, one {حُذف سجل واحد} two {حُذف سجلان} few {حُذفت # سجلات} many {حُذف # سجلا} other {حُذف # سجل}} في {at}',
  'retention.last.none': 'لم يُحذف شيء بعد',
  'retention.rule.requests': 'الطلبات المغلقة',
  'retention.rule.last_mails': 'آخر عناوين عمليات المحو',
  'retention.rule.audit_exports': 'ملفات السجل',
  'retention.rule.comment_bans': 'حالات منع التعليق',
  'retention.rule.reset_asks': 'طلبات تغيير كلمة المرور',
  'retention.until.last_mails': 'إلى إرسال الرسالة الأخيرة، وفي أقصى الأحوال: {time}.',
  'retention.until.audit_exports': 'بعد أن يطلب مدقق الملف: {time}.',
  'retention.until.comment_bans': 'إلى اليوم المحدد عند المنع.',
  'retention.until.reset_asks': 'إلى أن تُعالج، ويوما واحدا على الأكثر.',
};
