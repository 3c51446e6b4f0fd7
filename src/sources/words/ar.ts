export const ar = {
  'finding.noTable': '{collection}: لا يوجد الجدول {table}.',
  'finding.absent': '{collection}: الجدول {table} غير موجود، وهو اختياري.',
  'finding.noColumn': '{collection}: لا يوجد العمود {column}.',
  'finding.noReadableColumn': '{collection}: لا يوجد عمود {column} يمكن قراءته.',
  'finding.unreadable': '{collection}: لا تسمح قاعدة البيانات بقراءة {column}.',
  'finding.keyNotUnique': '{collection}: المفتاح ({key}) في {table} غير فريد.',
  'finding.notUnique': '{collection}: العمود {column} غير فريد.',
  'finding.noDate': '{collection}: العمود {column} ليس تاريخا.',
  'finding.view': '{collection}: {table} عرض (view) لا يُمحى منه شيء.',
  'finding.notEmpty': '{collection}: لا يجوز أن يكون {column} فارغا، فيلزمه حكم محو خاص به.',
  'finding.noBytes': '{collection}: لا يحمل {column} بيانات ثنائية، فلا يسع هذا الاسم المستعار.',
  'finding.noText': '{collection}: ليس {column} نصا، فلا يسع اسما مستعارا نصيا.',
  'finding.noStructure': '{collection}: العمود {column} ليس نصا، فلا يمكن إفراغ جزء مما فيه.',
  'finding.noAddress': '{collection}: لا يحمل {column} نصا ولا عناوين، فلا يمكن اقتطاع عنوان IP فيه.',
  'finding.tooShort':
    '{collection}: {column} أقصر من أن يسع اسما مستعارا طوله {length, plural, one {حرف واحد} two {حرفان} few {# أحرف} many {# حرفا} other {# حرف}}.',
  'finding.noUndo': '{collection}: محرك {table} لا يتراجع عن التغييرات، ولا يُمحى شيء إلا من جداول InnoDB.',
  'finding.versioned': '{collection}: يحتفظ {table} بنسخ قديمة من أسطره، ولا يُمحى منها شيء.',
  'finding.generated': '{collection}: يُحسب {column} من أعمدة أخرى، فيجب أن يكون حكم محوه keep.',
  'finding.noFit': '{collection}: لا يسع {column} القيمة الثابتة التي يضعها المحو فيه.',
  'finding.onlyOnce':
    '{collection}: العمود {column} فريد، فيلزمه اسم مستعار بدل القيمة الثابتة أو العنوان المقتطع.',
  'finding.fewBytes':
    '{collection}: {column} أقصر من أن يسع اسما مستعارا ثنائيا طوله {bytes, plural, one {بايت واحد} two {بايتان} few {# بايتات} many {# بايتا} other {# بايت}}.',
  'finding.triggers':
    '{collection}: تعمل مشغلات (triggers) في {table} عند محو الأسطر ({triggers})، فتأكدوا من أنها لا تنسخ شيئا.',
  'finding.notWritable': '{collection}: لا يُسمح للمستخدم الذي يمحو بذلك في {table} ({code}).',
  'finding.cascade': '{collection}: الحذف من {table} يحذف من {other} أيضا، فيجب أن يسميه unlessReferredBy.',
  'finding.noIndex': '{collection}: لا فهرس يجد {column}، فيُقرأ الجدول كله.',
  'finding.noFoldedIndex':
    '{collection}: لا فهرس يجد {column} بقيمته الموحدة (انظر docs/data-maps.md)، فيُقرأ الجدول كله.',
  'finding.misfit': 'خريطة معطيات النظام «{source}» لا تطابق قاعدة بياناته.',
  'finding.unerasable': 'لا يمكن المحو بخريطة معطيات النظام «{source}».',
  'finding.noEnd':
    'لا ينتهي البحث بخريطة المعطيات في {steps, plural, one {خطوة واحدة} two {خطوتين} few {# خطوات} many {# خطوة} other {# خطوة}}.',
  'finding.tooMany':
    'تجد خريطة المعطيات أكثر من {most, plural, one {قيمة واحدة} two {قيمتين} few {# قيم} many {# قيمة} other {# قيمة}} من «{identifier}» في {collection} لشخص واحد.',
  'finding.tooLarge':
    'في النظام «{source}» سطر أطول مما تسلمه قاعدة بياناته، فيجب رفع قيمة max_allowed_packet فيها.',
  'finding.noSite': 'لا يوجد عنوان الموقع في النظام «{source}»: يجب أن يرد في {column} مرة واحدة.',
  'finding.otherDatabase':
    'النظام «{source}» ليس قاعدة البيانات أو الموقع الذي سُمح بالمحو فيه ({pinned})، بل {found}. لن يُمحى منه شيء ما لم يقبله مشغّل البوابة (npx athar source pin {source})',
  'finding.cannotEnd':
    'لا يسمح النظام «{source}» بإنهاء اتصال انقطع عليه محو. يحتاج مستخدم الكتابة فيه إلى الصلاحية {grant}.',
  'finding.pooled': 'يُوصل إلى النظام «{source}» عبر موزّع اتصالات. يحتاج المحو إلى عنوان الخادم نفسه.',
  'finding.noWriter':
    'انقطع محو في النظام «{source}» الذي لم يعد متاحًا إلا للقراءة. اسمحوا بالمحو فيه من جديد حتى يُعرف ما آل إليه.',
  'finding.closed': 'أُغلق الاتصال بالنظام «{source}».',
  'finding.silent': 'النظام «{source}» لا يجيب.',
  'finding.unavailable':
    '{doing, select, read {تتعذر قراءة النظام «{source}».} other {يتعذر المحو من النظام «{source}».}} {fault, select, nobody {لا شيء يجيب في عنوانه.} unknownHost {اسم مضيفه غير معروف.} late {لم يجب في الوقت المحدد.} user {يرفض المستخدم أو طريقة دخوله.} password {يرفض اسم المستخدم أو كلمة المرور.} database {ليست فيه قاعدة بيانات بهذا الاسم.} empty {في خريطة المعطيات إفراغ لعمود لا يجوز أن يكون فارغا.} referred {تشير إلى سطر يراد محوه أسطر لا تذكرها خريطة المعطيات.} deadlock {كان شيء آخر يغير الأسطر نفسها.} forbidden {لا يسمح بذلك في جدول تسميه خريطة المعطيات.} full {لم يبق فيه اتصال متاح.} stopped {طال الأمر فأُوقف.} ended {أنهى الاتصال.} starting {هو قيد الانطلاق أو التوقف.} other {{doing, select, read {فشلت القراءة.} other {فشل المحو.}}}}{code, select, none {} other { ({code})}}',
  'finding.noUploads': 'مجلد ملفات النظام «{source}» غير موجود أو لا تمكن قراءته.',
  'finding.fileStays':
    'يتعذر حذف ملف من ملفات النظام «{source}» أو إعادة كتابته: يحتاج الموقع إلى الإذن بذلك في المجلد options.uploadsDir.',
  'finding.imageStays':
    'صورة في النظام «{source}» أبعادها {width} × {height} بكسل تبين من أنجزها، وهي أكبر من أن تعاد كتابتها. احذفوا منها يدويا معطيات EXIF وXMP وIPTC، ثم أعيدوا المحاولة.',
  'finding.fileSpeaks':
    'تبين صورة من صور النظام «{source}» مكان التقاطها أو صاحبها، وهي بصيغة لا يمكن كتابتها هنا (HEIC): يلزم تحويلها أو نزع تلك المعطيات منها يدويا.',
  'finding.tooLong': 'سجل في النظام «{source}» أطول من أن يبحث فيه عن أسماء ملفات.',
  'finding.storeAway':
    'لا يجيب مخزن ملفات البوابة: يتعذر الاطلاع على الملفات التي تذكرها سجلاتها كما يتعذر حذفها.',
  'finding.noUploadsDir':
    'تذكر سجلات النظام «{source}» ملفات، ولا يبين options.uploadsDir مكانها: تنجز النسخ من دونها، ولا يكتمل محو يصادف سجلا منها.',
};
