export const ar = {
  'kind.export': 'نسخة من معطياتكم',
  'kind.erasure': 'محو معطياتكم',
  'kind.rectification': 'تصحيح معطياتكم',
  'kind.restriction': 'تقييد استعمال معطياتكم',
  'kind.objection': 'التعرض على معالجة معطياتكم',
  'kind.consent_withdrawal': 'سحب موافقتكم',
  'kind.complaint': 'شكاية',
  'kind.article': 'طلب بشأن مقال',

  'confirm.subject': '{site}: المرجو تأكيد طلبكم',
  'confirm.text':
    'توصل {site} بطلب يحمل عنوان بريدكم هذا، والغالب أنه منكم. موضوع الطلب: {kind}. لتأكيده اضغطوا على الزر خلال 24 ساعة. وإن لم يكن الطلب منكم فلا داعي لأي إجراء، إذ يلغى بعد يومين.',
  'confirm.action': 'تأكيد طلبي',

  'received.subject': '{site}: توصلنا بطلبكم',
  'received.text': 'توصلنا بطلبكم. موضوعه: {kind}. وسينظر فيه الآن أحد العاملين في {site}.',

  'recorded.subject': '{site}: تم تسجيل طلبكم',
  'recorded.text':
    'توصل {site} بطلبكم وتم تسجيله هنا حتى يتسنى لكم تتبعه. موضوعه: {kind}. وستصلكم الأجوبة على هذا العنوان.',

  'link.subject': '{site}: رابط جديد لطلبكم',
  'link.text': 'هذا رابط جديد لطلبكم. موضوعه: {kind}. ويصلح الرابط لمرة واحدة.',

  'ready.subject': '{site}: معطياتكم جاهزة',
  'ready.text': 'الملف الذي يضم المعطيات التي يحتفظ بها {site} عنكم جاهز للتحميل.',

  'completed.subject': '{site}: تمت معالجة طلبكم',
  'completed.text': 'قمنا بما طلبتم. موضوع الطلب: {kind}.',

  'withdrawn.subject': '{site}: تم سحب طلبكم',
  'withdrawn.text':
    'تم سحب طلبكم. موضوعه: {kind}. ولن يتخذ بشأنه أي إجراء آخر، ويمكنكم تقديم طلب جديد متى شئتم.',

  'refused.subject': '{site}: جوابنا على طلبكم',
  'refused.text':
    'نظرنا في طلبكم وتعذرت الاستجابة له. موضوعه: {kind}. وتجدون أدناه السبب والجهة التي يمكنكم اللجوء إليها.',

  'extended.subject': '{site}: نحتاج إلى وقت إضافي لمعالجة طلبكم',
  'extended.text':
    'تتطلب معالجة طلبكم وقتا أطول مما كان مقررا. موضوعه: {kind}. وتجدون أدناه السبب والتاريخ الجديد.',

  'open.action': 'فتح طلبي',

  'fact.reference': 'المرجع',
  'fact.dueByLaw': 'أجل الجواب بمقتضى القانون',
  'fact.dueByTarget': 'نعتزم الجواب قبل',
  'fact.until': 'متاح إلى غاية',
  'fact.ground': 'السند القانوني',
  'fact.authority': 'يمكنكم تقديم شكاية إلى',
} as const;
