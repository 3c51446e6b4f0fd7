import { type Titles } from '../platform/i18n/locale.js';
import { everyLanguage, type OfficeFile, type Provider } from './office-file.js';

export interface Recipient {
  readonly id: string;
  readonly name: Titles;
  /** The id of the purpose it serves. */
  readonly purpose: string;
  /** Exactly what it gets. */
  readonly receives: Titles;
  /** Fields by name where they are counted out; nothing else leaves. */
  readonly fields: readonly string[];
  /** ISO 3166 country where known before an operator names a provider. */
  readonly country?: string;
  /** Where the data goes abroad: why that may be, and what protects it. */
  readonly transfer?: Titles;
  /** Whether the office can do without it: it gets data only while switched on. */
  readonly switchable: boolean;
  /** Its own policy. */
  readonly policyUrl?: string;
}

const OFFICE: Recipient = {
  id: 'office',
  name: {
    ar: 'العاملون المخولون في {site}',
    fr: 'Le personnel habilité de {site}',
    en: 'The authorised staff of {site}',
  },
  purpose: 'requests',
  receives: {
    ar: 'ما يلزم لمعالجة طلبكم أو تعليقكم أو حسابكم؛ وكل اطلاع يُسجل.',
    fr: 'Ce qu’exige votre demande, votre commentaire ou votre compte ; chaque consultation est consignée.',
    en: 'What your request, comment or account calls for; each look is logged.',
  },
  fields: [],
  switchable: false,
};

const MAIL: Recipient = {
  id: 'mail_provider',
  name: { ar: 'مزود خدمة البريد', fr: 'Le prestataire de messagerie', en: 'The mail provider' },
  purpose: 'requests',
  receives: {
    ar: 'عنوان بريدكم ونص الرسائل الموجهة إليكم.',
    fr: 'Votre adresse e-mail et le texte des messages qui vous sont adressés.',
    en: 'Your e-mail address and the text of the mails sent to you.',
  },
  fields: ['email', 'text'],
  switchable: false,
};

const HOSTING: Recipient = {
  id: 'hosting_provider',
  name: { ar: 'مستضيف البوابة', fr: 'L’hébergeur du portail', en: 'The portal’s hosting provider' },
  purpose: 'security',
  receives: {
    ar: 'كل ما تحفظه البوابة، لحسابنا وبتعليماتنا.',
    fr: 'Tout ce que le portail conserve, pour notre compte et selon nos instructions.',
    en: 'All that the portal stores, on our behalf and by our instructions.',
  },
  fields: [],
  switchable: false,
};

const GRAVATAR: Recipient = {
  id: 'gravatar',
  name: {
    ar: 'Gravatar (شركة Automattic)',
    fr: 'Gravatar (société Automattic)',
    en: 'Gravatar (Automattic)',
  },
  purpose: 'avatar',
  receives: {
    ar: 'بصمة SHA-256 لعنوان البريد، لا العنوان نفسه.',
    fr: 'L’empreinte SHA-256 de l’adresse e-mail, pas l’adresse.',
    en: 'The SHA-256 hash of the e-mail address, not the address.',
  },
  fields: ['emailSha256'],
  country: 'US',
  transfer: {
    ar: 'توجد هذه الخدمة في الولايات المتحدة. لا تصلها إلا البصمة، وما دامت الخدمة مفعلة.',
    fr: 'Ce service se trouve aux États-Unis. Seule l’empreinte lui parvient, et seulement s’il est activé.',
    en: 'This service is in the United States. Only the hash reaches it, and only while it is switched on.',
  },
  switchable: true,
  policyUrl: 'https://automattic.com/privacy/',
};

/** What the spam check is sent of a comment, by the names of the portal's data map; its client sends these and no others. */
export const SPAM_CHECK_FIELDS = [
  'body',
  'authorName',
  'authorEmail',
  'authorWebsite',
  'ip',
  'userAgent',
] as const;

