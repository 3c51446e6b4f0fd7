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
};
