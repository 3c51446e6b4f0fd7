import { type Titles } from '../platform/i18n/locale.js';
import { type RetentionName } from './retention.js';

/** How long one collection of the portal is kept, and why so. */
export interface KeptCollection {
  /** The collection's id in the portal's own data map, or one of `outside the map`. */
  readonly collection: string;
  readonly title: Titles;
  /** Fixed lengths that apply; none: as `until` says. */
  readonly lengths: readonly RetentionName[];
  readonly until: Titles;
}

const WITH_ACCOUNT: Titles = {
  ar: 'إلى أن يُمحى الحساب.',
  fr: 'Jusqu’à l’effacement du compte.',
  en: 'Until the account is erased.',
};
const WITH_ACCOUNT_OR_CASE: Titles = {
  ar: 'إلى أن يُمحى الحساب؛ ومن لا حساب له فإلى أن يُحذف آخر طلب له.',
  fr: 'Jusqu’à l’effacement du compte ; sans compte, jusqu’à la suppression de la dernière demande.',
  en: 'Until the account is erased; without an account, until the last request is deleted.',
};
const WITH_CASE: Titles = {
  ar: 'إلى انتهاء هذه المدة بعد إغلاق الطلب: {closedRequest}. وعند المحو تُحذف المعطيات التي تدل عليكم بمجرد إتمامه.',
  fr: 'Après la clôture de la demande : {closedRequest}. En cas d’effacement, ce qui vous désigne est supprimé dès qu’il est achevé.',
  en: 'After the request is closed: {closedRequest}. With an erasure, what points to you goes as soon as it is complete.',
};
const LOGGED: Titles = {
  ar: 'بعد الحدث مدة: {auditValues}، أو إلى أن يُمحى الحساب أو الطلب الذي تعود إليه إن كان ذلك أسبق. أما مصدر محاولات الدخول وما لا يُعرف صاحبه فيُحفظ المدة كلها لأسباب أمنية. وتعليق المحو يبقيها مدة أطول.',
  fr: 'Après l’événement : {auditValues}, ou jusqu’à l’effacement du compte ou de la demande s’il vient avant. La provenance des tentatives de connexion et ce dont on ignore la personne sont gardés tout ce temps, pour la sécurité. Une suspension de l’effacement les garde plus longtemps.',
  en: 'After the event: {auditValues}, or until the account or request they belong to is erased, whichever comes first. From where somebody tried to get in, and what belongs to nobody known, is kept for all of that time, for security. Legal holds keep them longer.',
};