const SPAM_CHECK: Recipient = {
  id: 'spam_check',
  name: {
    ar: 'خدمة آلية لكشف التعليقات المزعجة',
    fr: 'Le service automatique de détection des indésirables',
    en: 'The automated spam-detection service',
  },
  purpose: 'spam',
  receives: {
    ar: 'نص التعليق، والاسم والبريد والموقع كما وردت في استمارته، وعنوان IP، وتعريف المتصفح.',
    fr: 'Le texte du commentaire, les nom, adresse et site saisis, l’adresse IP et l’identification du navigateur.',
    en: 'The comment’s text, the name, address and website given with it, the IP address and the browser identification.',
  },
  fields: SPAM_CHECK_FIELDS,
  transfer: {
    ar: 'قد توجد هذه الخدمة خارج البلاد. لا تصلها إلا الخانات المذكورة، وما دامت مفعلة.',
    fr: 'Ce service peut se trouver à l’étranger. Seuls les champs indiqués lui parviennent, et seulement s’il est activé.',
    en: 'This service may be abroad. Only the fields listed reach it, and only while it is switched on.',
  },
  switchable: true,
};

const EMBED_TEXTS = {
  receives: {
    ar: 'ما يرسله متصفحكم إليه كما لو زرتموه، بعد موافقتكم: عنوان IP وتعريف المتصفح والصفحة وملفات ارتباطه.',
    fr: 'Ce que votre navigateur lui envoie comme lors d’une visite, après votre accord : adresse IP, identification, page et ses propres cookies.',
    en: 'What your browser sends it as on a visit, once you agree: IP address, identification, page and its own cookies.',
  },
  transfer: {
    ar: 'قد يوجد هذا الموقع خارج البلاد. ولا يصله شيء قبل موافقتكم.',
    fr: 'Ce site peut se trouver à l’étranger. Rien ne lui parvient avant votre accord.',
    en: 'This site may be abroad. Nothing reaches it before you agree.',
  },
} as const;

/** One recipient a host: whatever is embedded is named. */
function embedHost(host: string): Recipient {
  return {
    id: `embed:${host}`,
    name: { ar: host, fr: host, en: host },
    purpose: 'embeds',
    ...EMBED_TEXTS,
    fields: ['ip', 'userAgent'],
    switchable: true,
  };
}

/** The hosts that articles embed now. */
export function embedRecipients(hosts: readonly string[]): readonly Recipient[] {
  return hosts.map(embedHost);
}

/** Everybody who may receive personal data. `embedHosts` are those that the site's articles use. */
export function recipientsOf(embedHosts: readonly string[], told?: OfficeFile): readonly Recipient[] {
  const known = [OFFICE, MAIL, HOSTING, GRAVATAR, SPAM_CHECK].map((one) => named(one, told));
  return [...known, ...(told?.recipients ?? []).map(own), ...embedHosts.map(embedHost)];
}

/** The office knows by name who works for it; what such a provider receives stays as it is. */
function named(one: Recipient, told: OfficeFile | undefined): Recipient {
  const given: Provider = told?.providers[one.id as keyof OfficeFile['providers']] ?? {};
  const { name, country, policyUrl } = given;
  return {
    ...one,
    ...(name === undefined ? {} : { name: everyLanguage(name) }),
    ...(country === undefined ? {} : { country }),
    ...(policyUrl === undefined ? {} : { policyUrl }),
  };
}

function own({ id, name, purpose, receives, country, transfer, policyUrl }: OfficeRecipient): Recipient {
  return {
    id,
    name: everyLanguage(name),
    purpose,
    receives: everyLanguage(receives),
    fields: [],
    ...(country === undefined ? {} : { country }),
    ...(transfer === undefined ? {} : { transfer: everyLanguage(transfer) }),
    switchable: false,
    ...(policyUrl === undefined ? {} : { policyUrl }),
  };
}

type OfficeRecipient = OfficeFile['recipients'][number];
