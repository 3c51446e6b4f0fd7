import { type en } from './en.js';

export const ar: Readonly<Record<keyof typeof en, string>> = {
  'picture.title': 'صورتكم الشخصية',
  'picture.manage': 'الاطلاع على الصورة أو تغييرها',
  'picture.text': 'الصورة اختيارية. يراها الآخرون بجانب تعليقاتكم، ولا تظهر إلا بعد الموافقة على أحدها.',
  'picture.none': 'ليست لكم صورة هنا.',
  'picture.alt': 'صورتكم كما نحفظها',
  'picture.toldPlace':
    'كان الملف المرسل يبين مكان التصوير، أما النسخة التي نحفظها فلم تعد تبينه. انتبهوا لذلك إذا نشرتم الملف في موقع آخر.',
  'picture.add': 'إضافة صورة',
  'picture.replace': 'تغيير الصورة',
  'picture.delete': 'حذف الصورة',
  'image.file': 'الصورة',
  'image.file.hint': 'بصيغة JPEG أو PNG أو WebP أو GIF، وحجم لا يتجاوز 10 ميغابايت. لا نحفظ منها إلا ما يُرى.',
  'image.send': 'رفع الصورة',
  'images.title': 'صور المقالات',
  'images.text': 'تصبح الصورة ظاهرة للعموم متى تضمنها مقال منشور.',
  'images.description': 'ماذا في الصورة',
  'images.description.hint': 'للقراء الذين لا يرون الصورة.',
  'images.all': 'جميع الصور',
  'images.none': 'لا توجد أي صورة بعد.',
  'images.line': 'السطر الذي يظهرها في مقال:',
  'images.delete': 'حذف الصورة',
  'images.earlier': 'الصور الأقدم',
  'error.image':
    'اختاروا صورة سليمة بصيغة JPEG أو PNG أو WebP أو GIF، لا تتجاوز 10 ميغابايت و50 مليون بكسل و300 إطار.',
  'error.imageDescription': 'صفوا في كلمات قليلة ما في الصورة.',
  'problem.why.mediaUsed': 'هذه الصورة ظاهرة في مقال. احذفوها من المقال أولا.',
  'done.pictureSaved': 'حُفظت صورتكم.',
  'done.pictureDeleted': 'حُذفت صورتكم.',
  'done.imageSaved': 'حُفظت الصورة.',
  'done.imageDeleted': 'حُذفت الصورة.',
};
