import { type en } from './en.js';

export const ar: Readonly<Record<keyof typeof en, string>> = {
  'register.title': 'إنشاء حساب',
  'register.intro': 'بالحساب ترون ما نحتفظ به عنكم وتعدلونه وتتابعون طلباتكم.',
  'register.username': 'اسم المستخدم',
  'register.username.hint': 'من 3 إلى 40 حرفا لاتينيا أو عربيا ورقما. ولا يمكن تغييره فيما بعد.',
  'register.email': 'البريد الإلكتروني',
  'register.email.hint': 'نرسل إليه رابطا قبل إنشاء الحساب.',
  'register.password': 'كلمة المرور',
  'register.displayName': 'الاسم الظاهر مع تعليقاتكم',
  'register.displayName.hint': 'يمكنكم ترك هذا الحقل فارغا، فيظهر حينها اسم المستخدم.',
  'register.button': 'إنشاء الحساب',
  'register.have': 'لديكم حساب؟',
  'register.none': 'ليس لديكم حساب؟ أنشئوا حسابا',
  'register.done.title': 'راجعوا بريدكم',
  'register.done.text':
    'أرسلنا رسالة إلى العنوان الذي أدخلتموه. افتحوا الرابط الذي فيها للمتابعة، وهو صالح لمدة 24 ساعة.',
  'register.done.none':
    'لم تصلكم رسالة؟ انظروا في الرسائل غير المرغوبة وتحققوا من العنوان ثم أعيدوا المحاولة.',

  'error.username':
    'أدخلوا اسما من 3 إلى 40 حرفا لاتينيا أو عربيا ورقما، ولا يفصل بينها إلا نقطة أو شرطة واحدة.',
  'error.usernameTaken': 'اسم المستخدم هذا مستعمل، اختاروا غيره.',
  'error.displayName': 'أدخلوا اسما لا يتجاوز 80 حرفا في سطر واحد.',

  'account.title': 'حسابي',
  'account.username.why': 'لا يمكن تغييره، لأن تعليقات وقرارات تحيل عليه.',
  'account.pending': 'في انتظار التأكيد بالرابط الذي أرسلناه:',
  'account.empty': 'لا شيء',
  'account.since': 'الحساب مفتوح منذ',
  'account.signIn': 'وسائل الدخول',
  'account.delete': 'محو حسابي',
  'account.delete.text':
    'مع الحساب يزول ما نحتفظ به عنكم. نطرح عليكم بضعة أسئلة أولا، ولا يمحى شيء قبل موافقة المكتب.',
  'account.back': 'العودة إلى حسابي',

  'profile.title': 'الملف الشخصي',
  'profile.edit': 'تعديل الملف الشخصي',
  'profile.intro': 'كل ما هنا اختياري، وما تفرغونه يمحى في الحال.',
  'profile.website': 'الموقع الإلكتروني',
  'profile.about': 'نبذة عنكم',
  'profile.locale': 'اللغة',
  'profile.locale.hint': 'لغة الصفحات والرسائل.',
  'profile.save': 'حفظ الملف الشخصي',

  'address.title': 'تغيير البريد الإلكتروني',
  'address.intro':
    'نرسل رابطا إلى العنوان الجديد. ويبقى العنوان الحالي مستعملا إلى أن تفتحوه، ثم نخبر العنوان السابق بذلك.',
  'address.new': 'البريد الإلكتروني الجديد',
  'address.password.hint': 'مضت مدة على دخولكم، لذلك نطلبها مرة أخرى.',
  'address.save': 'إرسال الرابط',

  'password.title': 'تغيير كلمة المرور',
  'password.current': 'كلمة المرور الحالية',

  'sessions.title': 'أين تم تسجيل دخولكم',
  'sessions.table': 'الجلسات المفتوحة، الأحدث أولا',
  'sessions.device': 'المتصفح',
  'sessions.this': 'هذه الجلسة',
  'sessions.ip': 'عنوان IP',
  'sessions.opened': 'وقت الدخول',
  'sessions.until': 'تنتهي في',
  'sessions.end': 'الخروج من كل الأجهزة',

  'tokens.title': 'رموز الوصول',
  'tokens.text': 'بهذه الرموز تتصرف برامجكم نيابة عنكم.',
  'tokens.name': 'الاسم',
  'tokens.revoke': 'إلغاء',
  'tokens.manage': 'عرض الرموز وإنشاؤها',
  'tokens.intro':
    'برمز الوصول يمكن لبرنامج من برامجكم أن يفعل ما يمكنكم فعله، إلا ما يتطلب كلمة المرور. ومن حصل عليه أمكنه ذلك أيضا، فأبقوه سرا.',
  'tokens.none': 'ليس لديكم أي رمز.',
  'tokens.table': 'الرموز الصالحة، الأحدث أولا',
  'tokens.since': 'تاريخ الإنشاء',
  'tokens.new': 'إنشاء رمز',
  'tokens.name.hint': 'الغرض منه، في 80 حرفا على الأكثر.',
  'tokens.days': 'مدة الصلاحية',
  'tokens.life': '{days, plural, one {يوم واحد} two {يومان} few {# أيام} many {# يوما} other {# يوم}}',
  'tokens.make': 'إنشاء الرمز',
  'tokens.made': 'الرمز الجديد',
  'tokens.once': 'أُنشئ الرمز. انسخوه الآن، فلا يُعرض إلا هذه المرة.',
  'error.tokenName': 'أدخلوا اسما لا يتجاوز 80 حرفا في سطر واحد.',
  'error.tokenDays': 'اختاروا مدة صلاحية الرمز.',

  'data.title': 'ما نحتفظ به عنكم',
  'data.intro': 'حسب الآن بالعناوين التي أكدتموها. أما السجلات نفسها فتجدونها في نسخة معطياتكم.',
  'data.table': '{source}: عدد السجلات',
  'data.what': 'ماذا',
  'data.category': 'الصنف',
  'data.count': 'العدد',
  'data.nothing': 'لا يوجد هنا شيء عنكم.',
  'data.unreachable':
    'تعذر الوصول إلى هذا النظام الآن. ولا يعني ذلك أنه لا يحتوي على شيء: أعيدوا المحاولة لاحقا، أو اطلبوا نسختكم التي تنتظره.',
  'data.ways': 'يمكنكم الحصول على كل ذلك في ملف، أو طلب تصحيحه أو محوه، أو التعرض على استعماله.',
  'data.other': 'تقديم طلب آخر',

  'done.profileSaved': 'تم حفظ ملفكم الشخصي.',
  'done.addressAsked': 'رابط في طريقه إلى العنوان الجديد. افتحوه لاستعمال ذلك العنوان.',
  'done.passwordChanged': 'تم تغيير كلمة المرور وتسجيل خروجكم من كل الأجهزة. سجلوا الدخول بالكلمة الجديدة.',
  'done.signedOutEverywhere': 'تم تسجيل خروجكم من كل الأجهزة.',
  'done.tokenRevoked': 'تم إلغاء الرمز.',

  'error.website': 'أدخلوا عنوانا كاملا مثل https://example.org، أو اتركوا الحقل فارغا.',
  'error.about': 'اكتبوا 2000 حرف على الأكثر، أو لا شيء.',
  'error.locale': 'اختاروا إحدى اللغات.',
};
