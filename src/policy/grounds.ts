import { type Locale, type Titles } from '../platform/i18n/locale.js';
import { writtenCite } from './cites.js';
import { type Regime } from './regime-schema.js';

/** What each ground of the reviewed laws says of a request, as a sentence to whoever asked. */
const SENTENCES: Readonly<Partial<Record<string, Titles>>> = {
  manifestly_abusive: {
    ar: 'الطلب تعسفي بشكل واضح، خصوصا بسبب تكراره',
    fr: 'La demande est manifestement abusive, notamment par sa répétition',
    en: 'The request is clearly abusive, above all by repetition',
  },
  no_legitimate_ground_for_objection: {
    ar: 'لا يقوم التعرض على سبب مشروع',
    fr: 'L’opposition ne repose pas sur un motif légitime',
    en: 'There is no legitimate ground for the objection',
  },
  legal_obligation: {
    ar: 'يمنع التزام قانوني من الاستجابة للطلب',
    fr: 'Une obligation légale s’oppose à la demande',
    en: 'A legal obligation stands against the request',
  },
  journalism: {
    ar: 'الطلب يخص معطيات عولجت للعمل الصحفي، وتحميها حرية الصحافة',
    fr: 'La demande porte sur un travail journalistique, que protège la liberté de la presse',
    en: 'The request is about journalism, which the freedom of the press protects',
  },
  defence_or_state_security: {
    ar: 'الطلب يخص معطيات تتعلق بالدفاع الوطني أو بأمن الدولة',
    fr: 'La demande porte sur des données qui touchent à la défense ou à la sûreté de l’État',
    en: 'The request is about data of the defence or security of the state',
  },
  cannot_identify: {
    ar: 'يتعذر التعرف على هوية صاحب الطلب',
    fr: 'L’auteur de la demande ne peut pas être identifié',
    en: 'Whoever makes the request cannot be identified',
  },
  manifestly_unfounded: {
    ar: 'الطلب لا أساس له بشكل واضح',
    fr: 'La demande est manifestement infondée',
    en: 'The request is clearly without a ground',
  },
  manifestly_excessive: {
    ar: 'الطلب مفرط بشكل واضح',
    fr: 'La demande est manifestement excessive',
    en: 'The request is clearly excessive',
  },
  search_beyond_reasonable_and_proportionate: {
    ar: 'يتطلب الطلب بحثا يتجاوز ما هو معقول ومتناسب',
    fr: 'La demande exige des recherches qui dépassent ce qui est raisonnable et proportionné',
    en: 'The request calls for a search beyond what is reasonable and proportionate',
  },
  rights_of_others: {
    ar: 'تمنع حقوق الغير وحرياتهم من الاستجابة للطلب',
    fr: 'Les droits et libertés d’autrui s’opposent à la demande',
    en: 'The rights and freedoms of others stand against the request',
  },
  freedom_of_expression: {
    ar: 'تمنع حرية التعبير والإعلام من الاستجابة للطلب',
    fr: 'La liberté d’expression et d’information s’oppose à la demande',
    en: 'The freedom of expression and information stands against the request',
  },
  public_interest_archiving: {
    ar: 'المعطيات مؤرشفة للمصلحة العامة',
    fr: 'Les données sont archivées dans l’intérêt public',
    en: 'The data are archived in the public interest',
  },
  legal_privilege: {
    ar: 'يحمي السر المهني للمحامي هذه المعطيات',
    fr: 'Le secret professionnel de l’avocat protège ces données',
    en: 'Legal professional privilege protects the data',
  },
  legal_claims: {
    ar: 'المعطيات ضرورية لدعوى قضائية',
    fr: 'Les données sont nécessaires à une action en justice',
    en: 'The data are needed for legal claims',
  },
  national_restriction: {
    ar: 'يقيد القانون الوطني هذا الحق',
    fr: 'La loi nationale limite ce droit',
    en: 'National law restricts this right',
  },
};

/** A ground for refusing in a language. */
export interface WrittenGround {
  /** Without a full stop; undefined for a ground that only its law's figures name. */
  readonly sentence?: string;
  /** Undefined where the law's figures name no article. */
  readonly cite?: string;
}

/** What a ground of `regime` says, and its article. */
export function writtenGround(regime: Regime, id: string, locale: Locale): WrittenGround {
  const cite = regime.refusalGrounds.find((ground) => ground.id === id)?.cite;
  return { sentence: SENTENCES[id]?.[locale], cite: cite && writtenCite(cite, locale) };
}

/** What a ground says under any law; undefined for one that only a law's figures name. */
export function groundSentence(id: string, locale: Locale): string | undefined {
  return SENTENCES[id]?.[locale];
}

/** A ground in one line: its sentence with its article in brackets, or whichever of them there is. */
export function groundLine({ sentence, cite }: WrittenGround): string | undefined {
  return sentence !== undefined && cite !== undefined ? `${sentence} (${cite})` : (sentence ?? cite);
}
