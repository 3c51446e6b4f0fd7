import { PURPOSES } from '../policy/purposes.js';
import { RETENTION } from '../policy/retention.js';
import { RIGHTS } from '../policy/rights.js';
import { type SitePolicy } from '../policy/site-policy.js';
import { type ConsentNotice, noticeId } from './consent-notice.js';
import { type ConsentEvent, type ConsentRecord, type HowAnswered } from './consent-record-shape.js';

/** Which structure a record has. Readers go by it. */
const SCHEMA_VERSION = 'ISO/IEC TS 27560:2023; athar 1';

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
  return {
    record_id: answer.id,
    schema_version: SCHEMA_VERSION,
    pii_principal_id: `urn:uuid:${answer.id}`,
    privacy_notice: {
      version: notice.policyVersion,
      url: url === null ? null : `${url}/privacy`,
      language: notice.language,
      notice_id: noticeId(notice),
    },
    pii_processing: asked.map(({ purpose, title }) => processing(purpose, title, policy)),
    party_identification: parties(policy),
    events: asked.map(({ purpose }) => answerEvent(purpose, answer)),
  };
}

/** The record with what became of some of its purposes later. */
export function withEnded(
  record: ConsentRecord,
  purposes: readonly string[],
  at: Date,
  type: 'withdrawal' | 'replacement',
): ConsentRecord {
  const ended = purposes.map((purpose): ConsentEvent => ({
    purpose,
    event_time: at.toISOString(),
    event_state: 'withdrawn',
    event_type: type,
    entity_id: 'pii_principal',
  }));
  return { ...record, events: [...record.events, ...ended] };
}

function answerEvent(purpose: string, { at, how, gpc, accepted }: RecordedAnswer): ConsentEvent {
  const given = accepted.includes(purpose);
  return {
    purpose,
    event_time: at.toISOString(),
    event_state: given ? 'given' : 'refused',
    event_type: how,
    ...(given ? { validity_duration: RETENTION.cookieChoice } : {}),
    global_privacy_control: gpc,
    entity_id: 'pii_principal',
  };
}

function processing(purpose: string, title: string, policy: SitePolicy) {
  const known = PURPOSES.find(({ id }) => id === purpose);
  if (known === undefined) throw new Error(`the policy has no purpose ${purpose}`);
  return {
    purpose,
    purpose_title: title,
    lawful_basis: known.basis,
    pii_categories: known.categories,
    collection_method: 'browser',
    retention_period: RETENTION.cookieChoice,
    pii_controllers: ['controller'],
    recipient_third_parties: policy.recipients.filter((one) => one.purpose === purpose).map(({ id }) => id),
    jurisdiction: policy.regime.code,
    withdrawal_method: withdrawalAddress(policy),
    privacy_rights: RIGHTS.map(({ id }) => id),
  };
}

function withdrawalAddress({ controller }: SitePolicy): string {
  return `${controller.address ?? ''}/cookies`;
}

function parties({ controller, authority }: SitePolicy): ConsentRecord['party_identification'] {
  return [
    {
      party_id: 'controller',
      party_name: controller.name,
      party_url: controller.address,
      party_role: 'PII controller',
    },
    {
      party_id: 'authority',
      party_name: authority.name.en,
      party_url: authority.url,
      party_role: 'supervisory authority',
    },
  ];
}
