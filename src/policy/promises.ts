import { type Titles } from '../platform/i18n/locale.js';

/**
 * What the published policy promises, in the words of that page. `{site}` is the site's name; `{bundle}` and its like
 * are retentions by name, written out.
 */
export const PROMISES = {
  P01: {
    ar: 'يُحفظ مع كل تعليق ما كُتب في استمارته، ومعه عنوان IP الذي ورد منه وتعريف المتصفح، ويفيدنا هذان في كشف التعليقات المزعجة.',
    fr: 'Un commentaire est conservé avec le contenu de son formulaire, l’adresse IP d’où il vient et l’identification du navigateur ; ces deux dernières nous aident à repérer les indésirables.',
    en: 'We keep a comment with what its form contained, the IP address it came from and what the browser called itself. The last two help us recognise spam.',
  },
  P02: {
    ar: 'لا يُنشر أبدا عنوان IP الخاص بالتعليق ولا تعريف المتصفح.',
    fr: 'L’adresse IP et l’identification du navigateur d’un commentaire ne sont jamais publiées.',
    en: 'A comment’s IP address and browser identification are never published.',
  },
  P03: {
    ar: 'لمعرفة ما إذا كانت لكم صورة لدى Gravatar، قد نرسل إليها بصمة SHA-256 لعنوان بريدكم، ولا نرسل العنوان نفسه أبدا. ويمكننا إيقاف ذلك، ونعامل البصمة معاملة المعطيات ذات الطابع الشخصي.',
    fr: 'Pour savoir si vous avez une image chez Gravatar, nous pouvons lui envoyer l’empreinte SHA-256 de votre adresse, jamais l’adresse. Nous pouvons désactiver cet envoi, et nous traitons l’empreinte comme une donnée personnelle.',
    en: 'To learn whether you have a picture at Gravatar we may send it the SHA-256 hash of your e-mail address, never the address. We can switch this off, and we treat the hash as personal data.',
  },
  P04: {
    ar: 'لا تظهر صورتكم بجانب التعليق إلا بعد الموافقة عليه.',
    fr: 'Votre image n’apparaît à côté d’un commentaire qu’une fois celui-ci approuvé.',
    en: 'Your picture appears beside a comment only after the comment has been approved.',
  },
  P05: {
    ar: 'يمكن لأي زائر تحميل الصور المنشورة وقراءة الموقع الجغرافي المسجل فيها. لذلك ننبه من يرفع صورة من هذا النوع، ونحذف الموقع من النسخة التي نحفظها.',
    fr: 'Tout visiteur peut télécharger une image publiée et y lire le lieu de la prise de vue. Nous prévenons donc la personne qui envoie une telle image, et la copie que nous gardons n’indique plus ce lieu.',
    en: 'Any visitor can download a published image and read the place recorded in it. So we warn whoever uploads such an image, and the copy we keep no longer says where it was taken.',
  },
  P06: {
    ar: 'لا نتذكر اسمكم وبريدكم وموقعكم في ملفات الارتباط إلا إذا وضعتم علامة في الخانة المخصصة لذلك، وهي فارغة في الأصل.',
    fr: 'Des cookies ne retiennent vos nom, adresse et site que si vous cochez la case prévue, qui ne l’est pas au départ.',
    en: 'Cookies remember your name, address and website only if you tick the box for it, which starts unticked.',
  },
  P07: {
    ar: 'مدة صلاحية ملفات الارتباط هذه: {rememberedCommenter}.',
    fr: 'Durée de ces cookies : {rememberedCommenter}.',
    en: 'How long those cookies last: {rememberedCommenter}.',
  },
  P08: {
    ar: 'تضع صفحة الدخول ملف ارتباط مؤقتا لمعرفة ما إذا كان المتصفح يقبل هذه الملفات. قيمته ثابتة ولا تدل على أحد، ويزول عند إغلاق المتصفح.',
    fr: 'La page de connexion dépose un cookie temporaire pour savoir si le navigateur les accepte. Sa valeur, toujours la même, ne désigne personne ; il disparaît à la fermeture du navigateur.',
    en: 'The sign-in page sets a temporary cookie to find out whether the browser takes cookies. Its value is always the same and points to nobody; it goes when you close the browser.',
  },
  P09: {
    ar: 'مدة الدخول إلى الحساب: {session}. وعند انقضائها تنتهي الجلسة في خادمنا أيضا.',
    fr: 'Durée d’une connexion : {session}. La session prend fin en même temps sur notre serveur.',
    en: 'How long a sign-in lasts: {session}. The session on our server ends with it.',
  },
  P10: {
    ar: 'مدة صلاحية ملفات الارتباط التي تحفظ إعدادات الشاشة: {screenOptions}.',
    fr: 'Durée des cookies qui gardent vos réglages d’affichage : {screenOptions}.',
    en: 'How long the cookies with your screen options last: {screenOptions}.',
  },
  P11: {
    ar: 'مدة الدخول عند اختيار «تذكرني»: {rememberedSession}.',
    fr: 'Durée d’une connexion avec « se souvenir de moi » : {rememberedSession}.',
    en: 'How long a sign-in with “remember me” lasts: {rememberedSession}.',
  },
  P12: {
    ar: 'عند تسجيل الخروج تُحذف ملفات الارتباط الخاصة بالدخول، وتنتهي الجلسة في خادمنا في الحال.',
    fr: 'La déconnexion supprime les cookies de connexion et met fin aussitôt à la session sur notre serveur.',
    en: 'Signing out deletes the sign-in cookies and ends the session on our server at once.',
  },
  P13: {
    ar: 'تحرير مقال أو نشره يضع ملف ارتباط إضافيا لا يحمل إلا رقم المقال. مدة صلاحيته: {lastArticle}.',
    fr: 'Modifier ou publier un article dépose un cookie de plus, qui ne contient que le numéro de l’article. Durée : {lastArticle}.',
    en: 'Editing or publishing an article sets one more cookie, which holds the article’s number and nothing else. It lasts {lastArticle}.',
  },
  P14: {
    ar: 'قد تتضمن المقالات محتوى من مواقع أخرى، كالفيديو أو الخرائط، وهو يعمل كما لو أنكم زرتم تلك المواقع. ولا نطلب منها شيئا قبل موافقتكم.',
    fr: 'Un article peut contenir des éléments d’autres sites, vidéos ou cartes par exemple : les afficher revient à visiter ces sites. Rien ne leur est demandé avant votre accord.',
    en: 'An article may contain parts of other sites, such as videos or maps; showing them is like a visit there. Nothing is asked of those sites before you agree.',
  },
  P15: {
    ar: 'قد تجمع تلك المواقع معطيات عنكم وتستعمل ملفات الارتباط وتتبع تصفحكم. ونذكر اسم كل واحد نستعمله منها ضمن المرسل إليهم.',
    fr: 'Ces sites peuvent collecter des données sur vous, déposer des cookies et vous suivre. Chacun de ceux que nous utilisons est nommé parmi les destinataires.',
    en: 'Those sites may gather data about you, use cookies and follow you. Each one we use is named among the recipients.',
  },
  P16: {
    ar: 'تتضمن رسالة تغيير كلمة المرور عنوان IP الخاص بمن طلبها، ويُسجل الطلب عندنا. يصلح الرابط لمرة واحدة، ومدة صلاحيته: {passwordReset}. والجواب واحد سواء كنا نعرف العنوان أم لا.',
    fr: 'Le message qui permet de changer de mot de passe donne l’adresse IP de la personne qui l’a demandé, et la demande est consignée. Le lien sert une fois ; durée : {passwordReset}. La réponse est la même que nous connaissions l’adresse ou non.',
    en: 'The mail for a new password shows the IP address of whoever asked for it, and we log that it was asked for. Its link works once, for {passwordReset}. The answer is the same whether we know the address or not.',
  },
  P17: {
    ar: 'تُحفظ التعليقات وما يتصل بها دون حد زمني، حتى نتعرف على صاحب التعليق المعروف فتُنشر ردوده دون انتظار المراجعة. ولا تُحذف إلا بطلب أو بموجب نسخة جديدة من هذه السياسة.',
    fr: 'Les commentaires et ce qui s’y rattache sont conservés sans limite de temps : nous reconnaissons ainsi leurs auteurs, dont les réponses paraissent sans attendre la modération. Ils ne disparaissent que sur demande ou par une nouvelle version de cette politique.',
    en: 'Comments and what belongs to them are kept without a limit in time, so that we recognise their authors and their next comments need not wait for moderation. They go only when somebody asks, or by a new version of this policy.',
  },
  P18: {
    ar: 'يمكن لصاحب الحساب أن يطلع في أي وقت على جميع المعطيات الواردة في ملفه.',
    fr: 'Le titulaire d’un compte peut voir à tout moment toutes les données de son profil.',
    en: 'Account holders can see all the data in their profile at any time.',
  },
  P19: {
    ar: 'ويمكنه تعديلها كلها، ما عدا اسم المستخدم.',
    fr: 'Il peut toutes les modifier, sauf le nom d’utilisateur.',
    en: 'They can change all of it, except the username.',
  },
  P20: {
    ar: 'ويمكنه حذفها بنفسه متى شاء: تُمحى المعطيات الاختيارية في الحال، ويفتح حذف الحساب طلب محو له مرجع.',
    fr: 'Il peut les supprimer lui-même quand il veut : les données facultatives sont effacées aussitôt, et supprimer le compte ouvre une demande d’effacement dotée d’une référence.',
    en: 'They can delete it themselves whenever they like: optional details go at once, and deleting the account opens an erasure request with a reference.',
  },
  P21: {
    ar: 'يمكن للمسؤولين أيضا الاطلاع على هذه المعطيات وتعديلها. ويُسجل في كل مرة من فعل ذلك، ومن يعنيه الأمر، وأي خانات، ولأي سبب.',
    fr: 'Les administrateurs peuvent aussi voir et modifier ces données. À chaque fois sont consignés qui l’a fait, pour qui, quels champs et pourquoi.',
    en: 'Administrators can see and change this data too. Each time we log who did it, whose data it was, which fields, and why.',
  },
  P22: {
    ar: 'يمكن لكل من له حساب أو سبق أن ترك تعليقا أن يطلب ملفا يضم كل ما نحتفظ به من معطياته الشخصية، بما فيها ما قدمه بنفسه. ويحمل الملف بصمات تحقق وتوقيعا.',
    fr: 'Toute personne qui a un compte ou a laissé des commentaires peut demander un fichier de toutes les données personnelles que nous détenons sur elle, y compris celles qu’elle a fournies. Des empreintes et une signature permettent de le vérifier.',
    en: 'Whoever has an account or has left comments can ask for a file of all the personal data we hold about them, including what they gave us. Checksums and a signature let them verify it.',
  },
  P23: {
    ar: 'ويمكنه أن يطلب محو كل ما نحتفظ به من معطياته الشخصية. وبعد المحو نعيد البحث في كل الأنظمة قبل أن نؤكد إتمامه.',
    fr: 'Elle peut demander l’effacement de toutes ces données. Nous cherchons ensuite à nouveau dans chaque système avant de le confirmer.',
    en: 'They can ask us to erase all of that data. Afterwards we search every system again before we confirm it.',
  },
  P24: {
    ar: 'لا يشمل المحو ما يجب حفظه لأغراض إدارية أو قانونية أو أمنية، ولا شيء سواها. ويُدون لكل ما يُحفظ سنده القانوني ونطاقه وتاريخ مراجعته.',
    fr: 'L’effacement laisse de côté ce qui doit être gardé à des fins administratives, juridiques ou de sécurité, et aucune autre. Pour chaque élément gardé sont notés le texte applicable, l’étendue et la date de réexamen.',
    en: 'Erasure leaves out what must be kept for administrative, legal or security purposes, and for no others. For each record kept we note the legal source, its extent and the date of its next review.',
  },
  P25: {
    ar: 'قد تفحص التعليقات خدمة آلية لكشف المزعج منها، ولا تتلقى إلا الخانات المذكورة هنا. ويمكننا إيقافها. وإذا تعذر الفحص ينتظر التعليق مراجعة أحد العاملين.',
    fr: 'Un service automatique peut vérifier si un commentaire est indésirable ; il ne reçoit que les champs indiqués ici, et nous pouvons le désactiver. S’il ne répond pas, le commentaire attend qu’une personne l’examine.',
    en: 'An automated service may check comments for spam. It receives only the fields listed here, and we can switch it off. When it does not answer, the comment waits for a person.',
  },
  P26: {
    ar: 'يعرض شريط ملفات الارتباط القبول والرفض والإعدادات وحفظها، ورابطا إلى هذه السياسة، والرفض فيه سهل كالقبول. ولا يُستعمل قبل اختياركم إلا الضروري منها. ويُسجل اختياركم مع نسخة السياسة ووقته، ثم نسألكم من جديد بعد مدة قدرها: {cookieChoice}.',
    fr: 'Le bandeau des cookies permet d’accepter, de refuser, de régler et d’enregistrer les réglages, et renvoie à cette politique ; refuser est aussi simple qu’accepter. Avant votre choix, seul l’indispensable est utilisé. Le choix est consigné avec la version de la politique et l’heure, et la question revient après {cookieChoice}.',
    en: 'The cookie banner lets you accept, reject, open the settings and save them, and it links to this policy. Rejecting is as easy as accepting. Before you choose, only what is necessary is used. We record your choice with the policy’s version and the time, and ask again after {cookieChoice}.',
  },
  P27: {
    ar: 'تُستعمل ملفات ارتباط أيضا لملاءمة المحتوى والإعلانات. وهي صنف قائم بذاته، متوقف ما لم تقبلوه. وتبين القائمة اسم كل ملف وما إذا كان مفعلا.',
    fr: 'Des cookies servent aussi à adapter le contenu et la publicité. Ils forment une catégorie à part, désactivée tant que vous ne l’acceptez pas. La liste donne le nom de chaque cookie et indique s’il est actif.',
    en: 'Cookies also fit content and advertisements to you. They are a category of their own, off until you accept it. The list shows each cookie’s name and whether it is active.',
  },
  P28: {
    ar: 'هذه سياسة {site}، وعنوانه مذكور فيها، وكذلك رابط سياسة Gravatar. وقد تتعرف المواقع المدرجة في صفحاتنا على زوارها الذين سبق لهم الدخول إليها وتتتبعهم.',
    fr: 'Cette politique est celle de {site}, dont elle donne l’adresse, et renvoie à celle de Gravatar. Les sites intégrés à nos pages peuvent reconnaître et suivre leurs propres utilisateurs connectés.',
    en: 'This is the policy of {site}, whose address it gives, with a link to Gravatar’s own. Sites embedded in our pages may recognise and follow visitors who are signed in there.',
  },
} as const satisfies Readonly<Record<`P${number}`, Titles>>;

export type PromiseId = keyof typeof PROMISES;
