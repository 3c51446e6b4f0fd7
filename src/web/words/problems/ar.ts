export const ar = {
  'problem.why.acknowledgedBefore': 'سبق إشعار صاحب الطلب بالتوصل بطلبه.',
  'problem.why.addressMissing': 'ليس هناك عنوان للبحث به أو للمراسلة. سجلوا الطلب مع عنوان.',
  'problem.why.alreadyConfirmed': 'هذا العنوان تابع لحساب قائم. سجلوا الدخول.',
  'problem.why.usernameTaken': 'أخذ شخص آخر اسم المستخدم هذا في غضون ذلك. سجلوا من جديد باسم آخر.',
  'problem.why.approvedBefore': 'سبق أن وافقتم على هذا، ويلزم شخص ثانٍ.',
  'problem.why.bundleNotReady': 'الملف غير جاهز بعد.',
  'problem.why.bundleWaiting':
    'تغيرت كلمة المرور أو العنوان مؤخرا، فيُؤخر تسليم الملف مدة. وتبين صفحة الطلب إلى متى.',
  'problem.why.bundleExpired': 'حُذف الملف. يمكن الحصول على ملف جديد بطلب جديد.',
  'problem.why.busy': 'عدد المتصلين كبير في هذه اللحظة. أعيدوا المحاولة بعد قليل.',
  'problem.why.crossOrigin':
    'جاء الإرسال من صفحة في موقع آخر، فلم يُنفذ شيء. افتحوا الصفحة هنا وأعيدوا المحاولة.',
  'problem.why.doneByThePortal': 'البوابة نفسها هي التي تتم نسخ المعطيات وعمليات المحو.',
  'problem.why.extendedBefore': 'سبق تمديد الأجل مرة.',
  'problem.why.tooLate': 'انقضى الأجل، والتمديد يُعلن قبل انقضائه.',
  'problem.why.noExtension': 'القانون المطبق لا يسمح بأجل أطول لهذا.',
  'problem.why.holdExists': 'سجل مسؤول آخر تعليقا بهذه الاستمارة. افتحوا استمارة جديدة.',
  'problem.why.linkUsed':
    'هناك مسؤول بالفعل، أو انتهت صلاحية الرابط. أعيدوا تشغيل البوابة للحصول على رابط جديد.',
  'problem.why.noErasure': 'لا خطة إلا لطلب المحو.',
  'problem.why.noPdf': 'يتعذر إعداد ملف PDF الآن. وتبقى الصفحة والملف الموقع متاحين.',
  'problem.why.noReceipt': 'ليست هناك شهادة بعد، أو ليست لهذا النوع من الطلبات شهادة.',
  'problem.why.noRelease': 'لم يطلب أحد رفع هذا التعليق.',
  'problem.why.notReady': 'الملف غير جاهز أو تعذر إعداده.',
  'problem.why.readOnlyLink': 'هذا الرابط يعرض الطلب فقط. اطلبوا رابطا جديدا لتغييره أو للكتابة.',
  'problem.why.sessionRequired': 'لا يمكن ذلك برمز وصول. سجلوا الدخول.',
  'problem.why.signInRequired': 'تغير هذا العنوان مؤخرا. سجلوا الدخول إلى الحساب للمتابعة.',
  'problem.why.stepUpRequired':
    'يلزم لهذا تسجيل دخول لم تمض عليه 15 دقيقة. سجلوا الدخول من جديد ثم أعيدوا المحاولة.',
  'problem.why.tooMany': 'بلغتم العدد الأقصى المسموح به. احذفوا واحدا أولا.',
};
