import { LANGUAGE_TAG, type Locale, LOCALES } from '../platform/i18n/locale.js';
import { PURPOSES } from '../policy/purposes.js';
import { type Recipient } from '../policy/recipients.js';
import { RETENTION } from '../policy/retention.js';
import { RIGHTS } from '../policy/rights.js';
import { type SitePolicy } from '../policy/site-policy.js';
import { type ConsentNotice, noticeId } from './consent-notice.js';
import {
  type ConsentEvent,
  type ConsentRecord,
  type HowAnswered,
  type RecordedParty,
  type RecordedPurpose,
} from './consent-record-shape.js';

/** Which structure a record has. Readers go by it. */
const SCHEMA_VERSION = 'ISO/IEC TS 27560:2023; athar 2';

export interface RecordedAnswer {
  readonly id: string;
  readonly at: Date;
  readonly how: HowAnswered;
  readonly gpc: boolean;
  /** Purposes that were accepted; every other one that was shown was refused. */
  readonly accepted: readonly string[];
}

/** The record of a new answer. */
export function consentRecord(
  answer: RecordedAnswer,
  notice: ConsentNotice,
  policy: SitePolicy,
): ConsentRecord {
  const asked = notice.categories.flatMap(({ purpose, title }) =>
    purpose === null ? [] : [{ purpose, title }],
  );
  const url = policy.controller.address;
  const purposes = asked.map(({ purpose, title }) => recordedPurpose(purpose, title, policy));
  const named = new Set(purposes.flatMap((one) => one.recipient_third_parties));
  return {
    record_id: answer.id,
    schema_version: SCHEMA_VERSION,
    pii_principal_id: `urn:uuid:${answer.id}`,
    pii_processing: {
      privacy_notice: {
        version: notice.policyVersion,
        url: url === null ? null : `${url}/privacy`,
        notice_id: noticeId(notice),
      },
      language: notice.language,
      purposes,
    },
    party_identification: parties(policy, localeOf(notice), named),
    events: asked.map(({ purpose }) => answerEvent(purpose, answer)),
  };
}

/** The record with what became of some of its purposes later. */
export function withEnded(
  record: ConsentRecord,
  purposes: readonly string[],
  at: Date,
  method: 'withdrawal' | 'replacement',
): ConsentRecord {
  const ended = purposes.map((purpose): ConsentEvent => ({
    purpose,
    event_time: at.toISOString(),
    validity_duration: null,
    entity_id: 'pii_principal',
    event_type: 'expressed_consent',
    event_state: 'withdrawn',
    event_method: method,
  }));
  return { ...record, events: [...record.events, ...ended] };
}

function answerEvent(purpose: string, { at, how, gpc, accepted }: RecordedAnswer): ConsentEvent {
  return {
    purpose,
    event_time: at.toISOString(),
    validity_duration: RETENTION.cookieChoice,
    entity_id: 'pii_principal',
    event_type: 'expressed_consent',
    event_state: accepted.includes(purpose) ? 'given' : 'refused',
    event_method: how,
    global_privacy_control: gpc,
  };
}

function recordedPurpose(purpose: string, title: string, policy: SitePolicy): RecordedPurpose {
  const known = PURPOSES.find(({ id }) => id === purpose);
  if (known === undefined) throw new Error(`the policy has no purpose ${purpose}`);
  const hosting = policy.recipients.find(({ id }) => id === 'hosting_provider');
  return {
    purpose,
    purpose_title: title,
    lawful_basis: known.basis,
    pii_information: known.categories.map((category) => ({ pii_type: category })),
    pii_controllers: ['controller'],
    collection_method: 'browser',
    storage_locations: [
      { location: 'browser', country: null },
      { location: 'hosting_provider', country: hosting?.country ?? null },
    ],
    retention_period: RETENTION.cookieChoice,
    jurisdiction: policy.regime.code,
    recipient_third_parties: policy.recipients.filter((one) => one.purpose === purpose).map(({ id }) => id),
    withdrawal_method: withdrawalAddress(policy),
    privacy_rights: RIGHTS.map(({ id }) => id),
    authority_party: 'authority',
  };
}

function withdrawalAddress({ controller }: SitePolicy): string {
  return `${controller.address ?? ''}/cookies`;
}

/** @param named ids of the recipients that the record's purposes name */
function parties(policy: SitePolicy, locale: Locale, named: ReadonlySet<string>): RecordedParty[] {
  const { controller, authority, recipients } = policy;
  const { address: site, postalAddress, email, phone } = controller;
  return [
    {
      party_id: 'controller',
      party_name: controller.name,
      party_role: 'PII controller',
      party_type: 'controller',
      party_address: postalAddress?.[locale] ?? null,
      party_contact: email ?? phone ?? (site === null ? null : `${site}/requests/new`),
      party_url: site,
    },
    {
      party_id: 'authority',
      party_name: authority.name[locale],
      party_role: 'supervisory authority',
      party_type: 'authority',
      party_address: null,
      party_contact: authority.url,
      party_url: authority.url,
    },
    ...recipients.filter(({ id }) => named.has(id)).map((one) => recipientParty(one, locale)),
  ];
}

function recipientParty({ id, name, policyUrl }: Recipient, locale: Locale): RecordedParty {
  return {
    party_id: id,
    party_name: name[locale],
    party_role: 'third party',
    party_type: 'recipient',
    party_address: null,
    party_contact: policyUrl ?? null,
    party_url: policyUrl ?? null,
  };
}

function localeOf({ language }: ConsentNotice): Locale {
  return LOCALES.find((locale) => LANGUAGE_TAG[locale] === language) ?? 'en';
}