export const KEPT: readonly KeptCollection[] = [
  {
    collection: 'account',
    title: { ar: 'الحساب', fr: 'Compte', en: 'Account' },
    lengths: [],
    until: WITH_ACCOUNT,
  },
  {
    collection: 'person',
    title: { ar: 'الملف الداخلي', fr: 'Dossier interne', en: 'Internal record' },
    lengths: [],
    until: WITH_ACCOUNT_OR_CASE,
  },
  {
    collection: 'identifiers',
    title: { ar: 'العناوين والمعرّفات', fr: 'Adresses et identifiants', en: 'Addresses and identifiers' },
    lengths: [],
    until: WITH_ACCOUNT_OR_CASE,
  },
  {
    collection: 'registrations',
    title: { ar: 'تسجيلات لم تُؤكَّد', fr: 'Inscriptions à confirmer', en: 'Registrations to be confirmed' },
    lengths: ['registration'],
    until: {
      ar: 'إلى تأكيد العنوان، أو إلى انقضاء: {registration}.',
      fr: 'Jusqu’à la confirmation de l’adresse, au plus {registration}.',
      en: 'Until the address is confirmed, at most {registration}.',
    },
  },
  {
    collection: 'sessions',
    title: { ar: 'جلسات الدخول', fr: 'Sessions ouvertes', en: 'Sign-in sessions' },
    lengths: ['session', 'rememberedSession', 'requestSession'],
    until: {
      ar: 'إلى تسجيل الخروج، أو إلى انقضاء: {session}؛ ومع «تذكرني»: {rememberedSession}؛ وجلسة طلب بلا حساب: {requestSession}.',
      fr: 'Jusqu’à la déconnexion, au plus {session} ; avec « se souvenir de moi » : {rememberedSession} ; pour une demande sans compte : {requestSession}.',
      en: 'Until you sign out, at most {session}; with “remember me” {rememberedSession}; for a request without an account {requestSession}.',
    },
  },
  {
    collection: 'api_tokens',
    title: { ar: 'رموز الوصول البرمجي', fr: 'Jetons d’accès', en: 'Access tokens' },
    lengths: ['apiToken'],
    until: {
      ar: 'إلى إلغاء الرمز، أو إلى انقضاء: {apiToken}.',
      fr: 'Jusqu’à la révocation du jeton, au plus {apiToken}.',
      en: 'Until the token is revoked, at most {apiToken}.',
    },
  },
  {
    collection: 'account_links',
    title: { ar: 'روابط الحساب المرسلة', fr: 'Liens de compte envoyés', en: 'Account links sent' },
    lengths: ['passwordReset', 'addressChange', 'setUpLink', 'stopLink'],
    until: {
      ar: 'إلى استعمال الرابط، أو إلى انقضاء مدته: كلمة المرور {passwordReset}؛ العنوان الجديد {addressChange}؛ فتح الحساب {setUpLink}؛ إيقاف تغيير {stopLink}.',
      fr: 'Jusqu’à leur usage, au plus : mot de passe {passwordReset}, nouvelle adresse {addressChange}, ouverture du compte {setUpLink}, arrêt d’un changement {stopLink}.',
      en: 'Until used, at most: password {passwordReset}, new address {addressChange}, setting up {setUpLink}, stopping a change {stopLink}.',
    },
  },
  {
    collection: 'media',
    title: { ar: 'الصورة الشخصية', fr: 'Image de profil', en: 'Profile picture' },
    lengths: [],
    until: {
      ar: 'إلى أن تحذفوها أو تضعوا أخرى مكانها، أو إلى أن يُمحى الحساب.',
      fr: 'Jusqu’à ce que vous la supprimiez ou la remplaciez, ou jusqu’à l’effacement du compte.',
      en: 'Until you delete or replace it, or until the account is erased.',
    },
  },
  {
    collection: 'gravatars',
    title: { ar: 'صور Gravatar', fr: 'Images de Gravatar', en: 'Gravatar pictures' },
    lengths: ['gravatarPicture'],
    until: {
      ar: 'ما دام تعليق لكم منشورا وكانت الخدمة مفعلة. وتُطلب من جديد بعد: {gravatarPicture}.',
      fr: 'Tant qu’un de vos commentaires est publié et que le service est activé. Redemandées après {gravatarPicture}.',
      en: 'While a comment of yours is published and the service is switched on. Asked for anew after {gravatarPicture}.',
    },
  },
  {
    collection: 'comments',
    title: { ar: 'التعليقات', fr: 'Commentaires', en: 'Comments' },
    lengths: [],
    until: {
      ar: 'دون حد زمني، إلى أن يُطلب محوها أو تصدر نسخة جديدة من السياسة.',
      fr: 'Sans limite de temps, jusqu’à une demande d’effacement ou une nouvelle version de la politique.',
      en: 'Without a limit in time, until erasure is asked for or a new version of the policy says otherwise.',
    },
  },
  {
    collection: 'consents',
    title: { ar: 'الموافقات', fr: 'Consentements', en: 'Consents' },
    lengths: [],
    until: WITH_ACCOUNT,
  },
  {
    collection: 'cookie_choices',
    title: {
      ar: 'الأجوبة عن شريط ملفات الارتباط',
      fr: 'Réponses au bandeau des cookies',
      en: 'Answers to the cookie banner',
    },
    lengths: ['cookieChoice', 'anonymousChoice'],
    until: {
      ar: 'يسري الجواب مدة: {cookieChoice}. ويُحفظ مع حسابكم إلى أن يُمحى؛ وبلا حساب يُحفظ دون ما يدل عليكم مدة: {anonymousChoice}.',
      fr: 'La réponse vaut {cookieChoice}. Elle est gardée avec votre compte jusqu’à son effacement ; sans compte, sans rien qui vous désigne : {anonymousChoice}.',
      en: 'The answer counts for {cookieChoice}. It is kept with your account until that is erased; without one, with nothing that points to you, for {anonymousChoice}.',
    },
  },
  {
    collection: 'disowned_rows',
    title: {
      ar: 'سجلات قيل إنها لشخص آخر',
      fr: 'Enregistrements que l’on dit être à autrui',
      en: 'Records said to be somebody else’s',
    },
    lengths: [],
    until: WITH_ACCOUNT_OR_CASE,
  },
  {
    collection: 'unconfirmed_requests',
    title: { ar: 'طلبات لم تُؤكَّد', fr: 'Demandes non confirmées', en: 'Unconfirmed requests' },
    lengths: ['unconfirmedRequest'],
    until: {
      ar: 'إلى تأكيد الطلب، أو إلى انقضاء: {unconfirmedRequest}.',
      fr: 'Jusqu’à leur confirmation, au plus {unconfirmedRequest}.',
      en: 'Until confirmed, at most {unconfirmedRequest}.',
    },
  },
  {
    collection: 'request_people',
    title: { ar: 'أصحاب الطلبات', fr: 'Auteurs des demandes', en: 'Who made the requests' },
    lengths: ['closedRequest', 'lastMailAddress'],
    until: WITH_CASE,
  },
  {
    collection: 'requests',
    title: { ar: 'الطلبات', fr: 'Demandes', en: 'Requests' },
    lengths: ['closedRequest'],
    until: WITH_CASE,
  },
  {
    collection: 'request_messages',
    title: { ar: 'رسائل الطلبات', fr: 'Messages des demandes', en: 'Messages of requests' },
    lengths: ['closedRequest'],
    until: WITH_CASE,
  },
  {
    collection: 'request_notes',
    title: { ar: 'ملاحظات المكتب', fr: 'Notes du bureau', en: 'Notes of the office' },
    lengths: ['closedRequest'],
    until: WITH_CASE,
  },
  {
    collection: 'request_steps',
    title: { ar: 'مراحل الطلبات', fr: 'Étapes des demandes', en: 'Steps of requests' },
    lengths: ['closedRequest'],
    until: WITH_CASE,
  },
  {
    collection: 'restrictions',
    title: { ar: 'تقييدات الاستعمال', fr: 'Verrouillages', en: 'Restrictions' },
    lengths: ['closedRequest'],
    until: {
      ar: 'مع الطلب: {closedRequest} بعد إغلاقه. ولا تُحذف طلبات صاحب التقييد ما دام ساريا.',
      fr: 'Avec la demande : {closedRequest} après sa clôture. Tant qu’un verrouillage est en vigueur, aucune demande de la personne n’est supprimée.',
      en: 'With the request: {closedRequest} after it is closed. While a restriction is in force, no request of its person is removed.',
    },
  },
  {
    collection: 'decisions',
    title: { ar: 'القرارات', fr: 'Décisions', en: 'Decisions' },
    lengths: ['closedRequest'],
    until: WITH_CASE,
  },
  {
    collection: 'request_links',
    title: { ar: 'روابط الطلبات المرسلة', fr: 'Liens de demandes envoyés', en: 'Request links sent' },
    lengths: ['guestLink', 'bundle', 'stopLink'],
    until: {
      ar: 'إلى استعمال الرابط، أو إلى انقضاء: {guestLink}؛ ورابط الملف الجاهز: {bundle}؛ ورابط إيقاف المحو: {stopLink}. والرابط الأخير بعد المحو يُحفظ مع الطلب.',
      fr: 'Jusqu’à leur usage, au plus {guestLink} ; pour un fichier prêt : {bundle} ; pour arrêter un effacement : {stopLink}. Le dernier lien après un effacement est gardé avec la demande.',
      en: 'Until used, at most {guestLink}; for a bundle that is ready {bundle}; for stopping an erasure {stopLink}. The last link after an erasure is kept with the request.',
    },
  },
  {
    collection: 'bundles',
    title: { ar: 'الملفات المُعَدّة', fr: 'Archives préparées', en: 'Bundles made' },
    lengths: ['bundle'],
    until: {
      ar: 'بعد أن يصير الملف جاهزا: {bundle}.',
      fr: 'Une fois le fichier prêt : {bundle}.',
      en: 'Once the bundle is ready: {bundle}.',
    },
  },
  {
    collection: 'mails',
    title: { ar: 'الرسائل المرسلة إليكم', fr: 'Courriels envoyés', en: 'Mails sent to you' },
    lengths: ['outboxBody', 'mailRecord'],
    until: {
      ar: 'يُحذف نص الرسالة بمجرد إرسالها. ويُحفظ نوعها وتاريخها مدة: {mailRecord}.',
      fr: 'Le texte est supprimé dès l’envoi. Le type et la date sont gardés : {mailRecord}.',
      en: 'The text goes as soon as it is sent. Its kind and date are kept: {mailRecord}.',
    },
  },
  {
    collection: 'log_pseudonyms',
    title: { ar: 'الأسماء المستعارة في السجل', fr: 'Pseudonymes du journal', en: 'Pseudonyms in the log' },
    lengths: [],
    until: {
      ar: 'إلى أن يُمحى الحساب أو الطلب الذي تعود إليه.',
      fr: 'Jusqu’à l’effacement du compte ou de la demande.',
      en: 'Until the account or request they belong to is erased.',
    },
  },
  {
    collection: 'activity',
    title: { ar: 'معطيات السجل', fr: 'Données du journal', en: 'Data in the log' },
    lengths: ['auditValues'],
    until: LOGGED,
  },
];
