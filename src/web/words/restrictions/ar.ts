export const ar = {
  'restriction.title': 'تقييد الاستعمال',
  'restriction.in_force':
    'التقييد سارٍ منذ {since}. ما كنا نحتفظ به عنكم إلى ذلك الحين يبقى محفوظا ولا يظهر للعموم، ولا يشمل التقييد ما تكتبونه بعده.',
  'restriction.lifting':
    'التقييد سارٍ منذ {since}، وينتهي في {at}، ثم يظهر من جديد ما كان مخفيا. إن كان لكم اعتراض فاكتبوا إلينا في هذه الصفحة قبل ذلك.',
  'restriction.lifted':
    '{by, select, person {سرى التقييد من {since} إلى {at} حين أنهيتموه.} erasure {سرى التقييد من {since} إلى {at} حين مُحيت معطياتكم.} other {سرى التقييد من {since} إلى {at} حين أنهاه المكتب.}}',
  'restriction.before': 'يخبركم المكتب قبل أن ينهيه، ويمكنكم إنهاؤه بأنفسكم متى شئتم.',
  'restriction.reason': 'سبب انتهائه',
  'restriction.end': 'إنهاء التقييد',
  'restriction.end.title': 'هل تريدون إنهاء التقييد في الطلب {reference}؟',
  'restriction.end.text': 'يظهر ما كان مخفيا كما كان من قبل. ويمكنكم طلب تقييد آخر متى شئتم.',
  'restriction.end.back': 'الإبقاء على التقييد',
  'done.restrictionEnded': 'انتهى التقييد، ويظهر ما كان مخفيا بعد لحظات.',
  'data.restricted': 'استعمال معطياتكم مقيد منذ {since} بناء على الطلب {reference}.',

  'step.restricted': 'دخل التقييد حيز التنفيذ',
  'step.lift_announced': 'أخبركم المكتب بموعد انتهاء التقييد',
  'step.lift_called_off': 'قرر المكتب استمرار التقييد',
  'step.restriction_lifted': 'انتهى التقييد',

  'case.step.restricted': 'دخل التقييد حيز التنفيذ',
  'case.step.lift_announced': 'أُخبر صاحب الطلب بموعد انتهائه',
  'case.step.lift_called_off': 'أُلغي الموعد المعلن لانتهائه',
  'case.step.restriction_lifted': 'انتهى التقييد',
  'case.restriction': 'تقييد الاستعمال',
  'case.restriction.in_force': 'سارٍ منذ {since}',
  'case.restriction.lifting': 'سارٍ منذ {since}، وينتهي في {at}',
  'case.restriction.lifted':
    '{by, select, person {من {since} إلى {at}، أنهاه صاحب الطلب} erasure {من {since} إلى {at}، انتهى بالمحو} other {من {since} إلى {at}، أنهاه المكتب}}',
  'case.restriction.reason': 'سبب انتهائه',
  'case.restriction.rows': 'الأسطر المخفية',
  'case.restriction.rowsIn': '{source}، {collection}: {rows}',
  'case.restriction.placing': 'التقييد سارٍ، ولا تزال البوابة تخفي أسطرا. أغلقوا الملف بعد انتهائها.',
  'case.restriction.byHand':
    'لا تخفي البوابة شيئا في {systems}. احرصوا على أن تقتصر المعالجة هناك على الحفظ قبل إغلاق الملف.',
  'case.restriction.partly':
    'لا تخفي البوابة في {system} إلا ما يلي: {collections}. انظروا في ما عدا ذلك من معطيات صاحب الطلب هناك قبل إغلاق الملف.',
  'case.restricted.before':
    'استعمال معطيات هذا الشخص مقيد منذ {since} بناء على الطلب {reference}. وقد طلب هذا المحو بعد ذلك، وهو يشمل ما يحفظه التقييد أيضا وينهيه. تأكدوا أنه لا يحتاج إلى شيء منه، مثلا لإثبات حق له.',
  'case.restricted.since':
    'استعمال معطيات هذا الشخص مقيد منذ {since} بناء على الطلب {reference}. وقد طُلب التقييد بعد هذا المحو: يريد صاحب الطلب أن تبقى معطياته محفوظة وألا تُمحى. لا تُقبل أي موافقة ما دام التقييد ساريا؛ اسألوه أي الأمرين يريد.',
  'decide.lift': 'رفع التقييد',
  'decide.keep': 'إلغاء موعد انتهاء التقييد',
  'approve.restriction':
    'يسري التقييد في الحال: لا تظهر تعليقات صاحب الطلب، ويُخفى في الأنظمة الأخرى ما تسمح به خرائط معطياتها. ولا يُمحى شيء. ويمكن لصاحب الطلب إنهاؤه متى شاء، ويخبره المكتب قبل أن ينهيه.',
  'lift.title': 'رفع التقييد في الطلب {reference}',
  'lift.intro':
    '{wait, select, none {يُخبر صاحب الطلب بالسبب بالبريد الإلكتروني وينتهي التقييد.} other {يُخبر صاحب الطلب بالسبب بالبريد الإلكتروني الآن، قبل انتهاء التقييد. وينتهي تلقائيا بعد {wait}، ويمكن إلغاء ذلك إلى حينها.}}',
  'lift.reason': 'السبب كما يقرؤه صاحب الطلب',
  'lift.button': 'إخبار صاحب الطلب ورفع التقييد',
  'done.case.liftAnnounced': 'أُخبر صاحب الطلب، وينتهي التقييد تلقائيا حين يحين موعده.',
  'done.case.restrictionKept': 'يستمر التقييد، والرسالة التي تخبر بذلك في طريقها.',
} as const;
